import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import { toast } from '@/components/ui/toasts';
import { attemptKeys } from '@/lib/forms';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import type { Reminders } from './documents';
import { SaveRemindersDocument } from './documents';

interface SettingFormProps {
  reminders: Reminders;
  partner: string | undefined;
}

/** A partner's wishes. Saved at once and undone by the toast; who may not change them reads them. */
export function SettingForm({ reminders, partner }: SettingFormProps) {
  const t = useT();
  const may = useMay('SaveReminders');
  const { setting, windows } = reminders;
  const [keyFor] = useState(attemptKeys);
  const [digest, setDigest] = useState(setting.digest);
  const [remindCustomers, setRemindCustomers] = useState(setting.remindCustomers);
  const [email, setEmail] = useState(setting.email ?? '');
  const [refused, setRefused] = useState<RefusedBy>();
  const [wrong, setWrong] = useState<string>();
  const [{ fetching }, save] = useMutation(SaveRemindersDocument);
  const input = {
    digest,
    remindCustomers,
    email: email.trim() || null,
    ...(partner ? { partnerId: partner } : {}),
  };

  const send = async (given: typeof input, undo?: typeof input) => {
    const { data, error } = await save({ input: { ...given, idempotencyKey: keyFor(given) } });
    const errors = error ? [toProblem(error)] : (data?.saveReminders.errors ?? []);
    const own = errors.find(one => 'field' in one && one.field === 'email');
    setWrong(own?.message);
    setRefused(errors.find(one => one !== own));
    if (errors.length === 0) toast(t('reminders.saved'), undo ? () => void send(undo) : undefined);
  };
  return (
    <section className="card stack" aria-labelledby="setting">
      <h2 id="setting">{t('reminders.setting')}</h2>
      <p>{t('reminders.windows', { windows: windows.join(', ') })}</p>
      <form
        className="stack"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void send(input, { ...input, ...setting, email: setting.email ?? null });
        }}
      >
        <Checkbox
          label={t('reminders.digest')}
          description={t('reminders.digest.what')}
          checked={digest}
          disabled={!may}
          onChange={event => setDigest(event.currentTarget.checked)}
        />
        <Checkbox
          label={t('reminders.customers')}
          description={t('reminders.customers.what')}
          checked={remindCustomers}
          disabled={!may}
          onChange={event => setRemindCustomers(event.currentTarget.checked)}
        />
        <TextInput
          label={t('reminders.email')}
          description={t('reminders.email.what')}
          type="email"
          maxLength={254}
          value={email}
          error={wrong}
          disabled={!may}
          onChange={event => setEmail(event.currentTarget.value)}
        />
        {refused ? <Refused by={refused} /> : null}
        {may ? (
          <div>
            <Button type="submit" loading={fetching}>
              {t('reminders.save')}
            </Button>
          </div>
        ) : (
          <p className="muted">{t('reminders.mayNot')}</p>
        )}
      </form>
    </section>
  );
}
