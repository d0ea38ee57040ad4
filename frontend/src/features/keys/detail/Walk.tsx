import { ActionIcon } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Icon } from '@/components/ui/icons';
import { LinkButton, LinkIcon } from '@/components/ui/links';
import { useT } from '@/lib/i18n/useT';
import type { KeysSearch } from '@/lib/lists/keyFilter';
import { usePreferences } from '@/lib/me';
import { present } from '@/lib/search';
import { useKeyList } from '../useKeyList';

interface WalkProps {
  id: string;
  search: KeysSearch & { on?: string | undefined };
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null;

/** Previous and next in the list one came from, by button or by K and J; and the way back to it. */
export function Walk({ id, search }: WalkProps) {
  const t = useT();
  const navigate = useNavigate();
  const [{ shortcuts }] = usePreferences();
  const list = present<KeysSearch>({ ...search, on: undefined } as KeysSearch);
  const { nodes, hasMore, loadMore } = useKeyList(list);
  const place = nodes.findIndex(row => row.id === id);
  const previous = place > 0 ? nodes[place - 1]?.id : undefined;
  const next = place >= 0 ? nodes[place + 1]?.id : undefined;

  useEffect(() => {
    if (place >= 0 && place >= nodes.length - 2 && hasMore) loadMore();
  }, [place, nodes.length, hasMore, loadMore]);

  useEffect(() => {
    if (!shortcuts) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      const target = event.key === 'j' ? next : event.key === 'k' ? previous : undefined;
      if (target !== undefined) void navigate({ to: '/keys/$id', params: { id: target }, search: list });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });

  const step = (target: string | undefined, label: string, icon: 'left' | 'right') =>
    target === undefined ? (
      <ActionIcon variant="default" size={30} aria-label={label} disabled>
        <Icon name={icon} />
      </ActionIcon>
    ) : (
      <LinkIcon
        variant="default"
        size={30}
        aria-label={label}
        title={label}
        to="/keys/$id"
        params={{ id: target }}
        search={list}
      >
        <Icon name={icon} />
      </LinkIcon>
    );
  return (
    <span className="row">
      <LinkButton size="xs" variant="default" to="/keys" search={list}>
        {t('keys.back')}
      </LinkButton>
      {place >= 0 ? (
        <>
          {step(previous, t('keys.previous'), 'left')}
          {step(next, t('keys.next'), 'right')}
        </>
      ) : null}
    </span>
  );
}
