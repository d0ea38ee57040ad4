import { TextInput } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import { useQuery } from 'urql';
import { useT } from '@/lib/i18n/useT';
import { CustomerChoicesDocument } from './documents';

interface CustomerChoiceProps {
  error: string | undefined;
  onChange: (id: string) => void;
}

/** A customer by name: the browser's own suggestions, asked for as one types. */
export function CustomerChoice({ error, onChange }: CustomerChoiceProps) {
  const t = useT();
  const list = useId();
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), 200);
    return () => clearTimeout(timer);
  }, [text]);
  const [{ data }] = useQuery({
    query: CustomerChoicesDocument,
    variables: { search: asked === '' ? null : asked },
  });
  const found = data?.customers.nodes ?? [];
  const match = found.find(customer => customer.name === text.trim());
  const id = match?.id ?? '';
  useEffect(() => onChange(id), [id, onChange]);
  return (
    <>
      <TextInput
        label={t('keys.column.customer')}
        placeholder={t('keys.issue.customer')}
        withAsterisk
        list={list}
        autoComplete="off"
        value={text}
        error={error}
        onChange={event => setText(event.currentTarget.value)}
      />
      <datalist id={list}>
        {found.map(customer => (
          <option key={customer.id} value={customer.name}>
            {customer.city ?? ''}
          </option>
        ))}
      </datalist>
    </>
  );
}
