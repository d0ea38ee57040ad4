import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '@/lib/i18n/useT';
import { SearchBox } from './SearchBox';
import classes from './List.module.css';

interface FilterRowProps {
  /** What is searched, as its field is called; absent: this list has no search. */
  search?: { label: string; value: string | undefined; onSettle: (text: string | undefined) => void };
  /** The filters in force, in the reader's words. */
  filters: readonly string[];
  clear: () => void;
  children?: ReactNode;
}

/** Search, the list's own filters, and the way back to the whole list while any is in force. */
export function FilterRow({ search, filters, clear, children }: FilterRowProps) {
  const t = useT();
  return (
    <div className={classes.filters}>
      {search ? (
        <SearchBox
          label={search.label}
          value={search.value ?? ''}
          className={classes.search ?? ''}
          onSettle={text => search.onSettle(text || undefined)}
        />
      ) : null}
      {children}
      {filters.length > 0 ? (
        <Button variant="subtle" size="xs" onClick={clear}>
          {t('ui.filtered.clear')}
        </Button>
      ) : null}
    </div>
  );
}
