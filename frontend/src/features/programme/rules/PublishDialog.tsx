import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import { Dialog } from '@/components/ui/Dialog';
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
    <Dialog title={t('rules.publish')} onClose={close} locked={busy} size={720}>
      <form
        className="stack"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          if (typed === draft.effectiveFrom) void go();
        }}
      >
        <p>{t('rules.publish.text', { day: format.longDay(draft.effectiveFrom) })}</p>
        <Changes changes={draft.changes} of={format.longDay(draft.effectiveFrom)} />
        <TextInput
          label={t('rules.publish.confirm', { day: draft.effectiveFrom })}
          autoComplete="off"
          value={typed}
          onChange={event => setTyped(event.currentTarget.value.trim())}
        />
        {refused ? <Refused by={refused} /> : null}
        <div className="row">
          <Button type="submit" loading={busy} disabled={typed !== draft.effectiveFrom}>
            {t('rules.publish')}
          </Button>
          <Button variant="default" onClick={close}>
            {t('sales.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
