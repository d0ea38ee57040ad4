import { Button, Checkbox } from '@mantine/core';
import { useT } from '@/lib/i18n/useT';
import { Skeleton } from '../Skeleton';
import classes from './Cards.module.css';
import type { DataTableProps } from './DataTable';

const CARD_HEIGHT = 132;

/** The list on a narrow screen. Cards out of view are skipped by the browser (`content-visibility`). */
export function Cards<Row>({ caption, pages, rowId, rowName, card, selection }: DataTableProps<Row>) {
  const t = useT();
  return (
    <>
      <ul className={classes.cards} aria-label={caption}>
        {pages.nodes.map(row => {
          const id = rowId(row);
          return (
            <li key={id} className={classes.card} data-row={id}>
              {selection ? (
                <Checkbox
                  size="sm"
                  className={classes.select ?? ''}
                  aria-label={t('ui.table.select', { name: rowName(row) })}
                  checked={selection.ids.has(id)}
                  onChange={event => selection.toggle([id], event.currentTarget.checked)}
                />
              ) : null}
              <div className={classes.body}>{card(row)}</div>
            </li>
          );
        })}
      </ul>
      {pages.loading ? <Skeleton height={CARD_HEIGHT} rows={6} /> : null}
      {pages.hasMore ? (
        <Button variant="default" fullWidth onClick={pages.loadMore} loading={pages.loadingMore}>
          {t('ui.table.more')}
        </Button>
      ) : null}
    </>
  );
}
