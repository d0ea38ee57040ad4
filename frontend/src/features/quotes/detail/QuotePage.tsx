import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { AwaitedPage } from '@/components/ui/AwaitedPage';
import { Acknowledge } from '@/components/sales/Acknowledge';
import { Lines } from '@/components/sales/Lines';
import { marginOf } from '@/components/sales/lines';
import classes from '@/components/sales/sales.module.css';
import { Totals } from '@/components/sales/Totals';
import { WordBadge } from '@/components/sales/WordBadge';
import { quoteWord } from '@/components/sales/words';
import { DateText, InstantText } from '@/components/ui/DateText';
import { Page } from '@/components/ui/Page';
import { useKeyChanges, useOrderChanges, useQuoteChanges } from '@/lib/changes';
import { T, useT } from '@/lib/i18n/useT';
import { useRested } from '@/lib/useRested';
import { QuoteActions } from './QuoteActions';
import { Confirming } from './Confirming';
import { QuoteDialogs } from './dialogs/QuoteDialogs';
import type { QuoteDetail } from './documents';
import { QuoteDocument } from './documents';
import { isOpen } from './isOpen';
import { QuoteFacts, Standing } from './Standing';
import { Versions } from './Versions';

const route = getRouteApi('/quotes/$id');

export function QuotePage() {
  const t = useT();
  const { id } = route.useParams();
  const [result, reread] = useQuery({
    query: QuoteDocument,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const again = useRested(() => reread({ requestPolicy: 'network-only' }));
  const subject = result.data?.quote;
  useQuoteChanges(change => {
    if (change.id === id) again();
  });
  useOrderChanges(change => {
    if (change.id === subject?.orderId) again();
  });
  useKeyChanges(change => {
    if (subject?.lines.some(line => line.keyId === change.id)) again();
  });
  if (subject) return <Subject key={id} subject={subject} again={again} />;
  return (
    <AwaitedPage
      title={t('quotes.one')}
      object={t('quotes.object.one')}
      unknown={t('quotes.unknown')}
      result={result}
      missing={result.data?.quote === null}
      retry={again}
    />
  );
}

interface SubjectProps {
  subject: QuoteDetail;
  again: () => void;
}

function Subject({ subject, again }: SubjectProps) {
  const t = useT();
  const { id, lines } = subject;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { back, cancelled, open } = search;
  const paid = subject.state === 'PAID';

  // The way back from the payment page is over once the payment's own message has arrived.
  useEffect(() => {
    if (back && paid) void navigate({ search: {}, replace: true });
  }, [back, paid, navigate]);

  return (
    <Page
      title={`${t('quotes.one')} ${subject.number}`}
      aside={
        <>
          <WordBadge word={quoteWord[subject.state]} />
          <span className="muted">{t('sales.version', { version: subject.version })}</span>
        </>
      }
      actions={<QuoteActions subject={subject} open={next => void navigate({ search: { open: next } })} />}
    >
      {back && !paid ? <Confirming again={again} /> : null}
      {cancelled && !paid ? <p role="status">{t('quotes.cancelled')}</p> : null}
      <Standing subject={subject} />
      <section className="card stack" aria-labelledby="lines">
        <h2 id="lines">{t('quotes.lines')}</h2>
        <Lines
          lines={lines}
          below={line =>
            line.acknowledgement !== 'REQUIRED' || !isOpen(subject) ? null : subject.payer === 'PARTNER' ? (
              <Acknowledge line={line} onDone={again} />
            ) : (
              <p className="muted">{t('sales.acknowledge.customer')}</p>
            )
          }
        />
        <Totals
          net={subject.net}
          vat={subject.vat}
          gross={subject.gross}
          legal={subject.vatText}
          margin={marginOf(lines)}
        />
        <p className="meta">
          <T
            id="quotes.rules"
            values={{
              versions: subject.ruleVersions.join(', '),
              day: <DateText day={subject.pricedOn} plain />,
            }}
          />
        </p>
      </section>
      <div className={classes.columns}>
        <QuoteFacts subject={subject} />
        <section className="card stack" aria-labelledby="history">
          <h2 id="history">{t('quotes.history')}</h2>
          <ol className={classes.events}>
            {subject.events.toReversed().map((event, index) => (
              <li key={`${event.at}${index}`} className={classes.event}>
                <span className="muted">
                  <InstantText at={event.at} />
                </span>
                <span>
                  {event.text} <span className="meta">{event.actor}</span>
                </span>
              </li>
            ))}
          </ol>
        </section>
      </div>
      <Versions id={id} version={subject.version} />
      <QuoteDialogs
        subject={subject}
        open={open}
        close={() => void navigate({ search: {}, replace: true })}
        again={again}
      />
    </Page>
  );
}
