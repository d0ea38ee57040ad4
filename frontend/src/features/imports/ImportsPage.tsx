import { Button, NativeSelect } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { InstantText } from '@/components/ui/DateText';
import { Page } from '@/components/ui/Page';
import { PlainTable } from '@/components/ui/PlainTable';
import { ErrorState, FirstUse } from '@/components/ui/Problems';
import { Skeleton } from '@/components/ui/Skeleton';
import { Badge } from '@/components/ui/StatusBadge';
import { graphql } from '@/generated/gql';
import type { ImportKind } from '@/generated/schema';
import { useImportChanges } from '@/lib/changes';
import { saveText } from '@/lib/download';
import type { Problem } from '@/lib/graphql/problem';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import classes from './Imports.module.css';
import { upload } from './upload';
import { importKinds, kindText, stateText, stateTone, templates } from './words';

const ImportsDocument = graphql(`
  query Imports($first: Int!, $after: String) {
    imports(first: $first, after: $after) {
      nodes {
        id
        kind
        state
        fileName
        rows
        bad
        committed
        startedAt
        startedBy
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export function ImportsPage() {
  const t = useT();
  const format = useFormat();
  const pages = usePages(ImportsDocument, { first: 25 }, data => data.imports);
  useImportChanges(change => {
    const known = pages.nodes.find(run => run.id === change.id);
    if (known?.state !== change.state) pages.retry();
  });
  return (
    <Page title={t('imports.title')}>
      <NewImport />
      {pages.problem ? (
        <ErrorState object={t('imports.object.list')} problem={pages.problem} retry={pages.retry} />
      ) : null}
      {pages.loading ? <Skeleton height={36} rows={5} /> : null}
      {!pages.loading && !pages.problem && pages.nodes.length === 0 ? (
        <FirstUse title={t('imports.empty')}>{t('imports.empty.text')}</FirstUse>
      ) : null}
      {pages.nodes.length > 0 ? (
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
          {pages.nodes.map(run => (
            <tr key={run.id}>
              <th scope="row">
                <Link to="/imports/$id" params={{ id: run.id }}>
                  {run.fileName}
                </Link>
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
      ) : null}
      {pages.hasMore ? (
        <Button variant="default" onClick={pages.loadMore} loading={pages.loadingMore}>
          {t('ui.table.more')}
        </Button>
      ) : null}
    </Page>
  );
}

function NewImport() {
  const t = useT();
  const navigate = useNavigate();
  const [kind, setKind] = useState<ImportKind>('CUSTOMERS');
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const send = async (file: File | undefined) => {
    if (!file) return;
    setSending(true);
    setProblem(undefined);
    const answer = await upload(kind, file);
    setSending(false);
    if ('problem' in answer) setProblem(answer.problem);
    else await navigate({ to: '/imports/$id', params: { id: answer.id } });
  };
  return (
    // Dropping is a second way in for a mouse; the file field inside serves everyone.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className={`card stack ${classes.drop ?? ''}`}
      aria-label={t('imports.new')}
      onDragOver={event => event.preventDefault()}
      onDrop={event => {
        event.preventDefault();
        void send(event.dataTransfer.files[0]);
      }}
    >
      <div className="row">
        <NativeSelect
          label={t('imports.kind')}
          value={kind}
          onChange={event => setKind(importKinds.find(name => name === event.currentTarget.value) ?? kind)}
          data={importKinds.map(value => ({ value, label: t(kindText[value]) }))}
        />
        <Button
          variant="default"
          onClick={() => saveText(`${kind.toLowerCase()}.csv`, 'text/csv', templates[kind])}
        >
          {t('imports.template')}
        </Button>
      </div>
      <label className={classes.file}>
        <span>{t('imports.choose')}</span>
        <input
          type="file"
          accept=".csv,text/csv"
          disabled={sending}
          onChange={event => {
            void send(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
      </label>
      <p className="muted">{t(sending ? 'imports.sending' : 'imports.dry')}</p>
      {problem ? <ErrorState object={t('imports.object.one')} problem={problem} /> : null}
    </section>
  );
}
