import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorState } from '@/components/ui/Problems';
import { Skeleton } from '@/components/ui/Skeleton';
import type { Pages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';

interface SectionProps<Row> {
  id: string;
  title: string;
  object: string;
  /** One calm sentence where nothing waits. */
  calm: string;
  aside?: ReactNode;
  pages: Pages<Row>;
  row: (row: Row) => ReactNode;
}

/** One kind of task; where one kind cannot be read the others still can. */
export function Section<Row>({ id, title, object, calm, aside, pages, row }: SectionProps<Row>) {
  const t = useT();
  return (
    <section className="card stack" aria-labelledby={id}>
      <div className="page-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {pages.problem ? <ErrorState object={object} problem={pages.problem} retry={pages.retry} /> : null}
      {pages.loading ? <Skeleton height={48} rows={2} /> : null}
      {!pages.loading && !pages.problem && pages.nodes.length === 0 ? <p className="muted">{calm}</p> : null}
      {pages.nodes.length > 0 ? <ul>{pages.nodes.map(row)}</ul> : null}
      {pages.hasMore ? (
        <div>
          <Button size="xs" variant="default" onClick={pages.loadMore} loading={pages.loadingMore}>
            {t('ui.table.more')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
