import { Checkbox } from '@mantine/core';
import { useElementScrollRestoration } from '@tanstack/react-router';
import { columnVisibilityFeature, tableFeatures, useTable } from '@tanstack/react-table';
import type { ColumnDef } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useT } from '@/lib/i18n/useT';
import { usePreferences } from '@/lib/me';
import { ScrollRegion } from '../ScrollRegion';
import { Skeleton } from '../Skeleton';
import type { Column } from './columns';
import type { DataTableProps } from './DataTable';
import classes from './Grid.module.css';
import { GridRow } from './GridRow';
import { HeaderCell } from './HeaderCell';
import { hiddenColumns } from './hidden';
import { useRowHeight } from './useRowHeight';

const features = tableFeatures({ columnVisibilityFeature });
const HEADER_ROWS = 1;
const SELECT_WIDTH = 44;

/**
 * A native table whose rows outside the view are replaced by two spacers. The header and the first column
 * stay; the container scrolls natively in both directions.
 */
export function Grid<Row>(props: DataTableProps<Row>) {
  const { id, caption, columns, pages, rowId, rowName, sort, onSort, selection } = props;
  const t = useT();
  const [preferences] = usePreferences();
  const rowHeight = useRowHeight();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = pages.nodes;

  const definitions = useMemo<ColumnDef<typeof features, Row & object>[]>(
    () => columns.map(column => ({ id: column.id, enableHiding: column.fixed !== true })),
    [columns],
  );
  const hidden = hiddenColumns(columns, preferences.hidden[id]);
  const table = useTable({
    features,
    columns: definitions,
    data: rows as readonly (Row & object)[],
    state: { columnVisibility: Object.fromEntries(hidden.map(name => [name, false])) },
  });
  const visible = table
    .getVisibleLeafColumns()
    .flatMap(column => columns.filter((own): own is Column<Row> => own.id === column.id));

  const restored = useElementScrollRestoration({ id });
  // The virtualizer hands out functions that the compiler cannot memoise; nothing here is memoised by it.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    initialOffset: restored?.scrollY ?? 0,
  });
  useEffect(() => virtual.measure(), [virtual, rowHeight]);

  const items = virtual.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  const { loadMore } = pages;
  const nearEnd = last !== undefined && last.index >= rows.length - 20;
  useEffect(() => {
    if (nearEnd) loadMore();
  }, [nearEnd, loadMore]);

  const count = pages.total?.atLeast === false ? pages.total.count : undefined;
  const allSelected = rows.length > 0 && rows.every(row => selection?.ids.has(rowId(row)));
  const someSelected = !allSelected && rows.some(row => selection?.ids.has(rowId(row)));
  const width = visible.reduce((sum, column) => sum + column.width, selection ? SELECT_WIDTH : 0);
  const spanned = visible.length + (selection ? 1 : 0);

  return (
    <ScrollRegion ref={scroller} className={classes.scroller} restoredAs={id} label={caption}>
      <table
        className={classes.table}
        style={{ minWidth: width }}
        aria-label={caption}
        aria-rowcount={count === undefined ? -1 : count + HEADER_ROWS}
        data-selectable={selection !== undefined || undefined}
      >
        <colgroup>
          {selection ? <col style={{ width: SELECT_WIDTH }} /> : null}
          {visible.map(column => (
            <col key={column.id} style={{ width: column.width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {selection ? (
              <th scope="col" className={classes.select}>
                <Checkbox
                  size="xs"
                  aria-label={t('ui.table.selectLoaded')}
                  checked={allSelected}
                  indeterminate={someSelected}
                  onChange={event => selection.toggle(rows.map(rowId), event.currentTarget.checked)}
                />
              </th>
            ) : null}
            {visible.map(column => (
              <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {first && first.start > 0 ? <Spacer height={first.start} span={spanned} /> : null}
          {items.map(item => {
            const row = rows[item.index];
            if (row === undefined) return null;
            const name = rowId(row);
            return (
              <GridRow
                key={name}
                row={row}
                index={item.index + 1 + HEADER_ROWS}
                columns={visible}
                name={rowName(row)}
                id={name}
                selected={selection?.ids.has(name)}
                toggle={selection?.toggle}
              />
            );
          })}
          {last ? <Spacer height={virtual.getTotalSize() - last.end} span={spanned} /> : null}
        </tbody>
      </table>
      {pages.loading ? <Skeleton height={rowHeight} rows={12} /> : null}
      {pages.loadingMore ? <Skeleton height={rowHeight} rows={3} /> : null}
    </ScrollRegion>
  );
}

function Spacer({ height, span }: { height: number; span: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true" style={{ height }}>
      <td colSpan={span} className={classes.spacer} />
    </tr>
  );
}
