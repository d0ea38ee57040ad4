import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { FormDialog } from '@/components/sales/forms/FormDialog';
import type { RefusedBy } from '@/components/sales/Refused';
import { toast } from '@/components/ui/toasts';
import type { Role } from '@/generated/schema';
import { attemptKeys } from '@/lib/forms';
import { toProblem } from '@/lib/graphql/problem';
import { useLanguage } from '@/lib/i18n/LanguageProvider';
import { languageNames, languages } from '@/lib/i18n/languages';
import { useT } from '@/lib/i18n/useT';
import { roleWord } from '@/lib/words';
import type { Team } from './documents';
import { InvitePersonDocument } from './documents';
import { partnerRoles, roleWhat } from './words';

interface InviteDialogProps {
  team: Team;
  close: () => void;
  again: () => void;
}

/** Whom, as what, in which language: a mail with a link that works once leaves. */
export default function InviteDialog({ team, close, again }: InviteDialogProps) {
  const t = useT();
  const { language: own } = useLanguage();
  const [keyFor] = useState(attemptKeys);
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('SALES');
  const [language, setLanguage] = useState<string>(own);
  const [refused, setRefused] = useState<RefusedBy>();
  const [wrong, setWrong] = useState<string>();
  const [{ fetching }, invite] = useMutation(InvitePersonDocument);
  const send = async () => {
    const input = { id: team.partnerId, email: email.trim(), role, language };
    const { data, error } = await invite({ input: { ...input, idempotencyKey: keyFor(input) } });
    const errors = error ? [toProblem(error)] : (data?.invitePerson.errors ?? []);
    const atField = errors.find(one => 'field' in one && one.field === 'email');
    setWrong(atField?.message);
    setRefused(errors.find(one => one !== atField));
    if (errors.length > 0) return;
    toast(t('team.invited', { email: input.email }));
    again();
    close();
  };
  return (
    <FormDialog
      title={`${t('team.invite')} · ${team.partnerName}`}
      refused={refused}
      verb={t('team.invite.send')}
      busy={fetching}
      disabled={email.trim() === ''}
      submit={() => {
        void send();
      }}
      close={close}
    >
      <TextInput
        label={t('team.email')}
        description={t('team.email.what')}
        type="email"
        required
        maxLength={254}
        value={email}
        error={wrong}
        onChange={event => {
          setEmail(event.currentTarget.value);
          setWrong(undefined);
        }}
      />
      <NativeSelect
        label={t('team.role.label')}
        description={t(roleWhat[role])}
        value={role}
        onChange={event => setRole(event.currentTarget.value as Role)}
        data={partnerRoles.map(value => ({ value, label: t(roleWord[value]) }))}
      />
      <NativeSelect
        label={t('sales.mail.language')}
        value={language}
        onChange={event => setLanguage(event.currentTarget.value)}
        data={languages.map(value => ({ value, label: languageNames[value] }))}
      />
    </FormDialog>
  );
}
