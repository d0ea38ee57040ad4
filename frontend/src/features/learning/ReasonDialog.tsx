import { useState } from 'react';
import type { CombinedError } from 'urql';
import { FormDialog, ReasonField } from '@/components/sales/forms/FormDialog';
import type { RefusedBy } from '@/components/sales/Refused';
import { toast } from '@/components/ui/toasts';
import { attemptKeys } from '@/lib/forms';
import { toProblem } from '@/lib/graphql/problem';

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
    <FormDialog
      title={title}
      refused={refused}
      verb={verb}
      busy={busy}
      disabled={reason.trim() === ''}
      submit={() => {
        void submit();
      }}
      close={close}
    >
      <p>{what}</p>
      <ReasonField reason={reason} setReason={setReason} />
    </FormDialog>
  );
}
