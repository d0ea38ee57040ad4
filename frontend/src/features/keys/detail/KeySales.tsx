import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import classes from '@/components/sales/sales.module.css';
import { WordBadge } from '@/components/sales/WordBadge';
import { orderWord, quoteWord } from '@/components/sales/words';
import { DateText } from '@/components/ui/DateText';
import { Loaded } from '@/components/ui/Loaded';
import { MoneyText } from '@/components/ui/MoneyText';
import { graphql } from '@/generated/gql';
import { useOrderChanges, useQuoteChanges } from '@/lib/changes';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { useRested } from '@/lib/useRested';

const KeySalesDocument = graphql(`
  query KeySales($id: ID!) {
    key(id: $id) {
      id
      quotes(first: 5) {
        nodes {
          id
          number
          version
          state
          buyerName
          gross {
            ...Amount
          }
          validUntil
        }
      }
      orders(first: 5) {
        nodes {
          id
          number
          state
          buyerName
          gross {
            ...Amount
          }
          createdAt
          paidAt
        }
      }
    }
  }
`);

/** The newest quotes and orders the key is in; they move by themselves when the customer does something. */
export default function KeySales({ id, version }: { id: string; version: number }) {
  const t = useT();
  const mayQuotes = useMay('ListQuotes');
  const mayOrders = useMay('ListOrders');
  const may = mayQuotes && mayOrders;
  const [result, reread] = useQuery({
    query: KeySalesDocument,
    variables: { id },
    requestPolicy: 'cache-and-network',
    pause: !may,
  });
  const again = useRested(() => reread({ requestPolicy: 'network-only' }));
  const known = (change: { id: string; version: number }, nodes: readonly { id: string }[] | undefined) =>
    change.version <= 1 || (nodes ?? []).some(node => node.id === change.id);
  useQuoteChanges(change => {
    if (known(change, result.data?.key?.quotes.nodes)) again();
  });
  useOrderChanges(change => {
    if (known(change, result.data?.key?.orders.nodes)) again();
  });
  const seen = useRef(version);
  useEffect(() => {
    if (seen.current === version) return;
    seen.current = version;
    again();
  }, [version, again]);
  if (!may) return null;
  return (
    <section className="card stack" aria-labelledby="sales">
      <div className="page-head">
        <h2 id="sales">{t('sales.key')}</h2>
        <span className="row no-print">
          <Link to="/quotes" search={{ key: id }}>
            {t('sales.key.quotes')}
          </Link>
          <Link to="/billing" search={{ key: id }}>
            {t('sales.key.orders')}
          </Link>
        </span>
      </div>
      <Loaded result={result} retry={again} object={t('sales.key.object')} height={64}>
        {({ key }) => {
          const quotes = key?.quotes.nodes ?? [];
          const orders = key?.orders.nodes ?? [];
          if (quotes.length + orders.length === 0) return <p className="muted">{t('sales.key.none')}</p>;
          return (
            <ul>
              {orders.map(order => (
                <li key={order.id} className={classes.cardLine}>
                  <span className="row">
                    <Link to="/billing/$id" params={{ id: order.id }} search={{}} className={classes.name}>
                      {order.number}
                    </Link>
                    <WordBadge word={orderWord[order.state]} />
                    <span className="muted">{order.buyerName}</span>
                  </span>
                  <span className="row">
                    <DateText day={(order.paidAt ?? order.createdAt).slice(0, 10)} plain />
                    <MoneyText money={order.gross} />
                  </span>
                </li>
              ))}
              {quotes.map(quote => (
                <li key={quote.id} className={classes.cardLine}>
                  <span className="row">
                    <Link to="/quotes/$id" params={{ id: quote.id }} search={{}} className={classes.name}>
                      {quote.number}
                    </Link>
                    <WordBadge word={quoteWord[quote.state]} />
                    <span className="muted">{quote.buyerName}</span>
                  </span>
                  <span className="row">
                    <DateText day={quote.validUntil} plain />
                    <MoneyText money={quote.gross} />
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </section>
  );
}
