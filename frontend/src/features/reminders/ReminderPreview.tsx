import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { MailPreview } from '@/components/sales/mail/MailPreview';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import { DateText } from '@/components/ui/DateText';
import type { PreviewReminderMutation } from '@/generated/gql/graphql';
import type { ReminderAudience } from '@/generated/schema';
import { useClients } from '@/lib/graphql/ClientsProvider';
import { toProblem } from '@/lib/graphql/problem';
import { useLanguage } from '@/lib/i18n/LanguageProvider';
import { languageNames, languages } from '@/lib/i18n/languages';
import { T, useT } from '@/lib/i18n/useT';
import { PreviewReminderDocument } from './documents';

type Preview = NonNullable<PreviewReminderMutation['previewReminder']['preview']>;

/** The next reminder as it would leave, to either reader, in any language; nothing is sent. */
export function ReminderPreview({ partner }: { partner: string | undefined }) {
  const t = useT();
  const { uncached } = useClients();
  const { language: own } = useLanguage();
  const [audience, setAudience] = useState<ReminderAudience>('PARTNER');
  const [language, setLanguage] = useState<string>(own);
  const [preview, setPreview] = useState<Preview>();
  const [refused, setRefused] = useState<RefusedBy>();
  const [busy, setBusy] = useState(false);

  const ask = async () => {
    setBusy(true);
    const { data, error } = await uncached
      .mutation(PreviewReminderDocument, {
        input: { audience, language, ...(partner ? { partnerId: partner } : {}) },
      })
      .toPromise();
    setBusy(false);
    setRefused(error ? toProblem(error) : data?.previewReminder.errors[0]);
    setPreview(data?.previewReminder.preview ?? undefined);
  };
  const { subject, html, text } = preview ?? {};
  return (
    <section className="card stack" aria-labelledby="preview">
      <h2 id="preview">{t('reminders.preview')}</h2>
      <div className="row">
        <NativeSelect
          size="xs"
          aria-label={t('reminders.audience')}
          value={audience}
          onChange={event => setAudience(event.currentTarget.value as ReminderAudience)}
          data={[
            { value: 'PARTNER', label: t('reminders.audience.partner') },
            { value: 'CUSTOMER', label: t('reminders.audience.customer') },
          ]}
        />
        <NativeSelect
          size="xs"
          aria-label={t('sales.mail.language')}
          value={language}
          onChange={event => setLanguage(event.currentTarget.value)}
          data={languages.map(value => ({ value, label: languageNames[value] }))}
        />
        <Button size="xs" variant="default" loading={busy} onClick={() => void ask()}>
          {t('sales.preview')}
        </Button>
      </div>
      {refused ? <Refused by={refused} /> : null}
      {preview && (preview.keys === 0 || typeof html !== 'string') ? (
        <p role="status">{t('reminders.preview.nothing')}</p>
      ) : null}
      {preview?.day && preview.keys > 0 ? (
        <p className="muted">
          <T
            id="reminders.preview.day"
            values={{ day: <DateText day={preview.day} />, count: preview.keys }}
          />
        </p>
      ) : null}
      {preview && typeof html === 'string' ? (
        <MailPreview
          mail={{ ...preview, to: preview.to.join(', '), subject: subject ?? '', html, text: text ?? '' }}
        />
      ) : null}
    </section>
  );
}
