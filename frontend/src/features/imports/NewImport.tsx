import { Button, NativeSelect } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ErrorState } from '@/components/ui/Problems';
import type { ImportKind } from '@/generated/schema';
import { saveText } from '@/lib/lists/download';
import type { Problem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { exampleFile } from './columns';
import { Columns } from './Columns';
import classes from './Imports.module.css';
import { upload } from './upload';
import { importKinds, kindText } from './words';

/** What to bring, what a file of it looks like, and the file: chosen or dropped. */
export function NewImport() {
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
          onClick={() => saveText(`tessera-${kind.toLowerCase()}.csv`, 'text/csv', exampleFile(kind))}
        >
          {t('imports.template')}
        </Button>
      </div>
      <Columns kind={kind} />
      <label className={classes.file} data-busy={sending || undefined}>
        <input
          type="file"
          accept=".csv,text/csv"
          className="visually-hidden"
          disabled={sending}
          onChange={event => {
            void send(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
        {t('imports.choose')}
      </label>
      <p className="muted" role="status">
        {t(sending ? 'imports.sending' : 'imports.dry')}
      </p>
      {problem ? <ErrorState object={t('imports.object.one')} problem={problem} /> : null}
    </section>
  );
}
