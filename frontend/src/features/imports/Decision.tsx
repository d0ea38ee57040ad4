import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { ErrorState } from '@/components/ui/Problems';
import { graphql } from '@/generated/gql';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import type { Run } from './ImportPage';

export const ImportAnswerFragment = graphql(`
  fragment ImportAnswer on ImportPayload {
    import {
      id
      state
    }
    errors {
      ...Problem
    }
  }
`);
const CommitDocument = graphql(`
  mutation CommitImport($input: CommitImportInput!) {
    commitImport(input: $input) {
      ...ImportAnswer
    }
  }
`);
const StopDocument = graphql(`
  mutation StopImport($input: StopImportInput!) {
    stopImport(input: $input) {
      ...ImportAnswer
    }
  }
`);
const ResumeDocument = graphql(`
  mutation ResumeImport($input: ResumeImportInput!) {
    resumeImport(input: $input) {
      ...ImportAnswer
    }
  }
`);

/** What may be done with a run as it stands; writing is decided here, once. */
export function Decision({ run }: { run: Run }) {
  const t = useT();
  const { id, state, good, bad } = run;
  const [clean, setClean] = useState(false);
  const [committed, commit] = useMutation(CommitDocument);
  const [stopped, stop] = useMutation(StopDocument);
  const [resumed, resume] = useMutation(ResumeDocument);
  const error = committed.error ?? stopped.error ?? resumed.error;
  const refused = [
    ...(committed.data?.commitImport.errors ?? []),
    ...(stopped.data?.stopImport.errors ?? []),
    ...(resumed.data?.resumeImport.errors ?? []),
  ];
  return (
    <>
      {state === 'CHECKED' && good > 0 ? (
        <>
          <Checkbox
            label={t('imports.onlyIfClean')}
            checked={clean}
            onChange={event => setClean(event.currentTarget.checked)}
          />
          {bad > 0 ? (
            <p className="muted">{t(clean ? 'imports.notClean' : 'imports.badStay', { bad })}</p>
          ) : null}
        </>
      ) : null}
      <div className="row">
        {state === 'CHECKED' && good > 0 ? (
          <Button
            loading={committed.fetching}
            disabled={clean && bad > 0}
            onClick={() => void commit({ input: { id, onlyIfClean: clean } })}
          >
            {t('imports.commit', { good })}
          </Button>
        ) : null}
        {state === 'CHECKING' || state === 'COMMITTING' ? (
          <Button variant="default" loading={stopped.fetching} onClick={() => void stop({ input: { id } })}>
            {t('imports.stop')}
          </Button>
        ) : null}
        {state === 'STOPPED' ? (
          <Button loading={resumed.fetching} onClick={() => void resume({ input: { id } })}>
            {t('imports.resume')}
          </Button>
        ) : null}
      </div>
      {error ? <ErrorState object={t('imports.object.one')} problem={toProblem(error)} /> : null}
      {refused.map(problem => (
        <ErrorState key={problem.code} object={t('imports.object.one')} problem={problem} />
      ))}
    </>
  );
}
