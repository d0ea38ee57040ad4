import type { ComboboxItem } from '@mantine/core';
import { Select } from '@mantine/core';
import '@mantine/core/styles/ScrollArea.css';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import type { IssueCustomersQuery } from '@/generated/gql/graphql';
import { useT } from '@/lib/i18n/useT';
import classes from '../commands/commands.module.css';
import { CustomerChoicesDocument } from './documents';

interface CustomerChoiceProps {
  value: string;
  error: string | undefined;
  onChange: (id: string) => void;
}

type Customer = IssueCustomersQuery['customers']['nodes'][number];

const SETTLED_MS = 200;

/** What tells two customers of one name apart. */
const details = ({ city, vatId, email, partner }: Customer): string =>
  [city, vatId, email, partner?.name].filter(Boolean).join(' · ');

/** A customer, searched on the server and chosen from what is found; never guessed from a name. */
export function CustomerChoice({ value, error, onChange }: CustomerChoiceProps) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const [chosen, setChosen] = useState<Customer>();
  const [{ data, fetching }] = useQuery({
    query: CustomerChoicesDocument,
    variables: { search: asked === '' ? null : asked },
  });
  const found = data?.customers.nodes ?? [];
  const all = chosen && !found.some(one => one.id === chosen.id) ? [...found, chosen] : found;

  // What stands in the field after a choice is the choice, not something to look for.
  const wanted = chosen?.name === typed ? '' : typed.trim();
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [wanted]);

  const option = ({ option: { value: id, label } }: { option: ComboboxItem }) => {
    const customer = all.find(one => one.id === id);
    return (
      <span>
        {label}
        {customer ? <span className={classes.details}>{details(customer)}</span> : null}
      </span>
    );
  };
  return (
    <Select
      label={t('keys.column.customer')}
      placeholder={t('keys.issue.customer')}
      description={chosen ? details(chosen) : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      withAsterisk
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('ui.clearChoice') }}
      data={all.map(({ id, name }) => ({ value: id, label: name }))}
      filter={({ options }) => options}
      renderOption={option}
      value={value === '' ? null : value}
      onChange={id => {
        setChosen(all.find(one => one.id === id));
        onChange(id ?? '');
      }}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={t(fetching || wanted !== asked ? 'ui.loading' : 'ui.filtered.title')}
      comboboxProps={{ shadow: 'md' }}
      error={error}
    />
  );
}
