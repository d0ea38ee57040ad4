import { Link } from '@tanstack/react-router';
import { MoneyText } from '@/components/ui/MoneyText';
import type { CreateQuoteMutation } from '@/generated/gql/graphql';
import { useT } from '@/lib/i18n/useT';
import classes from '../Basket.module.css';

export type MadeQuote = NonNullable<CreateQuoteMutation['createQuote']['quote']>;

/** The quotes made on this visit, each with what comes next. */
export function Made({ quotes }: { quotes: readonly MadeQuote[] }) {
  const t = useT();
  if (quotes.length === 0) return null;
  return (
    <section className={classes.made} role="status">
      <p>{t('renewals.made', { count: quotes.length })}</p>
      <ul className="stack">
        {quotes.map(quote => (
          <li key={quote.id} className="row">
            <Link to="/quotes/$id" params={{ id: quote.id }} search={{}}>
              {quote.number}
            </Link>
            <span>{quote.buyerName}</span>
            <MoneyText money={quote.gross} />
            <Link to="/quotes/$id" params={{ id: quote.id }} search={{ open: 'send' }}>
              {t('renewals.made.send')}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
