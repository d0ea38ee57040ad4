import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { FormDialog } from '@/components/sales/forms/FormDialog';
import type { RefusedBy } from '@/components/sales/Refused';
import { toast } from '@/components/ui/toasts';
import { attemptKeys } from '@/lib/forms';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import { Changes } from './Changes';
import type { LevelDraft } from './documents';
import { PublishLevelRulesDocument } from './documents';

interface PublishDialogProps {
  draft: LevelDraft;
  version: number;
  close: () => void;
  done: () => void;
}

/** What will hold from which day on, line by line; published is published, so the day is typed once more. */
export default function PublishDialog({ draft, version, close, done }: PublishDialogProps) {
  const t = useT();
  const format = useFormat();
  const [, publish] = useMutation(PublishLevelRulesDocument);
  const [keyFor] = useState(attemptKeys);
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState<RefusedBy>();
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    const input = { expectedVersion: version };
    const { data, error } = await publish({ input: { ...input, idempotencyKey: keyFor(input) } });
    setBusy(false);
    const first = error ? toProblem(error) : data?.publishLevelRules.errors[0];
    setRefused(first);
    if (first) return;
    toast(t('rules.published', { day: format.longDay(draft.effectiveFrom) }));
    close();
    done();
  };
  return (
    <FormDialog
      title={t('rules.publish')}
      size={720}
      refused={refused}
      verb={t('rules.publish')}
      busy={busy}
      disabled={typed !== draft.effectiveFrom}
      submit={() => {
        void go();
      }}
      close={close}
    >
      <p>{t('rules.publish.text', { day: format.longDay(draft.effectiveFrom) })}</p>
      <Changes changes={draft.changes} of={format.longDay(draft.effectiveFrom)} />
      <TextInput
        label={t('rules.publish.confirm', { day: draft.effectiveFrom })}
        autoComplete="off"
        value={typed}
        onChange={event => setTyped(event.currentTarget.value.trim())}
      />
    </FormDialog>
  );
}
