import type { ReactNode } from 'react';
import { useMediaQuery } from '@mantine/hooks';
import type { Pages } from '@/lib/graphql/usePages';
import { ErrorState } from '../Problems';
import { Cards } from './Cards';
import type { Column, Selection } from './columns';
import { Grid } from './Grid';
import { NARROW } from './narrow';

export { NARROW };

export interface DataTableProps<Row> {
  /** Names the table's preferences and scroll position. */
  id: string;
  caption: string;
  /** As errors call it: "the keys". */
  object: string;
  columns: readonly Column<Row>[];
  pages: Pages<Row>;
  rowId: (row: Row) => string;
  /** What a row is called where it has to be named: "Select 3CX1-…". */
  rowName: (row: Row) => string;
  /** One row as a card on a narrow screen. */
  card: (row: Row) => ReactNode;
  /** Shown instead of rows when there are none: FirstUse or FilteredEmpty. */
  empty: ReactNode;
  sort?: string;
  onSort?: (sort: string) => void;
  selection?: Selection;
}

/** One list: a grid of real rows on a wide screen, cards on a narrow one; the same data and selection. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  const { pages } = props;
  if (pages.problem && pages.nodes.length === 0) {
    return <ErrorState object={props.object} problem={pages.problem} retry={pages.retry} />;
  }
  if (!pages.loading && pages.nodes.length === 0) return <>{props.empty}</>;
  return (
    <>
      {pages.problem ? (
        <ErrorState object={props.object} problem={pages.problem} retry={pages.retry} />
      ) : null}
      {narrow ? <Cards {...props} /> : <Grid {...props} />}
    </>
  );
}
