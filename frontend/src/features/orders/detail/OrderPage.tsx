import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useQuery } from 'urql';
import { AwaitedPage } from '@/components/ui/AwaitedPage';
import classes from '@/components/sales/sales.module.css';
import { Totals } from '@/components/sales/Totals';
import { WordBadge } from '@/components/sales/WordBadge';
import { orderLineWord, lineKindWord, orderWord, payerWord } from '@/components/sales/words';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { CopyLink } from '@/components/ui/CopyButton';
import { DateText, InstantText } from '@/components/ui/DateText';
import { KeyNumber } from '@/components/ui/KeyNumber';
import { LinkButton } from '@/components/ui/links';
import { MoneyText } from '@/components/ui/MoneyText';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { Badge } from '@/components/ui/StatusBadge';
import { useOrderChanges } from '@/lib/changes';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { useRested } from '@/lib/useRested';
import { editionName } from '@/lib/words';
import type { OrderDetail } from './documents';
import { OrderDocument } from './documents';
import { Credits, Documents, Payments, Refunds } from './Money';
import { OrderStanding } from './OrderStanding';

const RefundDialog = lazy(() => import('./RefundDialog'));
const route = getRouteApi('/billing/$id');

export function OrderPage() {
  const t = useT();
  const { id } = route.useParams();
  const [result, reread] = useQuery({
    query: OrderDocument,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const again = useRested(() => reread({ requestPolicy: 'network-only' }));
  useOrderChanges(change => {
    if (change.id === id) again();
  });
  const subject = result.data?.order;
  if (subject) return <Subject subject={subject} again={again} />;
  return (
    <AwaitedPage
      title={t('orders.one')}
      object={t('orders.object.one')}
      unknown={t('orders.unknown')}
      result={result}
      missing={result.data?.order === null}
      retry={again}
    />
  );
}

function Subject({ subject, again }: { subject: OrderDetail; again: () => void }) {
  const t = useT();
  const navigate = route.useNavigate();
  const { refund } = route.useSearch();
  const mayRefund = useMay('RefundOrder');
  const left = subject.gross.minor - subject.refunded.minor;
  return (
    <Page
      title={`${t('orders.one')} ${subject.number}`}
      aside={
        <>
          <WordBadge word={orderWord[subject.state]} />
          {subject.disputed ? <Badge tone="late">{t('orders.disputed')}</Badge> : null}
        </>
      }
      actions={
        <>
          {mayRefund && subject.paidAt && left > 0 ? (
            <LinkButton
              size="xs"
              variant="default"
              to="/billing/$id"
              params={{ id: subject.id }}
              search={{ refund: true }}
            >
              {t('orders.refund')}
            </LinkButton>
          ) : null}
          <More>
            <CopyAsGraphQL document={OrderDocument} variables={{ id: subject.id }} />
            <CopyLink />
          </More>
        </>
      }
    >
      <OrderStanding subject={subject} />
      <section className="card stack" aria-labelledby="lines">
        <h2 id="lines">{t('orders.lines')}</h2>
        <ul>
          {subject.lines.map(line => (
            <Line key={line.line} line={line} />
          ))}
        </ul>
        <Totals net={subject.net} vat={subject.vat} gross={subject.gross} />
        {subject.refunded.minor > 0 ? (
          <p className="numeric">
            {t('orders.refunded')} <MoneyText money={subject.refunded} />
          </p>
        ) : null}
      </section>
      <div className={classes.columns}>
        <Facts subject={subject} />
        <Documents documents={subject.documents} />
        <Payments payments={subject.payments} />
        <Refunds refunds={subject.refunds} />
        <Credits credits={subject.credits} />
      </div>
      {refund && mayRefund ? (
        <Suspense>
          <RefundDialog
            subject={subject}
            close={() => void navigate({ search: {}, replace: true })}
            again={again}
          />
        </Suspense>
      ) : null}
    </Page>
  );
}

/** One key: what was paid for it, and whether it has become a term of the key or money to settle. */
function Line({ line }: { line: OrderDetail['lines'][number] }) {
  const t = useT();
  return (
    <li className={classes.line} data-refused={line.refusal ? true : undefined}>
      <span>
        <Link to="/keys/$id" params={{ id: line.keyId }} search={{}}>
          <KeyNumber number={line.number} />
        </Link>{' '}
        <span className="muted">{line.customerName}</span>
      </span>
      <span>
        {[
          t(lineKindWord[line.kind]),
          `${editionName[line.edition]} ${line.size}`,
          t('sales.years', { years: line.years }),
        ].join(' · ')}
      </span>
      <span>
        {line.from && line.to ? (
          <>
            <DateText day={line.from} plain /> – <DateText day={line.to} plain />
          </>
        ) : null}
      </span>
      <span className={classes.end}>
        <WordBadge word={orderLineWord[line.state]} />
        <MoneyText money={line.net} />
      </span>
      <div className={classes.notes}>
        {line.refusal ? (
          <p className={classes.refusal}>
            {line.refusal.message} {t('orders.line.credited')}{' '}
            <span className="meta">{line.refusal.rule ?? line.refusal.code}</span>
          </p>
        ) : null}
      </div>
    </li>
  );
}

function Facts({ subject }: { subject: OrderDetail }) {
  const t = useT();
  const { customer, partner } = subject;
  return (
    <section className="card stack" aria-labelledby="facts">
      <h2 id="facts">{t('orders.facts')}</h2>
      <dl className={classes.facts}>
        <dt>{t('orders.column.buyer')}</dt>
        <dd>
          {customer ? (
            <Link to="/customers/$id" params={{ id: customer.id }}>
              {subject.buyerName}
            </Link>
          ) : (
            subject.buyerName
          )}
        </dd>
        <dt>{t('sales.payer')}</dt>
        <dd>{t(payerWord[subject.payer])}</dd>
        <dt>{t('orders.column.partner')}</dt>
        <dd>{partner?.name ?? '–'}</dd>
        <dt>{t('orders.column.quote')}</dt>
        <dd>
          <Link to="/quotes/$id" params={{ id: subject.quoteId }} search={{ v: subject.quoteVersion }}>
            {subject.quoteNumber}
          </Link>{' '}
          {t('sales.version', { version: subject.quoteVersion })}
        </dd>
        <dt>{t('sales.po')}</dt>
        <dd>{subject.poNumber ?? '–'}</dd>
        <dt>{t('sales.note')}</dt>
        <dd>{subject.note ?? '–'}</dd>
        <dt>{t('orders.column.created')}</dt>
        <dd>
          <InstantText at={subject.createdAt} />
        </dd>
        <dt>{t('orders.column.paid')}</dt>
        <dd>{subject.paidAt ? <InstantText at={subject.paidAt} /> : '–'}</dd>
      </dl>
    </section>
  );
}
