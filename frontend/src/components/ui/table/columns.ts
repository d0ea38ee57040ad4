import type { ReactNode } from 'react';

export interface Column<Row> {
  id: string;
  header: string;
  /** Pixels; the widest columns share what is left over. */
  width: number;
  cell: (row: Row) => ReactNode;
  numeric?: boolean;
  /** The API's sort values, for columns the server can order by. */
  sort?: { asc: string; desc: string };
  /** The first column names the row and cannot be hidden. */
  fixed?: boolean;
  /** Hidden until chosen. */
  optional?: boolean;
}

export interface Selection {
  ids: ReadonlySet<string>;
  toggle: (ids: readonly string[], selected: boolean) => void;
}
