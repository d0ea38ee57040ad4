import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { CombinedError } from 'urql';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import { Dialog } from '@/components/ui/Dialog';
import { toast } from '@/components/ui/toasts';
import { attemptKeys } from '@/lib/forms';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';

interface ReasonDialogProps {
  title: string;
  /** What will happen. */
  what: string;
  verb: string;
  done: string;
  send: (
    reason: string,
    idempotencyKey: string,
  ) => Promise<{ error: CombinedError | undefined; errors: readonly RefusedBy[] }>;
  close: () => void;
  again: () => void;
}

/** Something that cannot be taken back, with its reason. */
export function ReasonDialog({ title, what, verb, done, send, close, again }: ReasonDialogProps) {
  const t = useT();
  const [keyFor] = useState(attemptKeys);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<RefusedBy>();
  const submit = async () => {
    setBusy(true);
    const { error, errors } = await send(reason.trim(), keyFor(reason.trim()));
    setBusy(false);
    const first = error ? toProblem(error) : errors[0];
    setRefused(first);
    if (first) return;
    toast(done);
    again();
    close();
  };
  return (
    <Dialog title={title} onClose={close} locked={busy}>
      <form
        className="stack"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void submit();
        }}
      >
        <p>{what}</p>
        <Textarea
          label={t('sales.reason')}
          required
          rows={3}
          maxLength={500}
          value={reason}
          onChange={event => setReason(event.currentTarget.value)}
        />
        {refused ? <Refused by={refused} /> : null}
        <div className="row">
          <Button type="submit" loading={busy} disabled={reason.trim() === ''}>
            {verb}
          </Button>
          <Button variant="default" onClick={close}>
            {t('sales.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
