import { Link } from '@tanstack/react-router';
import classes from '@/components/sales/sales.module.css';
import { WordBadge } from '@/components/sales/WordBadge';
import { orderWord, payerWord } from '@/components/sales/words';
import { InstantText } from '@/components/ui/DateText';
import { MoneyText } from '@/components/ui/MoneyText';
import { Badge } from '@/components/ui/StatusBadge';
import type { Column } from '@/components/ui/table/columns';
import type { Translate } from '@/lib/i18n/useT';
import { useT } from '@/lib/i18n/useT';
import type { OrderRow } from './queries';

function NumberLink({ row }: { row: OrderRow }) {
  return (
    <Link to="/billing/$id" params={{ id: row.id }} search={{}} className={classes.name}>
      {row.number}
    </Link>
  );
}

function State({ row }: { row: OrderRow }) {
  const t = useT();
  return (
    <span className="row">
      <WordBadge word={orderWord[row.state]} />
      {row.disputed ? <Badge tone="late">{t('orders.disputed')}</Badge> : null}
    </span>
  );
}

/** `many`: the reader sees orders of several partners. */
export function orderColumns(t: Translate, many: boolean): Column<OrderRow>[] {
  const columns: Column<OrderRow>[] = [
    {
      id: 'number',
      header: t('orders.column.number'),
      width: 130,
      fixed: true,
      cell: row => <NumberLink row={row} />,
    },
    { id: 'buyer', header: t('orders.column.buyer'), width: 200, cell: row => row.buyerName },
    { id: 'state', header: t('sales.state'), width: 210, cell: row => <State row={row} /> },
    {
      id: 'gross',
      header: t('sales.gross'),
      width: 125,
      numeric: true,
      cell: row => <MoneyText money={row.gross} />,
    },
    {
      id: 'paid',
      header: t('orders.column.paid'),
      width: 160,
      cell: row => (row.paidAt ? <InstantText at={row.paidAt} /> : '–'),
    },
    {
      id: 'quote',
      header: t('orders.column.quote'),
      width: 120,
      cell: row => (
        <Link to="/quotes/$id" params={{ id: row.quoteId }} search={{}}>
          {row.quoteNumber}
        </Link>
      ),
    },
    { id: 'partner', header: t('orders.column.partner'), width: 170, cell: row => row.partner?.name ?? '–' },
    {
      id: 'created',
      header: t('orders.column.created'),
      width: 160,
      optional: true,
      cell: row => <InstantText at={row.createdAt} />,
    },
    {
      id: 'payer',
      header: t('sales.payer'),
      width: 220,
      optional: true,
      cell: row => t(payerWord[row.payer]),
    },
    {
      id: 'net',
      header: t('sales.net'),
      width: 125,
      numeric: true,
      optional: true,
      cell: row => <MoneyText money={row.net} />,
    },
  ];
  return many ? columns : columns.filter(column => column.id !== 'partner');
}

export function OrderCard({ row }: { row: OrderRow }) {
  return (
    <div className={classes.card}>
      <div className={classes.cardLine}>
        <NumberLink row={row} />
        <State row={row} />
      </div>
      <p>{row.buyerName}</p>
      <div className={classes.cardLine}>
        <span className="muted">
          <InstantText at={row.paidAt ?? row.createdAt} />
        </span>
        <MoneyText money={row.gross} />
      </div>
    </div>
  );
}
