import { UnstyledButton } from '@mantine/core';
import { Icon } from '../icons';
import type { Column } from './columns';
import classes from './Grid.module.css';

interface HeaderCellProps<Row> {
  column: Column<Row>;
  sort: string | undefined;
  onSort: ((sort: string) => void) | undefined;
}

export function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const order = column.sort;
  const ascending = order !== undefined && sort === order.asc;
  const descending = order !== undefined && sort === order.desc;
  const className = [column.fixed ? classes.first : '', column.numeric ? 'numeric' : ''].join(' ').trim();
  return (
    <th
      scope="col"
      className={className || undefined}
      aria-sort={ascending ? 'ascending' : descending ? 'descending' : undefined}
    >
      {order && onSort ? (
        <UnstyledButton className={classes.sort} onClick={() => onSort(ascending ? order.desc : order.asc)}>
          {column.header}
          <span className={classes.arrow} data-on={ascending || descending || undefined}>
            <Icon name={descending ? 'down' : 'up'} size={12} />
          </span>
        </UnstyledButton>
      ) : (
        column.header
      )}
    </th>
  );
}
