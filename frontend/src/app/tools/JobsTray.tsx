import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '@/generated/gql';
import type { RunChange } from '@/lib/changes';
import { useImportChanges, useReviewChanges } from '@/lib/changes';
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

const moving = ['CHECKING', 'COMMITTING', 'SNAPSHOT', 'WEIGHING', 'KEYS', 'PUBLISHING'];

/** Long work, imports and reviews, wherever one is: what runs, how far it is, and the way to it. */
export default function JobsTray() {
  const t = useT();
  const format = useFormat();
  const [{ data }, reread] = useQuery({ query: JobsDocument });
  const [progress, setProgress] = useState<Record<string, RunChange>>({});
  const jobs: Job[] = [
    ...(data?.imports.nodes ?? []).map(run => ({ ...run, name: run.fileName, total: run.rows })),
    ...(data?.reviews.nodes ?? []).map(run => ({
      ...run,
      name: t(run.dry ? 'app.jobs.review.dry' : 'app.jobs.review', { day: format.day(run.on) }),
    })),
  ];
  const hear = (change: RunChange) => {
    if (jobs.find(job => job.id === change.id)?.state === change.state && moving.includes(change.state)) {
      setProgress(previous => ({ ...previous, [change.id]: change }));
    } else {
      reread({ requestPolicy: 'network-only' });
    }
  };
  useImportChanges(hear);
  useReviewChanges(hear);

  const running = jobs.filter(job => moving.includes(job.state));
  return (
    <Panel id="jobs" label={t('app.jobs', { count: running.length })} icon="jobs" count={running.length}>
      {running.length === 0 ? <p className="muted">{t('app.jobs.none')}</p> : null}
      <ul className="stack">
        {running.map(job => (
          <JobLine key={job.id} job={job} told={progress[job.id]} />
        ))}
      </ul>
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
