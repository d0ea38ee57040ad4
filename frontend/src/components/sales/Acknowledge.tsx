import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { graphql } from '@/generated/gql';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import type { SalesLine } from './lines';
import type { RefusedBy } from './Refused';
import { Refused } from './Refused';
import classes from './sales.module.css';

const AcknowledgeLineDocument = graphql(`
  mutation AcknowledgeLine($input: AcknowledgeOverLimitInput!) {
    acknowledgeOverLimit(input: $input) {
      key {
        id
        version
      }
      errors {
        ...Problem
      }
    }
  }
`);

interface AcknowledgeProps {
  line: SalesLine;
  onDone: () => void;
}

/** A key over its maximum goes on only after this (XP-3): read, ticked, with a name; kept on the key. */
export function Acknowledge({ line, onDone }: AcknowledgeProps) {
  const t = useT();
  const me = useMe();
  const [name, setName] = useState(me.name);
  const [read, setRead] = useState(false);
  const [refused, setRefused] = useState<RefusedBy>();
  const [{ fetching }, acknowledge] = useMutation(AcknowledgeLineDocument);
  const may = me.permissions.includes('AcknowledgeOverLimit');

  const send = async () => {
    setRefused(undefined);
    const { data, error } = await acknowledge({ input: { id: line.keyId, name: name.trim() } });
    const first = error ? toProblem(error) : data?.acknowledgeOverLimit.errors[0];
    if (first) setRefused(first);
    else onDone();
  };
  return (
    <form
      className={classes.acknowledge}
      aria-label={t('sales.acknowledge.label', { number: line.number ?? '' })}
      onSubmit={event => {
        event.preventDefault();
        void send();
      }}
    >
      <p>{t('sales.acknowledge.text', { counted: line.counted ?? 0, max: line.maxExtensions ?? 0 })}</p>
      {may ? (
        <>
          <Checkbox
            size="xs"
            label={t('sales.acknowledge.read')}
            checked={read}
            onChange={event => setRead(event.currentTarget.checked)}
          />
          <div className="row">
            <TextInput
              size="xs"
              aria-label={t('sales.acknowledge.name')}
              placeholder={t('sales.acknowledge.name')}
              maxLength={200}
              value={name}
              onChange={event => setName(event.currentTarget.value)}
            />
            <Button
              type="submit"
              size="xs"
              variant="default"
              loading={fetching}
              disabled={!read || name.trim() === ''}
            >
              {t('sales.acknowledge.do')}
            </Button>
          </div>
        </>
      ) : (
        <p className="muted">{t('ui.next.forbidden')}</p>
      )}
      {refused ? <Refused by={refused} /> : null}
    </form>
  );
}
