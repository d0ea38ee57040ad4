import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { ReasonedForm } from '@/components/sales/dry/ReasonedForm';
import { useDryThenDo } from '@/components/sales/dry/useDryThenDo';
import { toast } from '@/components/ui/toasts';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import type { OrderDetail } from './documents';
import { RefundOrderDocument } from './documents';
import { readAmount } from './money';

interface RefundDialogProps {
  subject: OrderDetail;
  close: () => void;
  again: () => void;
}

/** Money back to the one who paid: how much and why, asked dry, then with the amount on the button. */
export default function RefundDialog({ subject, close, again }: RefundDialogProps) {
  const t = useT();
  const format = useFormat();
  const { currency } = subject.gross;
  const left = subject.gross.minor - subject.refunded.minor;
  const [typed, setTyped] = useState(format.amount(left, currency));
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string>();
  const amount = readAmount(typed, currency);
  const money = format.money(amount ?? 0, currency);
  const asked = useDryThenDo({
    document: RefundOrderDocument,
    input: { id: subject.id, amountMinor: amount ?? 0, reason: reason.trim() },
    errorsOf: data => data.refundOrder.errors,
    wouldOf: () => true,
    done: () => {
      toast(t('orders.refund.done', { number: subject.number }));
      again();
      close();
    },
  });
  const change = (set: (text: string) => void) => (text: string) => {
    set(text);
    setWrong(undefined);
    asked.change();
  };
  return (
    <ReasonedForm
      title={`${t('orders.refund')} · ${subject.number}`}
      reason={reason}
      setReason={change(setReason)}
      would={asked.would ? t('orders.refund.would', { amount: money }) : undefined}
      before={t('orders.refund.what')}
      verb={`${t('orders.refund')} · ${money}`}
      danger
      asked={asked}
      check={() => {
        const isAmount = amount !== undefined && amount > 0;
        setWrong(isAmount ? undefined : t('orders.refund.wrong'));
        return isAmount;
      }}
      close={close}
    >
      <TextInput
        label={t('orders.refund.amount', { currency })}
        description={t('orders.refund.most', { most: format.money(left, currency) })}
        inputMode="decimal"
        autoComplete="off"
        value={typed}
        error={wrong}
        onChange={event => change(setTyped)(event.currentTarget.value)}
      />
    </ReasonedForm>
  );
}
