import { useState } from 'react';
import { useMutation } from 'urql';
import { FormDialog, ReasonField } from '@/components/sales/forms/FormDialog';
import type { RefusedBy } from '@/components/sales/Refused';
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
    <FormDialog
      title={`${verb} · ${name}`}
      refused={refused}
      verb={verb}
      busy={suspending.fetching || resuming.fetching}
      disabled={reason.trim() === ''}
      submit={() => {
        void send();
      }}
      close={close}
    >
      <p>{t(resumes ? 'team.resume.what' : 'team.suspend.what', { name })}</p>
      <ReasonField
        reason={reason}
        setReason={setReason}
        description={t(resumes ? 'team.resume.reason' : 'team.suspend.reason')}
      />
    </FormDialog>
  );
}
