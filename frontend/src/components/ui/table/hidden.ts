import type { Column } from './columns';

/** What the reader hid, else what starts hidden; a column that cannot be hidden never is. */
export function hiddenColumns<Row>(
  columns: readonly Column<Row>[],
  chosen: readonly string[] | undefined,
): string[] {
  return columns
    .filter(column => !column.fixed && (chosen ? chosen.includes(column.id) : column.optional === true))
    .map(column => column.id);
}
