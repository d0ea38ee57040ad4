import { Link } from '@tanstack/react-router';
import { DateText } from '@/components/ui/DateText';
import { KeyNumber } from '@/components/ui/KeyNumber';
import { MoneyText } from '@/components/ui/MoneyText';
import { StatusBadge } from '@/components/ui/StatusBadge';
import type { Column } from '@/components/ui/table/columns';
import { daysBetween } from '@/lib/dates';
import type { Translate } from '@/lib/i18n/useT';
import type { KeysSearch } from '@/lib/lists/keyFilter';
import { editionName, kindWord } from '@/lib/words';
import type { KeyRow } from '../queries';
import { UsageBar } from './UsageBar';

interface Look {
  t: Translate;
  today: string;
  operator: boolean;
  search: KeysSearch;
}

const order = (name: string) => ({ asc: name, desc: `${name}_DESC` });

export const daysLeft = (row: Pick<KeyRow, 'statusUntil'>, today: string): number | undefined =>
  typeof row.statusUntil === 'string' ? daysBetween(today, row.statusUntil) : undefined;

export function keyColumns({ t, today, operator, search }: Look): Column<KeyRow>[] {
  const columns: Column<KeyRow>[] = [
    {
      id: 'number',
      header: t('keys.column.number'),
      width: 156,
      fixed: true,
      sort: order('NUMBER'),
      cell: row => (
        <Link to="/keys/$id" params={{ id: row.id }} search={search}>
          <KeyNumber number={row.number} />
        </Link>
      ),
    },
    {
      id: 'customer',
      header: t('keys.column.customer'),
      width: 148,
      sort: order('CUSTOMER'),
      cell: row => <span title={row.customer.name}>{row.customer.name}</span>,
    },
    {
      id: 'status',
      header: t('keys.column.status'),
      width: 172,
      cell: row => <StatusBadge status={row.status} daysLeft={daysLeft(row, today)} />,
    },
    {
      id: 'edition',
      header: t('keys.column.edition'),
      width: 124,
      sort: order('SIZE'),
      cell: row => <EditionText row={row} />,
    },
    {
      id: 'usage',
      header: t('keys.column.usage'),
      width: 126,
      sort: order('USAGE'),
      cell: row => (
        <UsageBar counted={row.extensionsCounted} max={row.maxExtensions} stale={row.usageStale} />
      ),
    },
    {
      id: 'lastDay',
      header: t('keys.column.lastDay'),
      width: 160,
      sort: order('EXPIRY'),
      cell: row => (typeof row.lastDay === 'string' ? <DateText day={row.lastDay} short /> : '–'),
    },
    {
      id: 'price',
      header: t('keys.column.price'),
      width: 92,
      numeric: true,
      cell: row => (row.renewalPrice ? <MoneyText money={row.renewalPrice} /> : '–'),
    },
  ];
  if (operator) {
    columns.push({
      id: 'partner',
      header: t('keys.column.partner'),
      width: 170,
      cell: row => row.partner?.name ?? <span className="muted">{t('keys.partner.none')}</span>,
    });
  }
  columns.push(
    {
      id: 'kind',
      header: t('keys.column.kind'),
      width: 120,
      optional: true,
      cell: row => t(kindWord[row.kind]),
    },
    {
      id: 'version',
      header: t('keys.column.version'),
      width: 90,
      optional: true,
      cell: row => row.pbxVersion ?? '–',
    },
    {
      id: 'fqdn',
      header: t('keys.column.fqdn'),
      width: 210,
      optional: true,
      cell: row => row.fqdn ?? '–',
    },
    {
      id: 'issued',
      header: t('keys.column.issued'),
      width: 130,
      optional: true,
      sort: order('ISSUED'),
      cell: row => <DateText day={row.issuedAt.slice(0, 10)} plain />,
    },
  );
  return columns;
}

export function EditionText({ row }: { row: Pick<KeyRow, 'edition' | 'size'> }) {
  return (
    <>
      {editionName[row.edition]} <span className="numeric">{row.size}</span>
    </>
  );
}
