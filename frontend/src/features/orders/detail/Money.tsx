import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from '@/components/sales/sales.module.css';
import { WordBadge } from '@/components/sales/WordBadge';
import {
  causeWord,
  creditWord,
  disputeWord,
  documentWord,
  paymentWord,
  refundWord,
} from '@/components/sales/words';
import { DateText, InstantText } from '@/components/ui/DateText';
import { MoneyText } from '@/components/ui/MoneyText';
import { Badge } from '@/components/ui/StatusBadge';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import type { OrderDetail } from './documents';

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className="card stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}

/** Invoice, receipt, credit notes: numbered without gaps, never changed; each opens as the sheet it is. */
export function Documents({ documents }: { documents: OrderDetail['documents'] }) {
  const t = useT();
  if (documents.length === 0) return null;
  return (
    <Section id="documents" title={t('orders.documents')}>
      {documents.map(document => (
        <li key={document.id} className={classes.cardLine}>
          <Link to="/billing/documents/$id" params={{ id: document.id }}>
            {t(documentWord[document.kind])} {document.number}
          </Link>
          <span className="row">
            <DateText day={document.issuedOn} plain />
            <MoneyText money={document.gross} />
          </span>
        </li>
      ))}
    </Section>
  );
}

/** Every attempt to pay, the successful one among them. */
export function Payments({ payments }: { payments: OrderDetail['payments'] }) {
  const t = useT();
  if (payments.length === 0) return null;
  return (
    <Section id="payments" title={t('orders.payments')}>
      {payments.map(payment => (
        <li key={payment.id} className={classes.event}>
          <span className="muted">
            <InstantText at={payment.paidAt ?? payment.createdAt} />
          </span>
          <span className="row">
            <WordBadge word={paymentWord[payment.state]} />
            {payment.dispute ? <WordBadge word={disputeWord[payment.dispute]} /> : null}
            {payment.duplicate ? <Badge tone="late">{t('orders.payment.duplicate')}</Badge> : null}
            <MoneyText money={payment.amount} />
            {payment.refunded.minor > 0 ? (
              <span className="muted">
                {t('orders.refunded')} <MoneyText money={payment.refunded} />
              </span>
            ) : null}
            {payment.failureText ? <span className="meta">{payment.failureText}</span> : null}
          </span>
        </li>
      ))}
    </Section>
  );
}

export function Refunds({ refunds }: { refunds: OrderDetail['refunds'] }) {
  const t = useT();
  if (refunds.length === 0) return null;
  return (
    <Section id="refunds" title={t('orders.refunds')}>
      {refunds.map(refund => (
        <li key={refund.id} className={classes.event}>
          <span className="muted">
            <InstantText at={refund.requestedAt} />
          </span>
          <span className="row">
            <WordBadge word={refundWord[refund.state]} />
            <MoneyText money={refund.amount} />
            <span>{refund.reason}</span>
          </span>
        </li>
      ))}
    </Section>
  );
}

/** Money that is there and applied to nothing (OM-8): what it came from and what became of it. */
export function Credits({ credits }: { credits: OrderDetail['credits'] }) {
  const t = useT();
  const maySettle = useMay('SettleCredit');
  if (credits.length === 0) return null;
  return (
    <Section id="credits" title={t('orders.credits')}>
      {credits.map(credit => (
        <li key={credit.id} className={classes.event}>
          <span className="muted">
            <InstantText at={credit.settledAt ?? credit.openedAt} />
          </span>
          <span className="row">
            <WordBadge word={creditWord[credit.state]} />
            <MoneyText money={credit.amount} />
            <span>{t(causeWord[credit.cause])}</span>
            {credit.reason ? (
              <span className="muted">{`${credit.settledBy ?? ''} · ${credit.reason}`}</span>
            ) : null}
            {maySettle && credit.state === 'OPEN' ? (
              <Link to="/credits" search={{ credit: credit.id }}>
                {t('orders.credits.settle')}
              </Link>
            ) : null}
          </span>
        </li>
      ))}
    </Section>
  );
}
