import { Link } from '@tanstack/react-router';
import { DateText } from '@/components/ui/DateText';
import { LinkButton } from '@/components/ui/links';
import { MoneyText } from '@/components/ui/MoneyText';
import { useOrderChanges } from '@/lib/changes';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import { useRested } from '@/lib/useRested';
import classes from './Credits.module.css';
import { CameBackDocument, DisputesDocument } from './documents';
import { Section } from './Section';

/** Payments a payer's bank disputes; answered at the payment provider, watched here. */
export function Disputes() {
  const t = useT();
  const pages = usePages(DisputesDocument, { first: 20 }, data => data.orders);
  useOrderChanges(useRested(pages.retry));
  return (
    <Section
      id="disputes"
      title={t('credits.disputes')}
      object={t('credits.object.disputes')}
      calm={t('credits.disputes.none')}
      pages={pages}
      row={order => (
        <li key={order.id} className={classes.task}>
          <span className="row">
            <strong>
              <MoneyText money={order.gross} />
            </strong>
            <Link to="/billing/$id" params={{ id: order.id }} search={{}}>
              {order.number}
            </Link>
            <span>{order.buyerName}</span>
            {order.paidAt ? (
              <span className="muted">
                <DateText day={order.paidAt.slice(0, 10)} />
              </span>
            ) : null}
          </span>
          <span>{t('credits.disputes.what')}</span>
        </li>
      )}
    />
  );
}

/** Money that went back and did not arrive: it lies here again until it is sent once more. */
export function CameBack() {
  const t = useT();
  const pages = usePages(CameBackDocument, { first: 20 }, data => data.orders);
  useOrderChanges(useRested(pages.retry));
  return (
    <Section
      id="refunds"
      title={t('credits.cameBack')}
      object={t('credits.object.cameBack')}
      calm={t('credits.cameBack.none')}
      pages={pages}
      row={order => (
        <li key={order.id} className={classes.task}>
          <span className="row">
            <Link to="/billing/$id" params={{ id: order.id }} search={{}}>
              {order.number}
            </Link>
            <span>{order.buyerName}</span>
            <span className="muted">
              <MoneyText money={order.gross} />
            </span>
          </span>
          <span>{t('credits.cameBack.what')}</span>
          <LinkButton
            size="xs"
            variant="default"
            to="/billing/$id"
            params={{ id: order.id }}
            search={{ refund: true }}
          >
            {t('credits.cameBack.again')}
          </LinkButton>
        </li>
      )}
    />
  );
}
