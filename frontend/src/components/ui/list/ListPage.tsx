import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '@/lib/i18n/useT';
import type { CopiedOperation } from '../CopyAsGraphQL';
import { CopyAsGraphQL } from '../CopyAsGraphQL';
import { CopyLink } from '../CopyButton';
import { More } from '../More';
import { Page } from '../Page';
import { FilteredEmpty } from '../Problems';
import { SavedViews } from '../SavedViews';
import { ColumnChooser } from '../table/ColumnChooser';
import type { DataTableProps } from '../table/DataTable';
import { DataTable } from '../table/DataTable';
import { TotalText } from '../TotalText';

interface ListHeadProps {
  /** Names the saved views: the first part of the list's address. */
  screen: string;
  title: string;
  /** The list as filtered, as a file; absent where the reader may not have it. */
  file: string | undefined;
  /** The question behind the list. */
  asked: CopiedOperation;
}

interface ListPageProps<Row> extends ListHeadProps, Omit<DataTableProps<Row>, 'caption' | 'empty'> {
  /** The filters in force, in the reader's words, and the way to none. */
  filters: readonly string[];
  clear: () => void;
  bar: ReactNode;
  /** Before the views. */
  before?: ReactNode;
  /** The one step that leads on from the list. */
  next?: ReactNode;
  /** Instead of the list while there is nothing to list: a FirstUse. */
  first: ReactNode;
  /** After the table. */
  children?: ReactNode;
}

/** One list as a page: its count, what can be taken away from it, its filters, and a table that scrolls inside the window. */
export function ListPage<Row>(props: ListPageProps<Row>) {
  const { screen, title, file, asked, filters, clear, bar, before, next, first, children, ...table } = props;
  return (
    <Page
      fill
      title={title}
      aside={<TotalText total={table.pages.total} />}
      actions={
        <>
          {before}
          <ListActions screen={screen} file={file} asked={asked}>
            <ColumnChooser id={table.id} columns={table.columns} />
          </ListActions>
          {next}
        </>
      }
    >
      {bar}
      <DataTable<Row>
        {...table}
        caption={title}
        empty={filters.length > 0 ? <FilteredEmpty filters={filters} clear={clear} /> : first}
      />
      {children}
    </Page>
  );
}

/** What every list gives: named views, a file, its question, its address. */
export function ListActions({
  screen,
  file,
  asked,
  children,
}: Omit<ListHeadProps, 'title'> & { children?: ReactNode }) {
  const t = useT();
  return (
    <>
      <SavedViews screen={screen} />
      <More>
        {file === undefined ? null : (
          <Button size="xs" variant="default" component="a" href={file} download>
            {t('ui.export')}
          </Button>
        )}
        {children}
        <CopyAsGraphQL {...asked} />
        <CopyLink />
      </More>
    </>
  );
}
