import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { FormDialog } from '@/components/sales/forms/FormDialog';
import type { RefusedBy } from '@/components/sales/Refused';
import { attemptKeys } from '@/lib/forms';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import type { Run } from '../documents';
import { PublishReviewDocument } from '../documents';

interface PublishDialogProps {
  run: Run;
  close: () => void;
  done: () => void;
}

/** It cannot be taken back: what will happen to how many, and the day typed out. */
export default function PublishDialog({ run, close, done }: PublishDialogProps) {
  const t = useT();
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const [keyFor] = useState(attemptKeys);
  const [refused, setRefused] = useState<RefusedBy>();
  const [{ fetching }, publish] = useMutation(PublishReviewDocument);
  const counts = run.counts;
  const send = async () => {
    const input = { id: run.id };
    const { data, error } = await publish({ input: { ...input, idempotencyKey: keyFor(input) } });
    const first = error ? toProblem(error) : data?.publishReview.errors[0];
    setRefused(first);
    if (first) return;
    done();
    close();
  };
  return (
    <FormDialog
      title={t('reviews.publish.title', { day: format.day(run.on) })}
      refused={refused}
      verb={t('reviews.publish')}
      danger
      busy={fetching}
      disabled={typed.trim() !== run.on}
      submit={() => {
        void send();
      }}
      close={close}
    >
      <p>
        {t('reviews.publish.what', {
          demoted: counts?.demoted ?? 0,
          notice: counts?.notice ?? 0,
          inGrace: counts?.inGrace ?? 0,
        })}
      </p>
      <p className="muted">{t('reviews.publish.text')}</p>
      <TextInput
        label={t('reviews.publish.type', { day: run.on })}
        autoComplete="off"
        value={typed}
        onChange={event => setTyped(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
