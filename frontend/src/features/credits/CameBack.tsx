import { Link } from '@tanstack/react-router';
import { LinkButton } from '@/components/ui/links';
import { MoneyText } from '@/components/ui/MoneyText';
import { useOrderChanges } from '@/lib/changes';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import { useRested } from '@/lib/useRested';
import classes from './Credits.module.css';
import { CameBackDocument } from './documents';
import { Section } from './Section';

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
