import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '@/generated/gql';
import type { JobsQuery } from '@/generated/gql/graphql';
import type { RunChange } from '@/lib/changes';
import { useImportChanges, useReviewChanges } from '@/lib/changes';
import type { MessageId } from '@/lib/i18n/useT';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import classes from './JobsTray.module.css';
import { Panel } from '../Panel';

const JobsDocument = graphql(`
  query Jobs {
    imports(first: 5) {
      nodes {
        id
        fileName
        state
        rows
        done
      }
    }
    reviews(first: 5) {
      nodes {
        id
        on
        dry
        state
        done
        total
        finishedAt
      }
    }
  }
`);

interface Job {
  id: string;
  state: string;
  name: string;
  done: number;
  total: number;
}

type Review = JobsQuery['reviews']['nodes'][number];

const moving = ['CHECKING', 'COMMITTING', 'SNAPSHOT', 'WEIGHING', 'KEYS', 'PUBLISHING'];

/** What a review that does not run waits for, or came to. */
const rests: Partial<Record<Review['state'], MessageId>> = {
  COMPARED: 'app.jobs.review.waits',
  APPROVED: 'app.jobs.review.approved',
  PUBLISHED: 'app.jobs.review.published',
  STOPPED: 'app.jobs.review.stopped',
  FAILED: 'app.jobs.review.failed',
};
const dayInMs = 86_400_000;

/** Long work, imports and reviews, wherever one is: what runs, how far it is, and the way to it; and reviews that wait or have just ended. */
export default function JobsTray() {
  const t = useT();
  const format = useFormat();
  const [{ data }, reread] = useQuery({ query: JobsDocument });
  const [progress, setProgress] = useState<Record<string, RunChange>>({});
  const [opened] = useState(Date.now);
  const reviews = (data?.reviews.nodes ?? []).map(run => ({
    ...run,
    name: t(run.dry ? 'app.jobs.review.dry' : 'app.jobs.review', { day: format.day(run.on) }),
  }));
  const jobs: Job[] = [
    ...(data?.imports.nodes ?? []).map(run => ({ ...run, name: run.fileName, total: run.rows })),
    ...reviews,
  ];
  const hear = (change: RunChange) => {
    if (jobs.find(job => job.id === change.id)?.state === change.state && moving.includes(change.state)) {
      setProgress(previous => {
        const before = previous[change.id];
        const isBehind = before?.state === change.state && before.done > change.done;
        return isBehind ? previous : { ...previous, [change.id]: change };
      });
    } else {
      reread({ requestPolicy: 'network-only' });
    }
  };
  useImportChanges(hear);
  useReviewChanges(hear);

  const running = jobs.filter(job => moving.includes(job.state));
  const resting = reviews.filter(
    run => run.finishedAt == null || Date.parse(run.finishedAt) > opened - dayInMs,
  );
  return (
    <Panel id="jobs" label={t('app.jobs', { count: running.length })} icon="jobs" count={running.length}>
      {running.length === 0 ? <p className="muted">{t('app.jobs.none')}</p> : null}
      <ul className="stack">
        {running.map(job => (
          <JobLine key={job.id} job={job} told={progress[job.id]} />
        ))}
      </ul>
      {resting.length > 0 ? (
        <ul className="stack">
          {resting.map(run => (
            <RestingLine key={run.id} run={run} />
          ))}
        </ul>
      ) : null}
      <p className={classes.all}>
        <Link to="/imports">{t('app.jobs.all')}</Link> · <Link to="/reviews">{t('app.jobs.review.all')}</Link>
      </p>
    </Panel>
  );
}

function JobLine({ job, told }: { job: Job; told: RunChange | undefined }) {
  const t = useT();
  const format = useFormat();
  // Told of another phase, what was read is older; told of this one, what is further is newer.
  const done = told?.state === job.state ? Math.max(job.done, told.done) : job.done;
  const total = Math.max(job.total, told?.state === job.state ? told.total : 0);
  return (
    <li>
      <span className={classes.file}>{job.name}</span>
      <progress
        className={classes.bar}
        max={Math.max(total, 1)}
        value={Math.min(done, total)}
        aria-label={job.name}
      />
      <span className="meta">
        {t('app.jobs.progress', { done: format.number(done), rows: format.number(total) })}
      </span>
    </li>
  );
}

function RestingLine({ run }: { run: Review & { name: string } }) {
  const t = useT();
  const text = run.dry && run.state === 'COMPARED' ? 'app.jobs.review.weighed' : rests[run.state];
  if (!text) return null;
  return (
    <li>
      <Link to="/reviews/$id" params={{ id: run.id }} search={{}} className={classes.file ?? ''}>
        {run.name}
      </Link>
      <span className="meta">{t(text)}</span>
    </li>
  );
}
