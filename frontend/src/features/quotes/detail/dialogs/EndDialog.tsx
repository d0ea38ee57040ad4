import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import { Dialog } from '@/components/ui/Dialog';
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
    <Dialog title={`${what} · ${subject.number}`} onClose={close} locked={voiding || revoking}>
      <form
        className="stack"
        onSubmit={event => {
          event.preventDefault();
          void submit();
        }}
      >
        <p>{t(ending ? 'quotes.void.what' : 'quotes.link.revoke.what')}</p>
        {ending ? (
          <Textarea
            label={t('sales.reason')}
            required
            rows={2}
            maxLength={500}
            value={reason}
            onChange={event => setReason(event.currentTarget.value)}
          />
        ) : null}
        {refused ? <Refused by={refused} /> : null}
        <div className="row">
          <Button
            type="submit"
            color="red"
            loading={voiding || revoking}
            disabled={ending && reason.trim() === ''}
          >
            {what}
          </Button>
          <Button variant="default" onClick={close}>
            {t('sales.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
