import { Link } from '@tanstack/react-router';
import classes from '@/components/sales/sales.module.css';
import { WordBadge } from '@/components/sales/WordBadge';
import { payerWord, quoteWord } from '@/components/sales/words';
import { DateText, InstantText } from '@/components/ui/DateText';
import { MoneyText } from '@/components/ui/MoneyText';
import type { Column } from '@/components/ui/table/columns';
import type { Translate } from '@/lib/i18n/useT';
import { useT } from '@/lib/i18n/useT';
import type { QuoteRow } from './queries';

const isOpen = (row: QuoteRow) => ['DRAFT', 'SENT', 'VIEWED', 'ACCEPTED'].includes(row.state);

function NumberLink({ row }: { row: QuoteRow }) {
  const t = useT();
  return (
    <Link to="/quotes/$id" params={{ id: row.id }} search={{}} className={classes.name}>
      {row.number}
      {row.version > 1 ? <span className="meta"> {t('sales.version', { version: row.version })}</span> : null}
    </Link>
  );
}

/** `many`: the reader sees quotes of several partners. */
export function quoteColumns(t: Translate, many: boolean): Column<QuoteRow>[] {
  const columns: Column<QuoteRow>[] = [
    {
      id: 'number',
      header: t('quotes.column.number'),
      width: 150,
      fixed: true,
      cell: row => <NumberLink row={row} />,
    },
    { id: 'buyer', header: t('quotes.column.buyer'), width: 190, cell: row => row.buyerName },
    {
      id: 'state',
      header: t('sales.state'),
      width: 130,
      cell: row => <WordBadge word={quoteWord[row.state]} />,
    },
    {
      id: 'gross',
      header: t('sales.gross'),
      width: 125,
      numeric: true,
      cell: row => <MoneyText money={row.gross} />,
    },
    { id: 'keys', header: t('quotes.column.keys'), width: 76, numeric: true, cell: row => row.keys },
    {
      id: 'validUntil',
      header: t('quotes.column.validUntil'),
      width: 190,
      cell: row => <DateText day={row.validUntil} short plain={!isOpen(row)} />,
    },
    {
      id: 'sentAt',
      header: t('quotes.column.sent'),
      width: 160,
      cell: row => (row.sentAt ? <InstantText at={row.sentAt} /> : '–'),
    },
    {
      id: 'viewedAt',
      header: t('quotes.column.viewed'),
      width: 160,
      cell: row => (row.viewedAt ? <InstantText at={row.viewedAt} /> : '–'),
    },
    {
      id: 'partner',
      header: t('quotes.partner'),
      width: 170,
      cell: row => row.partner?.name ?? '–',
    },
    {
      id: 'payer',
      header: t('sales.payer'),
      width: 220,
      optional: true,
      cell: row => t(payerWord[row.payer]),
    },
    {
      id: 'customer',
      header: t('quotes.column.customer'),
      width: 180,
      optional: true,
      cell: row => row.customer?.name ?? '–',
    },
    {
      id: 'net',
      header: t('sales.net'),
      width: 125,
      numeric: true,
      optional: true,
      cell: row => <MoneyText money={row.net} />,
    },
    {
      id: 'created',
      header: t('quotes.column.created'),
      width: 160,
      optional: true,
      cell: row => <InstantText at={row.createdAt} />,
    },
  ];
  return many ? columns : columns.filter(column => column.id !== 'partner');
}

export function QuoteCard({ row }: { row: QuoteRow }) {
  const t = useT();
  return (
    <div className={classes.card}>
      <div className={classes.cardLine}>
        <NumberLink row={row} />
        <WordBadge word={quoteWord[row.state]} />
      </div>
      <p>{row.buyerName}</p>
      <div className={classes.cardLine}>
        <span className="muted">{t('quotes.keys', { count: row.keys })}</span>
        <MoneyText money={row.gross} />
      </div>
      <p className="muted">
        {t('quotes.column.validUntil')} <DateText day={row.validUntil} short plain={!isOpen(row)} />
      </p>
    </div>
  );
}
