import { Spotlight, spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { Icon } from '@/components/ui/icons';
import { graphql } from '@/generated/gql';
import { arrive } from '@/lib/navigation/arrival';
import { addDays } from '@/lib/dates';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { places } from './nav';

const SearchDocument = graphql(`
  query Search($text: String!) {
    search(text: $text) {
      id
      kind
      title
      subtitle
    }
  }
`);

interface PaletteProps {
  opened: boolean;
  onClose: () => void;
}

/** Paste anything: a key, a customer, an e-mail address; it opens the thing. Views and actions live here too. */
export default function Palette({ opened, onClose }: PaletteProps) {
  const t = useT();
  const { permissions, tenant } = useMe();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [leaving, setLeaving] = useState(false);
  const asked = useSettled(text.trim());
  const [{ data, fetching }] = useQuery({
    query: SearchDocument,
    variables: { text: asked },
    pause: asked.length < 2,
  });

  useEffect(() => (opened ? spotlight.open() : spotlight.close()), [opened]);

  /** Who goes somewhere is at its heading, not back at the button that opened this. */
  const leave = (way: Promise<void>) => {
    setLeaving(true);
    void way;
  };

  const hits = asked.length < 2 ? [] : (data?.search ?? []);
  const first = hits[0]?.id;
  // The library selects the first of what was there when the text came; what is found comes later, and Enter means it.
  useEffect(() => {
    if (first === undefined) return;
    document.querySelector('[data-action][data-selected]')?.removeAttribute('data-selected');
    document.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
  }, [first]);
  const matches = (label: string) => label.toLowerCase().includes(text.trim().toLowerCase());
  const may = (operation: string | undefined) => operation === undefined || permissions.includes(operation);
  const open = (id: string) => {
    if (id.startsWith('key_')) leave(navigate({ to: '/keys/$id', params: { id }, search: {} }));
    else if (id.startsWith('customer_')) leave(navigate({ to: '/customers/$id', params: { id } }));
    else if (id.startsWith('partner_')) leave(navigate({ to: '/keys', search: { partner: id } }));
    else if (id.startsWith('quote_')) leave(navigate({ to: '/quotes/$id', params: { id }, search: {} }));
    else if (id.startsWith('order_')) leave(navigate({ to: '/billing/$id', params: { id }, search: {} }));
  };
  const presets = [
    {
      label: t('app.preset.expiring30'),
      go: () => navigate({ to: '/keys', search: { from: tenant.today, to: addDays(tenant.today, 30) } }),
    },
    {
      label: t('app.preset.fallback'),
      go: () => navigate({ to: '/keys', search: { status: ['FALLBACK'] } }),
    },
    {
      label: t('app.preset.window'),
      go: () => navigate({ to: '/keys', search: { status: ['MAINTENANCE_WINDOW'] } }),
    },
    { label: t('app.preset.over'), go: () => navigate({ to: '/keys', search: { over: true } }) },
    ...(may('IssueKey') ? [{ label: t('app.action.issue'), go: () => navigate({ to: '/keys/new' }) }] : []),
  ].filter(preset => matches(preset.label));
  const goTo = places.filter(place => may(place.may) && matches(t(place.text)));
  const nothing = hits.length === 0 && presets.length === 0 && goTo.length === 0;

  return (
    <Spotlight.Root
      query={text}
      onQueryChange={setText}
      onSpotlightOpen={() => setLeaving(false)}
      onSpotlightClose={onClose}
      shortcut={null}
      returnFocus={!leaving}
      onExitTransitionEnd={() => leaving && arrive()}
      lockScroll={false}
      scrollable
      maxHeight="min(420px, 60dvh)"
      // Seven tenths of white on pine are less than 4.5:1.
      styles={{ actionDescription: { opacity: 1 } }}
      attributes={{ content: { 'aria-label': t('app.palette.label') } }}
    >
      <Spotlight.Search
        placeholder={t('app.palette.open')}
        aria-label={t('app.palette.open')}
        leftSection={<Icon name="search" />}
      />
      <Spotlight.ActionsList>
        {hits.length > 0 ? (
          <Spotlight.ActionsGroup label={t('app.palette.found')}>
            {hits.map(hit => (
              <Spotlight.Action
                key={hit.id}
                label={hit.title}
                description={hit.subtitle ?? ''}
                onClick={() => open(hit.id)}
              />
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
        {presets.length > 0 ? (
          <Spotlight.ActionsGroup label={t('app.palette.presets')}>
            {presets.map(preset => (
              <Spotlight.Action key={preset.label} label={preset.label} onClick={() => leave(preset.go())} />
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
        {goTo.length > 0 ? (
          <Spotlight.ActionsGroup label={t('app.palette.places')}>
            {goTo.map(place => (
              <Spotlight.Action
                key={place.to}
                label={t(place.text)}
                onClick={() => leave(navigate({ to: place.to }))}
              />
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
        {nothing ? (
          <Spotlight.Empty>
            {t(fetching || asked !== text.trim() ? 'app.palette.searching' : 'app.palette.none')}
          </Spotlight.Empty>
        ) : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/** The text once typing has paused: one question a word, not one a letter. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 160);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
