import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { Icon } from '@/components/ui/icons';
import { NARROW } from '@/components/ui/table/narrow';
import { useT } from '@/lib/i18n/useT';
import type { KeysSearch } from '@/lib/lists/keyFilter';
import { useMay } from '@/lib/me';
import { editionName, editions, kinds, kindWord, sizes, statuses, statusWord } from '@/lib/words';
import type { ActiveFilter } from './activeFilters';
import { without } from './activeFilters';
import { ExpiryFilter } from './ExpiryFilter';
import classes from './FilterBar.module.css';
import { FilterButton, FilterMenu } from '@/components/ui/FilterMenu';
import { PartnerChoice } from './PartnerChoice';
import { SearchBox } from './SearchBox';

interface FilterBarProps {
  search: KeysSearch;
  active: readonly ActiveFilter[];
  onChange: (search: KeysSearch) => void;
}

export function FilterBar({ search, active, onChange }: FilterBarProps) {
  const t = useT();
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  const [opened, setOpened] = useState(false);
  const set = (change: Partial<KeysSearch>) => onChange({ ...search, ...change });
  return (
    <div className="stack no-print">
      <div className="row">
        <SearchBox value={search.q} onChange={q => set({ q })} />
        {narrow ? (
          <Button
            size="xs"
            variant="default"
            aria-expanded={opened}
            onClick={() => setOpened(!opened)}
            rightSection={<Icon name={opened ? 'up' : 'down'} size={12} />}
          >
            {t('keys.filters', { count: active.length })}
          </Button>
        ) : (
          <Choices search={search} set={set} />
        )}
      </div>
      {narrow && opened ? (
        <div className="row">
          <Choices search={search} set={set} />
        </div>
      ) : null}
      {active.length > 0 ? (
        <ul className="row" aria-label={t('keys.active')}>
          {active.map(filter => (
            <li key={filter.text}>
              <button
                type="button"
                className={classes.pill}
                aria-label={t('keys.active.remove', { filter: filter.text })}
                onClick={() => onChange(without(search, filter.clears))}
              >
                {filter.text}
                <Icon name="close" size={10} />
              </button>
            </li>
          ))}
          <li>
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => onChange(search.sort ? { sort: search.sort } : {})}
            >
              {t('keys.active.clear')}
            </Button>
          </li>
        </ul>
      ) : null}
    </div>
  );
}

function Choices({ search, set }: { search: KeysSearch; set: (change: Partial<KeysSearch>) => void }) {
  const t = useT();
  const operator = useMay('ListPartners');
  return (
    <>
      <FilterMenu
        label={t('keys.filter.status')}
        values={statuses}
        text={status => t(statusWord[status])}
        chosen={search.status}
        onChange={status => set({ status })}
      />
      <ExpiryFilter from={search.from} to={search.to} onChange={(from, to) => set({ from, to })} />
      <FilterMenu
        label={t('keys.filter.edition')}
        values={editions}
        text={edition => editionName[edition]}
        chosen={search.edition}
        onChange={edition => set({ edition })}
      />
      <FilterMenu
        label={t('keys.filter.size')}
        values={sizes}
        text={size => t('keys.size', { size })}
        chosen={search.size}
        onChange={size => set({ size })}
      />
      <FilterMenu
        label={t('keys.filter.kind')}
        values={kinds}
        text={kind => t(kindWord[kind])}
        chosen={search.kind}
        onChange={kind => set({ kind })}
      />
      {operator ? (
        <FilterButton label={t('keys.filter.partner')} count={search.partner ? 1 : 0} width={280}>
          <PartnerChoice chosen={search.partner} onChoose={partner => set({ partner })} />
        </FilterButton>
      ) : null}
      <Toggle on={search.over} text={t('keys.filter.over')} onChange={over => set({ over })} />
      <Toggle on={search.trial} text={t('keys.filter.trial')} onChange={trial => set({ trial })} />
    </>
  );
}

interface ToggleProps {
  on: true | undefined;
  text: string;
  onChange: (on: true | undefined) => void;
}

function Toggle({ on, text, onChange }: ToggleProps) {
  return (
    <Button
      size="xs"
      variant={on ? 'light' : 'default'}
      aria-pressed={on ?? false}
      onClick={() => onChange(on ? undefined : true)}
    >
      {text}
    </Button>
  );
}
