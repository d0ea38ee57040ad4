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
import type { Team } from './documents';
import { ResumePartnerDocument, SuspendPartnerDocument } from './documents';

interface SuspendDialogProps {
  team: Team;
  close: () => void;
  again: () => void;
}

/** Keeps a partner's people out or lets them in again; what happens and what does not is said before. */
export default function SuspendDialog({ team, close, again }: SuspendDialogProps) {
  const t = useT();
  const [keyFor] = useState(attemptKeys);
  const [reason, setReason] = useState('');
  const [refused, setRefused] = useState<RefusedBy>();
  const [suspending, suspend] = useMutation(SuspendPartnerDocument);
  const [resuming, resume] = useMutation(ResumePartnerDocument);
  const resumes = Boolean(team.suspension);
  const name = team.partnerName;
  const verb = t(resumes ? 'team.resume' : 'team.suspend');
  const send = async () => {
    const input = { id: team.partnerId, reason: reason.trim() };
    const keyed = { input: { ...input, idempotencyKey: keyFor([input, resumes]) } };
    const { error, errors } = resumes
      ? await resume(keyed).then(({ error, data }) => ({ error, errors: data?.resumePartner.errors ?? [] }))
      : await suspend(keyed).then(({ error, data }) => ({
          error,
          errors: data?.suspendPartner.errors ?? [],
        }));
    const first = error ? toProblem(error) : errors[0];
    setRefused(first);
    if (first) return;
    toast(t(resumes ? 'team.resumed' : 'team.suspended.done', { name }));
    again();
    close();
  };
  return (
    <Dialog title={`${verb} · ${name}`} onClose={close}>
      <form
        className="stack"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void send();
        }}
      >
        <p>{t(resumes ? 'team.resume.what' : 'team.suspend.what', { name })}</p>
        <Textarea
          label={t('sales.reason')}
          description={t(resumes ? 'team.resume.reason' : 'team.suspend.reason')}
          required
          rows={3}
          maxLength={500}
          value={reason}
          onChange={event => setReason(event.currentTarget.value)}
        />
        {refused ? <Refused by={refused} /> : null}
        <div className="row">
          <Button
            type="submit"
            loading={suspending.fetching || resuming.fetching}
            disabled={reason.trim() === ''}
          >
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
