import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { InstantText } from '@/components/ui/DateText';
import { PlainTable } from '@/components/ui/PlainTable';
import { Badge } from '@/components/ui/StatusBadge';
import { NARROW } from '@/components/ui/table/narrow';
import type { ImportsQuery } from '@/generated/gql/graphql';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import classes from './Imports.module.css';
import { kindText, stateText, stateTone } from './words';

type Run = ImportsQuery['imports']['nodes'][number];

/** Imports so far, the newest first: a table, or cards where a table has no room. */
export function RunList({ runs }: { runs: readonly Run[] }) {
  const t = useT();
  const format = useFormat();
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  if (narrow) {
    return (
      <ul className="stack" aria-label={t('imports.title')}>
        {runs.map(run => (
          <RunCard key={run.id} run={run} />
        ))}
      </ul>
    );
  }
  return (
    <PlainTable
      label={t('imports.title')}
      head={
        <>
          <th scope="col">{t('imports.file')}</th>
          <th scope="col">{t('imports.kind')}</th>
          <th scope="col">{t('imports.state')}</th>
          <th scope="col" className="numeric">
            {t('imports.rows')}
          </th>
          <th scope="col" className="numeric">
            {t('imports.bad')}
          </th>
          <th scope="col">{t('imports.started')}</th>
        </>
      }
    >
      {runs.map(run => (
        <tr key={run.id}>
          <th scope="row">
            <FileLink run={run} />
          </th>
          <td>{t(kindText[run.kind])}</td>
          <td>
            <Badge tone={stateTone[run.state]}>{t(stateText[run.state])}</Badge>
          </td>
          <td className="numeric">{format.number(run.rows)}</td>
          <td className="numeric">{format.number(run.bad)}</td>
          <td>
            <InstantText at={run.startedAt} /> · {run.startedBy}
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}

function RunCard({ run }: { run: Run }) {
  const t = useT();
  const format = useFormat();
  return (
    <li className={`card ${classes.run ?? ''}`}>
      <FileLink run={run} />
      <span className="row">
        <Badge tone={stateTone[run.state]}>{t(stateText[run.state])}</Badge>
        {t(kindText[run.kind])}
      </span>
      <span>
        {t('imports.rows')}: {format.number(run.rows)}
        {run.bad > 0 ? ` · ${t('imports.bad')}: ${format.number(run.bad)}` : ''}
      </span>
      <span className="meta">
        <InstantText at={run.startedAt} /> · {run.startedBy}
      </span>
    </li>
  );
}

function FileLink({ run }: { run: Run }) {
  return (
    <Link to="/imports/$id" params={{ id: run.id }} className={classes.name}>
      {run.fileName}
    </Link>
  );
}
