import { TextInput, UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { Loaded } from '@/components/ui/Loaded';
import { useT } from '@/lib/i18n/useT';
import { FilterPartnersDocument } from '../queries';
import classes from './PartnerChoice.module.css';

interface PartnerChoiceProps {
  chosen: string | undefined;
  onChoose: (id: string | undefined, name: string) => void;
}

/** A partner among thousands: type a little, choose. */
export function PartnerChoice({ chosen, onChoose }: PartnerChoiceProps) {
  const t = useT();
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), 200);
    return () => clearTimeout(timer);
  }, [text]);
  const [result, again] = useQuery({
    query: FilterPartnersDocument,
    variables: { search: asked === '' ? null : asked },
  });
  return (
    <div className="stack">
      <TextInput
        size="xs"
        label={t('keys.filter.partner')}
        placeholder={t('keys.filter.partnerName')}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
      />
      <Loaded result={result} retry={again} object={t('keys.object.partners')} height={32} rows={4}>
        {data => (
          <ul className={classes.list}>
            {data.partners.nodes.map(partner => (
              <li key={partner.id}>
                <UnstyledButton
                  className={classes.choice}
                  aria-pressed={partner.id === chosen}
                  onClick={() => onChoose(partner.id === chosen ? undefined : partner.id, partner.name)}
                >
                  {partner.name}
                  {partner.city ? <span className="muted"> · {partner.city}</span> : null}
                </UnstyledButton>
              </li>
            ))}
            {data.partners.nodes.length === 0 ? (
              <li className="muted">{t('keys.filter.noPartner')}</li>
            ) : null}
          </ul>
        )}
      </Loaded>
    </div>
  );
}
