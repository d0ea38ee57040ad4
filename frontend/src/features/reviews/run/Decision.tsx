import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useClient, useMutation } from 'urql';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import { InstantText } from '@/components/ui/DateText';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import type { Run } from '../documents';
import {
  ApproveReviewDocument,
  CheckReviewDocument,
  ResumeReviewDocument,
  StopReviewDocument,
} from '../documents';

const PublishDialog = lazy(() => import('./PublishDialog'));
const ReasonDialog = lazy(() => import('./ReasonDialog'));

/** What may be done with the run as it stands, and why not what may not. */
export function Decision({ run, reread }: { run: Run; reread: () => void }) {
  const t = useT();
  const [dialog, setDialog] = useState<'publish' | 'cancel'>();
  const [refused, setRefused] = useState<RefusedBy>();
  const [approving, approve] = useMutation(ApproveReviewDocument);
  const [stopping, stop] = useMutation(StopReviewDocument);
  const [resuming, resume] = useMutation(ResumeReviewDocument);
  const may = (operation: string) => run.actions.some(one => one.operation === operation && one.allowed);
  const input = { id: run.id };
  const told = (
    errors: readonly RefusedBy[] | undefined,
    error: Parameters<typeof toProblem>[0] | undefined,
  ) => {
    setRefused(error ? toProblem(error) : errors?.[0]);
    reread();
  };
  const waits = run.state === 'COMPARED' && !run.dry;
  const whyNot = run.actions.find(one => one.operation === 'ApproveReview')?.refusal;
  return (
    <section className="card stack" aria-labelledby="decision">
      <h2 id="decision">{t('reviews.decision')}</h2>
      {run.dry ? <p>{t('reviews.decision.dry')}</p> : null}
      {waits ? <p>{t('reviews.decision.approve', { needed: run.approvalsNeeded })}</p> : null}
      {run.state === 'APPROVED' ? <p>{t('reviews.decision.publish')}</p> : null}
      {run.state === 'PUBLISHED' ? <p>{t('reviews.decision.published')}</p> : null}
      {run.approvals.length > 0 ? (
        <ul aria-label={t('reviews.approvals')}>
          {run.approvals.map(one => (
            <li key={one.name + one.at}>
              {t('reviews.approved', { name: one.name })} <InstantText at={one.at} />
            </li>
          ))}
        </ul>
      ) : null}
      {waits && whyNot ? <p className="muted">{whyNot.message}</p> : null}
      <div className="row">
        {may('ApproveReview') ? (
          <Button
            loading={approving.fetching}
            onClick={() =>
              void approve({ input }).then(({ data, error }) => told(data?.approveReview.errors, error))
            }
          >
            {t('reviews.approve')}
          </Button>
        ) : null}
        {may('PublishReview') ? (
          <Button onClick={() => setDialog('publish')}>{t('reviews.publish')}</Button>
        ) : null}
        {may('StopReview') ? (
          <Button
            variant="default"
            loading={stopping.fetching}
            onClick={() =>
              void stop({ input }).then(({ data, error }) => told(data?.stopReview.errors, error))
            }
          >
            {t('reviews.stop')}
          </Button>
        ) : null}
        {may('ResumeReview') ? (
          <Button
            loading={resuming.fetching}
            onClick={() =>
              void resume({ input }).then(({ data, error }) => told(data?.resumeReview.errors, error))
            }
          >
            {t('reviews.resume')}
          </Button>
        ) : null}
        {may('CancelReview') && !run.dry ? (
          <Button variant="default" onClick={() => setDialog('cancel')}>
            {t('reviews.cancel')}
          </Button>
        ) : null}
      </div>
      {refused ? <Refused by={refused} /> : null}
      {run.counts ? <Check run={run} /> : null}
      {dialog === 'publish' ? (
        <Suspense>
          <PublishDialog run={run} close={() => setDialog(undefined)} done={reread} />
        </Suspense>
      ) : null}
      {dialog === 'cancel' ? (
        <Suspense>
          <ReasonDialog run={run.id} close={() => setDialog(undefined)} done={reread} />
        </Suspense>
      ) : null}
    </section>
  );
}

/** The whole run again from its own records: anyone may doubt it. */
function Check({ run }: { run: Run }) {
  const t = useT();
  const format = useFormat();
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string>();
  const check = async () => {
    setBusy(true);
    const { data, error } = await client
      .query(CheckReviewDocument, { id: run.id }, { requestPolicy: 'network-only' })
      .toPromise();
    setBusy(false);
    const answer = data?.checkReview;
    if (error || !answer) setSaid(error ? toProblem(error).message : undefined);
    else if (answer.same === answer.results)
      setSaid(t('reviews.check.same', { results: format.number(answer.same) }));
    else setSaid(t('reviews.check.different', { partners: answer.different.join(', ') }));
  };
  return (
    <div className="row">
      <Button size="xs" variant="default" loading={busy} onClick={() => void check()}>
        {t('reviews.check')}
      </Button>
      <span role="status">{said ?? <span className="muted">{t('reviews.check.what')}</span>}</span>
    </div>
  );
}
