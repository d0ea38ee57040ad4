import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { DateText, InstantText } from '@/components/ui/DateText';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { PlainTable } from '@/components/ui/PlainTable';
import { ErrorState, FirstUse } from '@/components/ui/Problems';
import { Skeleton } from '@/components/ui/Skeleton';
import { Badge } from '@/components/ui/StatusBadge';
import { useReviewChanges } from '@/lib/changes';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import type { RunEntry } from './documents';
import { ReviewsDocument } from './documents';
import { stateText, stateTone } from './words';

const StartDialog = lazy(() => import('./StartDialog'));
const variables = { first: 25 };

/** The reviews so far and what would come of the next: started here, or by the clock on 1 January and 1 July. */
export function ReviewsPage() {
  const t = useT();
  const may = useMay('StartReview');
  const [starting, setStarting] = useState<'review' | 'dry'>();
  const pages = usePages(ReviewsDocument, variables, data => data.reviews);
  useReviewChanges(change => {
    const known = pages.nodes.find(run => run.id === change.id);
    if (known?.state !== change.state) pages.retry();
  });
  return (
    <Page
      title={t('reviews.title')}
      actions={
        <>
          {may ? (
            <>
              <Button size="xs" onClick={() => setStarting('dry')}>
                {t('reviews.dryRun')}
              </Button>
              <Button size="xs" variant="default" onClick={() => setStarting('review')}>
                {t('reviews.start')}
              </Button>
            </>
          ) : null}
          <More>
            <CopyAsGraphQL document={ReviewsDocument} variables={variables} />
          </More>
        </>
      }
    >
      <p className="muted measure">{t('reviews.text')}</p>
      {pages.problem ? (
        <ErrorState object={t('reviews.object.list')} problem={pages.problem} retry={pages.retry} />
      ) : null}
      {pages.loading ? <Skeleton height={36} rows={4} /> : null}
      {!pages.loading && !pages.problem && pages.nodes.length === 0 ? (
        <FirstUse title={t('reviews.empty')}>{t('reviews.empty.text')}</FirstUse>
      ) : null}
      {pages.nodes.length > 0 ? <Runs runs={pages.nodes} /> : null}
      {pages.hasMore ? (
        <Button variant="default" onClick={pages.loadMore} loading={pages.loadingMore}>
          {t('ui.table.more')}
        </Button>
      ) : null}
      {starting ? (
        <Suspense>
          <StartDialog dry={starting === 'dry'} close={() => setStarting(undefined)} />
        </Suspense>
      ) : null}
    </Page>
  );
}

function Runs({ runs }: { runs: readonly RunEntry[] }) {
  const t = useT();
  const format = useFormat();
  return (
    <PlainTable
      label={t('reviews.title')}
      head={
        <>
          <th scope="col">{t('reviews.review')}</th>
          <th scope="col">{t('reviews.state')}</th>
          <th scope="col" className="numeric">
            {t('reviews.partners')}
          </th>
          <th scope="col" className="numeric">
            {t('reviews.keys')}
          </th>
          <th scope="col">{t('reviews.started')}</th>
          <th scope="col">{t('reviews.published')}</th>
        </>
      }
    >
      {runs.map(run => (
        <tr key={run.id}>
          <th scope="row">
            <Link to="/reviews/$id" params={{ id: run.id }} search={{}}>
              {t(run.dry ? 'reviews.one.dry' : 'reviews.one', { day: format.day(run.on) })}
            </Link>
          </th>
          <td>
            <Badge tone={run.dry && run.state === 'COMPARED' ? 'calm' : stateTone[run.state]}>
              {t(run.dry && run.state === 'COMPARED' ? 'reviews.state.dryDone' : stateText[run.state])}
            </Badge>
          </td>
          <td className="numeric">{format.number(run.partners)}</td>
          <td className="numeric">{format.number(run.keys)}</td>
          <td>
            <InstantText at={run.startedAt} /> · {run.startedBy}
          </td>
          <td>{run.publishedOn ? <DateText day={run.publishedOn} plain /> : '–'}</td>
        </tr>
      ))}
    </PlainTable>
  );
}
