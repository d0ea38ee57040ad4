import { useState } from 'react';
import { useMutation } from 'urql';
import { FormDialog, ReasonField } from '@/components/sales/forms/FormDialog';
import type { RefusedBy } from '@/components/sales/Refused';
import { toast } from '@/components/ui/toasts';
import { attemptKeys } from '@/lib/forms';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import type { QuoteDetail } from '../documents';
import { RevokeLinkDocument, VoidQuoteDocument } from '../documents';

interface EndDialogProps {
  kind: 'void' | 'revoke';
  subject: QuoteDetail;
  close: () => void;
  again: () => void;
}

/** Ends the quote, with a reason the partner and the operator read later; or only its link. */
export default function EndDialog({ kind, subject, close, again }: EndDialogProps) {
  const t = useT();
  const [keyFor] = useState(attemptKeys);
  const [reason, setReason] = useState('');
  const [refused, setRefused] = useState<RefusedBy>();
  const [{ fetching: voiding }, voidQuote] = useMutation(VoidQuoteDocument);
  const [{ fetching: revoking }, revoke] = useMutation(RevokeLinkDocument);
  const ending = kind === 'void';
  const what = t(ending ? 'quotes.void' : 'quotes.link.revoke');

  const submit = async () => {
    const { id } = subject;
    const { data, error } = ending
      ? await voidQuote({
          input: { id, reason: reason.trim(), idempotencyKey: keyFor({ id, reason: reason.trim() }) },
        })
      : await revoke({ input: { id } });
    const first = error ? toProblem(error) : data?.payload.errors[0];
    setRefused(first);
    if (first) return;
    toast(t(ending ? 'quotes.voided' : 'quotes.link.revoked', { number: subject.number }));
    again();
    close();
  };
  return (
    <FormDialog
      title={`${what} · ${subject.number}`}
      refused={refused}
      verb={what}
      danger
      busy={voiding || revoking}
      disabled={ending && reason.trim() === ''}
      submit={() => {
        void submit();
      }}
      close={close}
    >
      <p>{t(ending ? 'quotes.void.what' : 'quotes.link.revoke.what')}</p>
      {ending ? <ReasonField reason={reason} setReason={setReason} /> : null}
    </FormDialog>
  );
}
