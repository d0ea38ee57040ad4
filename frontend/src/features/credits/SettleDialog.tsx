import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { ReasonedForm } from '@/components/sales/dry/ReasonedForm';
import { useDryThenDo } from '@/components/sales/dry/useDryThenDo';
import { creditWord } from '@/components/sales/words';
import { toast } from '@/components/ui/toasts';
import type { SettleHow } from '@/generated/schema';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import type { CreditRow } from './documents';
import { SettleCreditDocument } from './documents';

interface SettleDialogProps {
  subject: CreditRow;
  close: () => void;
  again: () => void;
}

/** Back to the payer, or applied after all; asked dry first, with a reason that stays with the order. */
export default function SettleDialog({ subject, close, again }: SettleDialogProps) {
  const t = useT();
  const format = useFormat();
  const [how, setHow] = useState<SettleHow>(subject.key ? 'RETRY' : 'REFUND');
  const [reason, setReason] = useState('');
  const money = format.money(subject.amount.minor, subject.amount.currency);
  const asked = useDryThenDo({
    document: SettleCreditDocument,
    input: { id: subject.id, how, reason: reason.trim() },
    errorsOf: data => data.settleCredit.errors,
    wouldOf: data => data.settleCredit.credit?.state,
    done: () => {
      toast(t('credits.settled', { amount: money }));
      again();
      close();
    },
  });
  return (
    <ReasonedForm
      title={`${t('credits.settle')} · ${money}`}
      reason={reason}
      setReason={text => {
        setReason(text);
        asked.change();
      }}
      would={asked.would && t('credits.would', { state: t(creditWord[asked.would].text) })}
      before={t('credits.dryFirst')}
      verb={`${t(how === 'REFUND' ? 'credits.refund' : 'credits.retry')} · ${money}`}
      asked={asked}
      close={close}
    >
      <NativeSelect
        label={t('credits.how')}
        value={how}
        onChange={event => {
          setHow(event.currentTarget.value as SettleHow);
          asked.change();
        }}
        data={[
          ...(subject.key ? [{ value: 'RETRY', label: t('credits.retry.what') }] : []),
          { value: 'REFUND', label: t('credits.refund.what') },
        ]}
      />
    </ReasonedForm>
  );
}
