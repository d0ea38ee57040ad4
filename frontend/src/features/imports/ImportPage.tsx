import { getRouteApi } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { CopyLink } from '@/components/ui/CopyButton';
import { Loaded } from '@/components/ui/Loaded';
import { Page } from '@/components/ui/Page';
import { ErrorState } from '@/components/ui/Problems';
import { Badge } from '@/components/ui/StatusBadge';
import { graphql } from '@/generated/gql';
import type { ImportQuery } from '@/generated/gql/graphql';
import { useImportChanges } from '@/lib/changes';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import { Decision } from './Decision';
import classes from './Imports.module.css';
import { Problems } from './Problems';
import { kindText, stateText, stateTone } from './words';

const ImportDocument = graphql(`
  query Import($id: ID!) {
    import(id: $id) {
      id
      kind
      state
      fileName
      rows
      done
      good
      bad
      unchanged
      created
      changed
      committed
      etaSeconds
    }
  }
`);

export type Run = NonNullable<ImportQuery['import']>;
const route = getRouteApi('/imports/$id');

/** One run: how far, what came of it, what is wrong with which row, and the one decision. Safe to leave. */
export function ImportPage() {
  const t = useT();
  const { id } = route.useParams();
  const [result, again] = useQuery({ query: ImportDocument, variables: { id } });
  useImportChanges(change => {
    if (change.id === id) again({ requestPolicy: 'network-only' });
  });
  const run = result.data?.import;
  return (
    <Page
      title={run?.fileName ?? t('imports.one')}
      aside={run ? <Badge tone={stateTone[run.state]}>{t(stateText[run.state])}</Badge> : null}
      actions={<CopyLink />}
    >
      <Loaded result={result} retry={() => again()} object={t('imports.object.one')} height={280}>
        {() =>
          run ? (
            <>
              <RunCard run={run} />
              {run.bad > 0 || run.state === 'FAILED' ? <Problems id={id} state={run.state} /> : null}
            </>
          ) : (
            <ErrorState
              object={t('imports.object.one')}
              problem={{ code: 'NOT_FOUND', message: t('imports.missing') }}
            />
          )
        }
      </Loaded>
    </Page>
  );
}

const figures = ['good', 'bad', 'unchanged', 'created', 'changed', 'committed'] as const;
const figureText = {
  good: 'imports.good',
  bad: 'imports.bad',
  unchanged: 'imports.unchanged',
  created: 'imports.created',
  changed: 'imports.changed',
  committed: 'imports.committed',
} as const;

function RunCard({ run }: { run: Run }) {
  const t = useT();
  const format = useFormat();
  const running = run.state === 'CHECKING' || run.state === 'COMMITTING';
  return (
    <section className="card stack" aria-label={t(kindText[run.kind])}>
      <p>
        {t(kindText[run.kind])} ·{' '}
        {t('imports.progress', { done: format.number(run.done), rows: format.number(run.rows) })}
        {running && run.etaSeconds != null ? ` · ${t('imports.eta', { seconds: run.etaSeconds })}` : ''}
      </p>
      <progress
        className={classes.bar}
        max={Math.max(run.rows, 1)}
        value={Math.min(run.done, run.rows)}
        aria-label={t(stateText[run.state])}
      />
      <dl className={classes.figures}>
        {figures.map(name => (
          <div key={name}>
            <dt>{t(figureText[name])}</dt>
            <dd>{format.number(run[name])}</dd>
          </div>
        ))}
      </dl>
      {running ? <p className="muted">{t('imports.leave')}</p> : null}
      <Decision run={run} />
    </section>
  );
}
