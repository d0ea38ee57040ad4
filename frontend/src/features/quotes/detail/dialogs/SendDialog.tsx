import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useClient, useQuery } from 'urql';
import type { Mail } from '@/components/sales/mail/MailPreview';
import { MailPreview } from '@/components/sales/mail/MailPreview';
import { FormDialog } from '@/components/sales/forms/FormDialog';
import type { RefusedBy } from '@/components/sales/Refused';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { toast } from '@/components/ui/toasts';
import { attemptKeys } from '@/lib/forms';
import { useClients } from '@/lib/graphql/ClientsProvider';
import { toProblem } from '@/lib/graphql/problem';
import { languageNames, languages } from '@/lib/i18n/languages';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import { Conflict } from './Conflict';
import type { QuoteDetail } from '../documents';
import { CustomerMailDocument, PreviewMailDocument, SendQuoteDocument } from '../documents';

interface SendDialogProps {
  subject: QuoteDetail;
  close: () => void;
  again: () => void;
}

const looksLikeMail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

/** To whom, in which language, with which words; then the mail as it will leave; then it leaves. */
export default function SendDialog({ subject, close, again }: SendDialogProps) {
  const t = useT();
  const format = useFormat();
  const client = useClient();
  const { uncached } = useClients();
  const [keyFor] = useState(attemptKeys);
  const [customer] = useQuery({
    query: CustomerMailDocument,
    variables: { id: subject.customer?.id ?? '' },
    pause: !subject.customer,
  });
  const known = subject.email ?? customer.data?.customer?.email ?? '';
  const [typed, setTyped] = useState<string>();
  const [language, setLanguage] = useState(subject.language);
  const [message, setMessage] = useState('');
  const [mail, setMail] = useState<{ mail: Mail; input: object }>();
  const [refused, setRefused] = useState<RefusedBy>();
  const [fieldError, setFieldError] = useState<string>();
  const [busy, setBusy] = useState(false);
  // As it was when the dialog opened: a change meanwhile must be noticed, not followed.
  const [opened, setOpened] = useState(subject);
  const email = (typed ?? known).trim();
  const input = { id: subject.id, email, language, message: message.trim() || null };
  const stale = mail !== undefined && JSON.stringify(mail.input) !== JSON.stringify(input);

  useEffect(() => {
    if (subject.state === 'PAID') close();
  }, [subject.state, close]);

  const take = (errors: readonly (RefusedBy & { field?: string | null | undefined })[]) => {
    const own = errors.find(error => error.field === 'email');
    setFieldError(own?.message);
    setRefused(errors.find(error => error !== own));
    if (errors.some(error => error.code === 'VERSION_CONFLICT')) again();
  };
  const preview = async () => {
    if (!looksLikeMail(email)) {
      setFieldError(t('quotes.email.wrong'));
      return;
    }
    setBusy(true);
    const { data, error } = await uncached.mutation(PreviewMailDocument, { input }).toPromise();
    setBusy(false);
    take(error ? [toProblem(error)] : (data?.previewQuoteMail.errors ?? []));
    if (data?.previewQuoteMail.mail) setMail({ mail: data.previewQuoteMail.mail, input });
  };
  const send = async () => {
    setBusy(true);
    const content = { ...input, expectedVersion: opened.rowVersion };
    const { data, error } = await client
      .mutation(SendQuoteDocument, { input: { ...content, idempotencyKey: keyFor(content) } })
      .toPromise();
    setBusy(false);
    take(error ? [toProblem(error)] : (data?.sendQuote.errors ?? []));
    if (!data?.sendQuote.quote) return;
    toast(t('quotes.sent', { email }));
    again();
    close();
  };
  const money = format.money(subject.gross.minor, subject.gross.currency);
  const ready = mail !== undefined && !stale;
  return (
    <FormDialog
      title={`${t('quotes.send')} · ${subject.number}`}
      size={720}
      verb={ready ? `${t('quotes.send')} · ${money}` : t('quotes.send.preview')}
      busy={busy}
      aside={ready ? <CopyAsGraphQL document={SendQuoteDocument} variables={{ input }} /> : null}
      submit={() => {
        void (ready ? send() : preview());
      }}
      close={close}
    >
      <TextInput
        label={t('quotes.email')}
        type="email"
        autoComplete="off"
        maxLength={254}
        value={typed ?? known}
        error={fieldError}
        onChange={event => {
          setTyped(event.currentTarget.value);
          setFieldError(undefined);
        }}
      />
      <NativeSelect
        label={t('sales.mail.language')}
        value={language}
        onChange={event => setLanguage(event.currentTarget.value)}
        data={languages.map(value => ({ value, label: languageNames[value] }))}
      />
      <Textarea
        label={t('quotes.message')}
        maxLength={2000}
        rows={2}
        value={message}
        onChange={event => setMessage(event.currentTarget.value)}
      />
      {refused ? (
        <Conflict
          by={refused}
          before={opened}
          now={subject}
          goOn={() => {
            setOpened(subject);
            setRefused(undefined);
            setMail(undefined);
          }}
        />
      ) : null}
      {ready ? <MailPreview mail={mail.mail} /> : null}
      <p className="muted">{t(ready ? 'quotes.send.what' : 'quotes.send.previewFirst')}</p>
    </FormDialog>
  );
}
