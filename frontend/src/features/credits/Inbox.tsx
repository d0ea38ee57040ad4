import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import { InstantText } from '@/components/ui/DateText';
import { Loaded } from '@/components/ui/Loaded';
import { toast } from '@/components/ui/toasts';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import classes from './Credits.module.css';
import type { InboxRow } from './documents';
import { InboxDocument, RetryInboxDocument } from './documents';
import { noteText } from './notes';

/** Messages of the payment provider that could not be worked on; archived, so that nothing is lost by trying again. */
export function Inbox() {
  const t = useT();
  const mayRetry = useMay('RetryInbox');
  const [result, again] = useQuery({
    query: InboxDocument,
    variables: { state: ['DEAD'] },
    requestPolicy: 'cache-and-network',
  });
  const retry = () => again({ requestPolicy: 'network-only' });
  return (
    <section className="card stack" aria-labelledby="inbox">
      <h2 id="inbox">{t('credits.inbox')}</h2>
      <Loaded result={result} retry={retry} object={t('credits.object.inbox')} height={48}>
        {({ inbox }) =>
          inbox.length === 0 ? (
            <p className="muted">{t('credits.inbox.none')}</p>
          ) : (
            <ul>
              {inbox.map(event => (
                <Event key={event.eventId} event={event} mayRetry={mayRetry} done={retry} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function Event({ event, mayRetry, done }: { event: InboxRow; mayRetry: boolean; done: () => void }) {
  const t = useT();
  const [refused, setRefused] = useState<RefusedBy>();
  const [{ fetching }, retry] = useMutation(RetryInboxDocument);
  const send = async () => {
    const { data, error } = await retry({ input: { eventId: event.eventId } });
    const first = error ? toProblem(error) : data?.retryInbox.errors[0];
    setRefused(first);
    if (first) return;
    toast(t('credits.inbox.retried'));
    done();
  };
  return (
    <li className={classes.task}>
      <span className="row">
        <code>{event.type}</code>
        <code className="muted">{event.eventId}</code>
        <span className="muted">
          <InstantText at={event.receivedAt} />
        </span>
      </span>
      {event.note ? (
        <span>
          {t(noteText(event.note))} <span className="meta">{event.note}</span>
        </span>
      ) : null}
      <span className="muted">{t('credits.attempts', { count: event.attempts })}</span>
      {mayRetry ? (
        <Button size="xs" variant="default" loading={fetching} onClick={() => void send()}>
          {t('credits.inbox.retry')}
        </Button>
      ) : null}
      {refused ? <Refused by={refused} /> : null}
    </li>
  );
}
