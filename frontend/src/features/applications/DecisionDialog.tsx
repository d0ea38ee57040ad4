import { useState } from 'react';
import { useMutation } from 'urql';
import { FormDialog, ReasonField } from '@/components/sales/forms/FormDialog';
import type { RefusedBy } from '@/components/sales/Refused';
import { toast } from '@/components/ui/toasts';
import { attemptKeys } from '@/lib/forms';
import { toProblem } from '@/lib/graphql/problem';
import { isLanguage, languageNames } from '@/lib/i18n/languages';
import { useT } from '@/lib/i18n/useT';
import type { Application } from './documents';
import { ApproveApplicationDocument, DeclineApplicationDocument } from './documents';

interface DecisionDialogProps {
  application: Application;
  approve: boolean;
  close: () => void;
  again: () => void;
}

/** What will happen and who will read it, before it is decided: either way a mail leaves. */
export default function DecisionDialog({ application, approve, close, again }: DecisionDialogProps) {
  const t = useT();
  const [keyFor] = useState(attemptKeys);
  const [reason, setReason] = useState('');
  const [refused, setRefused] = useState<RefusedBy>();
  const [approving, sendApproval] = useMutation(ApproveApplicationDocument);
  const [declining, sendRefusal] = useMutation(DeclineApplicationDocument);
  const { id, company, email } = application;
  const language = isLanguage(application.language) ? languageNames[application.language] : '';

  const decide = async () => {
    const input = { id, idempotencyKey: keyFor([id, approve, reason]) };
    const { error, errors } = approve
      ? await sendApproval({ input }).then(({ error, data }) => ({
          error,
          errors: data?.approveApplication.errors ?? [],
        }))
      : await sendRefusal({ input: { ...input, reason: reason.trim() } }).then(({ error, data }) => ({
          error,
          errors: data?.declineApplication.errors ?? [],
        }));
    const first = error ? toProblem(error) : errors[0];
    setRefused(first);
    if (first) return;
    toast(t(approve ? 'applications.approved' : 'applications.declined', { company }));
    again();
    close();
  };
  return (
    <FormDialog
      title={`${t(approve ? 'applications.approve' : 'applications.decline')} · ${company}`}
      refused={refused}
      verb={t(approve ? 'applications.approve' : 'applications.decline')}
      busy={approving.fetching || declining.fetching}
      disabled={!approve && reason.trim() === ''}
      submit={() => {
        void decide();
      }}
      close={close}
    >
      <p>
        {t(approve ? 'applications.approve.what' : 'applications.decline.what', {
          company,
          email,
          language,
        })}
      </p>
      {approve ? null : (
        <ReasonField reason={reason} setReason={setReason} description={t('applications.decline.reason')} />
      )}
    </FormDialog>
  );
}
