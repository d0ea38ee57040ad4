import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import { Dialog } from '@/components/ui/Dialog';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { toast } from '@/components/ui/toasts';
import { attemptKeys } from '@/lib/forms';
import { useClients } from '@/lib/graphql/ClientsProvider';
import { toProblem } from '@/lib/graphql/problem';
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
  const client = useClient();
  const { uncached } = useClients();
  const [keyFor] = useState(attemptKeys);
  const { currency } = subject.gross;
  const left = subject.gross.minor - subject.refunded.minor;
  const [typed, setTyped] = useState(format.amount(left, currency));
  const [reason, setReason] = useState('');
  const [previewed, setPreviewed] = useState(false);
  const [refused, setRefused] = useState<RefusedBy>();
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const amount = readAmount(typed, currency);
  const input = { id: subject.id, amountMinor: amount ?? 0, reason: reason.trim() };

  const ask = async (dryRun: boolean) => {
    if (amount === undefined || amount <= 0) {
      setWrong(t('orders.refund.wrong'));
      return;
    }
    setBusy(true);
    const { data, error } = await (dryRun ? uncached : client)
      .mutation(RefundOrderDocument, {
        input: { ...input, dryRun, ...(dryRun ? {} : { idempotencyKey: keyFor(input) }) },
      })
      .toPromise();
    setBusy(false);
    const first = error ? toProblem(error) : data?.refundOrder.errors[0];
    setRefused(first);
    if (first) {
      setPreviewed(false);
      return;
    }
    if (dryRun) {
      setPreviewed(true);
      return;
    }
    toast(t('orders.refund.done', { number: subject.number }));
    again();
    close();
  };
  const change = () => {
    setPreviewed(false);
    setWrong(undefined);
  };
  const money = format.money(amount ?? 0, currency);
  return (
    <Dialog title={`${t('orders.refund')} · ${subject.number}`} onClose={close} locked={busy}>
      <form
        className="stack"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void ask(!previewed);
        }}
      >
        <TextInput
          label={t('orders.refund.amount', { currency })}
          description={t('orders.refund.most', { most: format.money(left, currency) })}
          inputMode="decimal"
          autoComplete="off"
          value={typed}
          error={wrong}
          onChange={event => {
            setTyped(event.currentTarget.value);
            change();
          }}
        />
        <Textarea
          label={t('sales.reason')}
          required
          rows={2}
          maxLength={500}
          value={reason}
          onChange={event => {
            setReason(event.currentTarget.value);
            change();
          }}
        />
        {refused ? <Refused by={refused} /> : null}
        <p className="muted" role="status">
          {previewed ? t('orders.refund.would', { amount: money }) : t('orders.refund.what')}
        </p>
        <div className="row">
          <Button
            type="submit"
            color={previewed ? 'red' : 'pine'}
            loading={busy}
            disabled={reason.trim() === ''}
          >
            {previewed ? `${t('orders.refund')} · ${money}` : t('sales.preview')}
          </Button>
          <Button variant="default" onClick={close}>
            {t('sales.cancel')}
          </Button>
          {previewed ? <CopyAsGraphQL document={RefundOrderDocument} variables={{ input }} /> : null}
        </div>
      </form>
    </Dialog>
  );
}
