import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '@/generated/gql';
import type { JobsQuery } from '@/generated/gql/graphql';
import { useImportChanges } from '@/lib/changes';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import classes from './JobsTray.module.css';
import { Panel } from './Panel';

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
  }
`);

type Job = JobsQuery['imports']['nodes'][number];

const isRunning = (job: Job) => job.state === 'CHECKING' || job.state === 'COMMITTING';

/** Long work, wherever one is: what runs, how far it is, and the way to it. */
export function JobsTray() {
  const t = useT();
  const may = useMay('StartImport');
  const [{ data }, reread] = useQuery({ query: JobsDocument, pause: !may });
  const [progress, setProgress] = useState<Record<string, number>>({});

  useImportChanges(change => {
    if (!may) return;
    const known = data?.imports.nodes.find(job => job.id === change.id);
    if (known && isRunning(known) && known.state === change.state) {
      setProgress(previous => ({ ...previous, [change.id]: change.done }));
    } else {
      reread({ requestPolicy: 'network-only' });
    }
  });

  if (!may) return null;
  const jobs = data?.imports.nodes ?? [];
  const running = jobs.filter(isRunning);
  return (
    <Panel id="jobs" label={t('app.jobs', { count: running.length })} icon="jobs" count={running.length}>
      {running.length === 0 ? <p className="muted">{t('app.jobs.none')}</p> : null}
      <ul className="stack">
        {running.map(job => (
          <JobLine key={job.id} job={job} done={Math.max(job.done, progress[job.id] ?? 0)} />
        ))}
      </ul>
      <p className={classes.all}>
        <Link to="/imports">{t('app.jobs.all')}</Link>
      </p>
    </Panel>
  );
}

function JobLine({ job, done }: { job: Job; done: number }) {
  const t = useT();
  const format = useFormat();
  return (
    <li>
      <span className={classes.file}>{job.fileName}</span>
      <progress
        className={classes.bar}
        max={Math.max(job.rows, 1)}
        value={Math.min(done, job.rows)}
        aria-label={job.fileName}
      />
      <span className="meta">
        {t('app.jobs.progress', { done: format.number(done), rows: format.number(job.rows) })}
      </span>
    </li>
  );
}
