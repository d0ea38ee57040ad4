import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import { InstantText } from '@/components/ui/DateText';
import { Badge } from '@/components/ui/StatusBadge';
import { toast } from '@/components/ui/toasts';
import { usePages } from '@/lib/graphql/usePages';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import classes from './Credits.module.css';
import type { MessageRow } from './documents';
import { MessagesDocument, SendAgainDocument } from './documents';
import { failureText } from './notes';
import { Section } from './Section';

/** Mails that failed, or of which nobody knows whether they arrived: never sent twice by themselves. */
export function Mails() {
  const t = useT();
  const pages = usePages(MessagesDocument, { first: 20 }, data => data.messages);
  return (
    <Section<MessageRow>
      id="mails"
      title={t('credits.mails')}
      object={t('credits.object.mails')}
      calm={t('credits.mails.none')}
      pages={pages}
      row={message => <Message key={message.id} message={message} done={pages.retry} />}
    />
  );
}

function Message({ message, done }: { message: MessageRow; done: () => void }) {
  const t = useT();
  const may = useMay('SendAgain');
  const [reason, setReason] = useState('');
  const [refused, setRefused] = useState<RefusedBy>();
  const [{ fetching }, sendAgain] = useMutation(SendAgainDocument);
  const uncertain = message.state === 'UNCERTAIN';
  const send = async () => {
    const { data, error } = await sendAgain({ input: { id: message.id, reason: reason.trim() } });
    const first = error ? toProblem(error) : data?.sendAgain.errors[0];
    setRefused(first);
    if (first) return;
    toast(t('credits.mails.sent'));
    done();
  };
  return (
    <li className={classes.task}>
      <span className="row">
        <Badge tone={uncertain ? 'soon' : 'late'}>
          {t(uncertain ? 'credits.mails.uncertain' : 'credits.mails.failed')}
        </Badge>
        <span>{message.to ?? '–'}</span>
        <span>{message.subject ?? message.kind}</span>
        <span className="muted">
          <InstantText at={message.createdAt} />
        </span>
      </span>
      {message.failure ? <span>{t(failureText(message.failure))}</span> : null}
      <span className="meta">
        {t('credits.attempts', { count: message.attempts })} {message.failure ?? ''}
      </span>
      {may ? (
        <form
          className="row"
          onSubmit={event => {
            event.preventDefault();
            void send();
          }}
        >
          <TextInput
            size="xs"
            aria-label={t('sales.reason')}
            placeholder={t('sales.reason')}
            maxLength={500}
            value={reason}
            onChange={event => setReason(event.currentTarget.value)}
          />
          <Button
            type="submit"
            size="xs"
            variant="default"
            loading={fetching}
            disabled={reason.trim() === ''}
          >
            {t('credits.mails.again')}
          </Button>
        </form>
      ) : null}
      {refused ? <Refused by={refused} /> : null}
    </li>
  );
}
