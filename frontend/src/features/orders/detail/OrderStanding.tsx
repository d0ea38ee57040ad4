import { Link } from '@tanstack/react-router';
import classes from '@/components/sales/sales.module.css';
import type { OrderState } from '@/generated/schema';
import type { MessageId } from '@/lib/i18n/useT';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import type { OrderDetail } from './documents';

const standing: Record<OrderState, MessageId> = {
  OPEN: 'orders.standing.open',
  PROCESSING: 'orders.standing.processing',
  PAID: 'orders.standing.paid',
  FULFILLED: 'orders.standing.fulfilled',
  ATTENTION: 'orders.standing.attention',
  CANCELLED: 'orders.standing.cancelled',
};

/** Where the order stands, what comes next and who does it, with the way there. */
export function OrderStanding({ subject }: { subject: OrderDetail }) {
  const t = useT();
  const maySettle = useMay('SettleCredit');
  const waiting = subject.credits.find(credit => credit.state === 'OPEN');
  const failed = subject.state === 'OPEN' ? subject.payments.at(-1)?.failureText : null;
  const cameBack = subject.refunds.at(-1)?.state === 'FAILED';
  // A refund that came back once leaves the order for a person to look at, though all of it is applied.
  const applied = subject.state === 'ATTENTION' && subject.lines.every(line => line.state === 'APPLIED');
  return (
    <>
      <p>
        {t(standing[applied ? 'FULFILLED' : subject.state])} {failed ?? ''}{' '}
        {subject.state === 'OPEN' ? (
          <Link to="/quotes/$id" params={{ id: subject.quoteId }} search={{}}>
            {t('orders.standing.toQuote', { number: subject.quoteNumber })}
          </Link>
        ) : null}
      </p>
      {waiting ? (
        <p className={classes.refusal}>
          {t(maySettle ? 'orders.standing.credit' : 'orders.standing.creditWaits')}{' '}
          {maySettle ? (
            <Link to="/credits" search={{ credit: waiting.id }}>
              {t('orders.credits.settle')}
            </Link>
          ) : null}
        </p>
      ) : null}
      {cameBack ? <p className={classes.refusal}>{t('orders.standing.cameBack')}</p> : null}
      {subject.disputed ? (
        <p role="status" className={classes.refusal}>
          {t(maySettle ? 'orders.disputed.text' : 'orders.disputed.waits')}
        </p>
      ) : null}
    </>
  );
}
