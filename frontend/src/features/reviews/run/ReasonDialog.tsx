import { useState } from 'react';
import { useClient } from 'urql';
import { FormDialog, ReasonField } from '@/components/sales/forms/FormDialog';
import type { RefusedBy } from '@/components/sales/Refused';
import { attemptKeys } from '@/lib/forms';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { CancelReviewDocument, ExemptPartnerDocument } from '../documents';

interface ReasonDialogProps {
  run: string;
  /** Whom to except; nobody: the run is given up. */
  partner?: { id: string; name: string };
  close: () => void;
  done: () => void;
}

/** Why a partner is excepted, or why a run is given up: kept with it. */
export default function ReasonDialog({ run, partner, close, done }: ReasonDialogProps) {
  const t = useT();
  const client = useClient();
  const [reason, setReason] = useState('');
  const [keyFor] = useState(attemptKeys);
  const [refused, setRefused] = useState<RefusedBy>();
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    const base = { id: run, reason: reason.trim() };
    const first = partner ? await exempt({ ...base, partner: partner.id }) : await cancel(base);
    setBusy(false);
    setRefused(first);
    if (first) return;
    done();
    close();
  };
  const exempt = async (input: { id: string; partner: string; reason: string }) => {
    const { data, error } = await client
      .mutation(ExemptPartnerDocument, { input: { ...input, idempotencyKey: keyFor(input) } })
      .toPromise();
    return error ? toProblem(error) : data?.exemptPartner.errors[0];
  };
  const cancel = async (input: { id: string; reason: string }) => {
    const { data, error } = await client
      .mutation(CancelReviewDocument, { input: { ...input, idempotencyKey: keyFor(input) } })
      .toPromise();
    return error ? toProblem(error) : data?.cancelReview.errors[0];
  };
  return (
    <FormDialog
      title={partner ? t('reviews.exempt.title', { partner: partner.name }) : t('reviews.cancel')}
      refused={refused}
      verb={t(partner ? 'reviews.exempt' : 'reviews.cancel')}
      busy={busy}
      disabled={reason.trim() === ''}
      submit={() => {
        void send();
      }}
      close={close}
    >
      <p>{t(partner ? 'reviews.exempt.text' : 'reviews.cancel.text')}</p>
      <ReasonField reason={reason} setReason={setReason} />
    </FormDialog>
  );
}
