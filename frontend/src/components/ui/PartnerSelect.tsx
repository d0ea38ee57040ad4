import { Select } from '@mantine/core';
import '@mantine/core/styles/ScrollArea.css';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '@/generated/gql';
import { useT } from '@/lib/i18n/useT';
import type { PartnerPickerProps } from './PartnerPicker';

const PartnersDocument = graphql(`
  query PartnerChoices($search: String) {
    partners(first: 50, search: $search) {
      nodes {
        id
        name
        city
      }
    }
  }
`);

const ChosenDocument = graphql(`
  query PartnerChosen($id: ID!) {
    partner(id: $id) {
      id
      name
      city
    }
  }
`);

interface Choice {
  id: string;
  name: string;
  city?: string | null | undefined;
}

const option = ({ id, name, city }: Choice) => ({ value: id, label: city ? `${name} · ${city}` : name });

export default function PartnerSelect({
  label,
  placeholder,
  value,
  onChange,
  labelled,
  error,
}: PartnerPickerProps) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const [{ data, fetching }] = useQuery({
    query: PartnersDocument,
    variables: { search: asked === '' ? null : asked },
  });
  const found = data?.partners.nodes ?? [];
  const known = found.find(partner => partner.id === value);
  const [{ data: other }] = useQuery({
    query: ChosenDocument,
    variables: { id: value ?? '' },
    pause: value === undefined || known !== undefined,
  });
  const chosen = known ?? other?.partner ?? undefined;
  const options = found.map(option);
  if (chosen && !known) options.push(option(chosen));

  // What stands in the field after a choice is the choice, not something to look for.
  const wanted = chosen && typed === option(chosen).label ? '' : typed.trim();
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), 200);
    return () => clearTimeout(timer);
  }, [wanted]);

  return (
    <Select
      size={labelled ? 'sm' : 'xs'}
      {...(labelled ? { label } : { 'aria-label': label })}
      placeholder={placeholder}
      error={error}
      data={options}
      value={value ?? null}
      onChange={next => onChange(next ?? undefined)}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options: all }) => all}
      clearable
      clearButtonProps={{ 'aria-label': t('ui.clearChoice') }}
      nothingFoundMessage={t(fetching ? 'ui.loading' : 'ui.filtered.title')}
      comboboxProps={{ shadow: 'md' }}
    />
  );
}
