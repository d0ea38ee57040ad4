import { Checkbox } from '@mantine/core';
import { memo } from 'react';
import { useT } from '@/lib/i18n/useT';
import type { Column, Selection } from './columns';
import classes from './Grid.module.css';

interface GridRowProps<Row> {
  row: Row;
  id: string;
  name: string;
  index: number;
  columns: readonly Column<Row>[];
  selected: boolean | undefined;
  toggle: Selection['toggle'] | undefined;
}

function PlainRow<Row>({ row, id, name, index, columns, selected, toggle }: GridRowProps<Row>) {
  const t = useT();
  return (
    <tr aria-rowindex={index} aria-selected={selected} data-row={id}>
      {toggle ? (
        <td className={classes.select}>
          <Checkbox
            size="xs"
            aria-label={t('ui.table.select', { name })}
            checked={selected ?? false}
            onChange={event => toggle([id], event.currentTarget.checked)}
          />
        </td>
      ) : null}
      {columns.map((column, place) =>
        place === 0 ? (
          <th key={column.id} scope="row" className={classes.first}>
            {column.cell(row)}
          </th>
        ) : (
          <td key={column.id} className={column.numeric ? 'numeric' : undefined}>
            {column.cell(row)}
          </td>
        ),
      )}
    </tr>
  );
}

export const GridRow = memo(
  PlainRow,
  (before, after) =>
    before.row === after.row &&
    before.index === after.index &&
    before.selected === after.selected &&
    before.toggle === after.toggle &&
    before.columns.length === after.columns.length &&
    before.columns.every((column, place) => column === after.columns[place]),
) as typeof PlainRow;
