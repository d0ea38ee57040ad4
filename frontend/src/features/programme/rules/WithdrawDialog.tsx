import { useState } from 'react';
import { useMutation } from 'urql';
import { FormDialog, ReasonField } from '@/components/sales/forms/FormDialog';
import type { RefusedBy } from '@/components/sales/Refused';
import { toast } from '@/components/ui/toasts';
import { attemptKeys } from '@/lib/forms';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import type { LevelVersion } from './documents';
import { WithdrawLevelRulesDocument } from './documents';

interface WithdrawDialogProps {
  version: LevelVersion;
  close: () => void;
  done: () => void;
}

/** Takes announced rules back before they hold; the reason is kept with them. */
export default function WithdrawDialog({ version, close, done }: WithdrawDialogProps) {
  const t = useT();
  const format = useFormat();
  const [, withdraw] = useMutation(WithdrawLevelRulesDocument);
  const [keyFor] = useState(attemptKeys);
  const [reason, setReason] = useState('');
  const [refused, setRefused] = useState<RefusedBy>();
  const [busy, setBusy] = useState(false);
  const day = format.longDay(version.effectiveFrom);
  const go = async () => {
    setBusy(true);
    const input = { version: version.version, reason: reason.trim() };
    const { data, error } = await withdraw({ input: { ...input, idempotencyKey: keyFor(input) } });
    setBusy(false);
    const first = error ? toProblem(error) : data?.withdrawLevelRules.errors[0];
    setRefused(first);
    if (first) return;
    toast(t('rules.withdrawn', { day }));
    close();
    done();
  };
  return (
    <FormDialog
      title={t('rules.withdraw.title', { day })}
      refused={refused}
      verb={t('rules.withdraw')}
      danger
      busy={busy}
      disabled={reason.trim() === ''}
      submit={() => {
        void go();
      }}
      close={close}
    >
      <p>{t('rules.withdraw.text', { day })}</p>
      <ReasonField reason={reason} setReason={setReason} />
    </FormDialog>
  );
}
