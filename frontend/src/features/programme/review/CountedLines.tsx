import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { DateText } from '@/components/ui/DateText';
import { PlainTable } from '@/components/ui/PlainTable';
import { ErrorState } from '@/components/ui/Problems';
import { Skeleton } from '@/components/ui/Skeleton';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import { ReviewLinesDocument } from './documents';

/** Every line the review counted: order, day and points. */
export function CountedLines({ partner, run, count }: { partner: string; run: string; count: number }) {
  const t = useT();
  const format = useFormat();
  const pages = usePages(
    ReviewLinesDocument,
    { partnerId: partner, runId: run, first: 20 },
    data => data.reviewLines,
  );
  return (
    <section className="card stack">
      <h2>{t('review.lines', { count })}</h2>
      {pages.problem ? (
        <ErrorState object={t('review.object.lines')} problem={pages.problem} retry={pages.retry} />
      ) : null}
      {pages.loading ? <Skeleton height={32} rows={4} /> : null}
      {!pages.loading && !pages.problem && pages.nodes.length === 0 ? (
        <p className="muted">{t('review.lines.none')}</p>
      ) : null}
      {pages.nodes.length > 0 ? (
        <PlainTable
          label={t('review.lines', { count })}
          head={
            <>
              <th scope="col">{t('review.line.day')}</th>
              <th scope="col">{t('review.line.cause')}</th>
              <th scope="col">{t('review.line.text')}</th>
              <th scope="col" className="numeric">
                {t('review.points')}
              </th>
            </>
          }
        >
          {pages.nodes.map((line, index) => (
            <tr key={index}>
              <td>
                <DateText day={line.countsOn} plain />
              </td>
              <td>{line.causeText}</td>
              <td>
                {line.order ? (
                  <Link to="/billing/$id" params={{ id: line.order.id }} search={{}}>
                    {line.text}
                  </Link>
                ) : (
                  line.text
                )}
              </td>
              <td className="numeric">{format.number(line.points)}</td>
            </tr>
          ))}
        </PlainTable>
      ) : null}
      {pages.hasMore ? (
        <Button
          size="xs"
          variant="default"
          className="no-print"
          onClick={pages.loadMore}
          loading={pages.loadingMore}
        >
          {t('ui.table.more')}
        </Button>
      ) : null}
    </section>
  );
}
