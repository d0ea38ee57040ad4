import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import { creditWord } from '@/components/sales/words';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { Dialog } from '@/components/ui/Dialog';
import { toast } from '@/components/ui/toasts';
import type { CreditState, SettleHow } from '@/generated/schema';
import { attemptKeys } from '@/lib/forms';
import { useClients } from '@/lib/graphql/ClientsProvider';
import { toProblem } from '@/lib/graphql/problem';
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
  const client = useClient();
  const { uncached } = useClients();
  const [keyFor] = useState(attemptKeys);
  const [how, setHow] = useState<SettleHow>(subject.key ? 'RETRY' : 'REFUND');
  const [reason, setReason] = useState('');
  const [would, setWould] = useState<CreditState>();
  const [refused, setRefused] = useState<RefusedBy>();
  const [busy, setBusy] = useState(false);
  const input = { id: subject.id, how, reason: reason.trim() };
  const money = format.money(subject.amount.minor, subject.amount.currency);
  const verb = t(how === 'REFUND' ? 'credits.refund' : 'credits.retry');

  const ask = async (dryRun: boolean) => {
    setBusy(true);
    const { data, error } = await (dryRun ? uncached : client)
      .mutation(SettleCreditDocument, {
        input: { ...input, dryRun, ...(dryRun ? {} : { idempotencyKey: keyFor(input) }) },
      })
      .toPromise();
    setBusy(false);
    const first = error ? toProblem(error) : data?.settleCredit.errors[0];
    setRefused(first);
    setWould(undefined);
    if (first) return;
    if (dryRun) {
      setWould(data?.settleCredit.credit?.state);
      return;
    }
    toast(t('credits.settled', { amount: money }));
    again();
    close();
  };
  return (
    <Dialog title={`${t('credits.settle')} · ${money}`} onClose={close} locked={busy}>
      <form
        className="stack"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void ask(would === undefined);
        }}
      >
        <NativeSelect
          label={t('credits.how')}
          value={how}
          onChange={event => {
            setHow(event.currentTarget.value as SettleHow);
            setWould(undefined);
          }}
          data={[
            ...(subject.key ? [{ value: 'RETRY', label: t('credits.retry.what') }] : []),
            { value: 'REFUND', label: t('credits.refund.what') },
          ]}
        />
        <Textarea
          label={t('sales.reason')}
          required
          rows={2}
          maxLength={500}
          value={reason}
          onChange={event => {
            setReason(event.currentTarget.value);
            setWould(undefined);
          }}
        />
        {refused ? <Refused by={refused} /> : null}
        {would ? (
          <p role="status">{t('credits.would', { state: t(creditWord[would].text) })}</p>
        ) : (
          <p className="muted">{t('credits.dryFirst')}</p>
        )}
        <div className="row">
          <Button type="submit" loading={busy} disabled={reason.trim() === ''}>
            {would ? `${verb} · ${money}` : t('sales.preview')}
          </Button>
          <Button variant="default" onClick={close}>
            {t('sales.cancel')}
          </Button>
          {would ? <CopyAsGraphQL document={SettleCreditDocument} variables={{ input }} /> : null}
        </div>
      </form>
    </Dialog>
  );
}
