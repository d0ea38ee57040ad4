import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { DateText } from '@/components/ui/DateText';
import { PlainTable } from '@/components/ui/PlainTable';
import { ErrorState } from '@/components/ui/Problems';
import { Skeleton } from '@/components/ui/Skeleton';
import { TotalText } from '@/components/ui/TotalText';
import { useOrderChanges } from '@/lib/changes';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import { useRested } from '@/lib/useRested';
import type { PointLine } from '../documents';
import { PointsDocument } from '../documents';
import classes from '../Programme.module.css';

/** Every line of the points, newest day first, each with why it is there; lines outside the window are told apart. */
export function Ledger({ partner, actions }: { partner: string; actions: React.ReactNode }) {
  const t = useT();
  const variables = { partnerId: partner, first: 20 };
  const pages = usePages(PointsDocument, variables, data => data.points);
  useOrderChanges(useRested(pages.retry));
  return (
    <section className="card stack">
      <div className="page-head">
        <h2>
          {t('programme.ledger')} {pages.total ? <TotalText total={pages.total} /> : null}
        </h2>
        <span className="row no-print">
          {actions}
          <CopyAsGraphQL document={PointsDocument} variables={variables} />
        </span>
      </div>
      {pages.problem ? (
        <ErrorState object={t('programme.object.ledger')} problem={pages.problem} retry={pages.retry} />
      ) : null}
      {pages.loading ? <Skeleton height={36} rows={4} /> : null}
      {!pages.loading && !pages.problem && pages.nodes.length === 0 ? (
        <p className="muted">{t('programme.ledger.none')}</p>
      ) : null}
      {pages.nodes.length > 0 ? (
        <PlainTable
          label={t('programme.ledger')}
          head={
            <>
              <th scope="col">{t('programme.countsOn')}</th>
              <th scope="col">{t('programme.why')}</th>
              <th scope="col" className="numeric">
                {t('programme.points')}
              </th>
              <th scope="col">{t('programme.counting')}</th>
            </>
          }
        >
          {pages.nodes.map(line => (
            <Row key={line.id} line={line} />
          ))}
        </PlainTable>
      ) : null}
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

function Row({ line }: { line: PointLine }) {
  const t = useT();
  const format = useFormat();
  return (
    <tr data-past={!line.counts} className={classes.line}>
      <td>
        <DateText day={line.countsOn} />
      </td>
      <td>
        {line.causeText}
        <span className="meta">
          {' '}
          {line.order ? (
            <Link to="/billing/$id" params={{ id: line.order.id }}>
              {line.text}
            </Link>
          ) : (
            line.text
          )}
        </span>
      </td>
      <td className="numeric">
        {line.points > 0 ? `+${format.number(line.points)}` : format.number(line.points)}
      </td>
      <td>{t(line.counts ? 'programme.counts' : 'programme.past')}</td>
    </tr>
  );
}
