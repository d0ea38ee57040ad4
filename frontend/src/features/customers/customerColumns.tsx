import { Link } from '@tanstack/react-router';
import { DateText } from '@/components/ui/DateText';
import { Badge } from '@/components/ui/StatusBadge';
import type { Column } from '@/components/ui/table/columns';
import type { CustomersQuery } from '@/generated/gql/graphql';
import { countryName } from '@/lib/i18n/countries';
import { isLanguage, languageNames } from '@/lib/i18n/languages';
import type { Translate } from '@/lib/i18n/useT';
import { useT } from '@/lib/i18n/useT';
import classes from './Customers.module.css';

export type CustomerRow = CustomersQuery['customers']['nodes'][number];

/** `many`: the reader sees customers of several partners. */
export function customerColumns(t: Translate, locale: string, many: boolean): Column<CustomerRow>[] {
  const columns: Column<CustomerRow>[] = [
    {
      id: 'name',
      header: t('customers.field.name'),
      width: 260,
      fixed: true,
      cell: row => (
        <Link to="/customers/$id" params={{ id: row.id }}>
          {row.name}
        </Link>
      ),
    },
    { id: 'partner', header: t('customers.partner'), width: 180, cell: row => row.partner?.name ?? '' },
    { id: 'city', header: t('customers.field.city'), width: 120, cell: row => row.city ?? '' },
    {
      id: 'country',
      header: t('customers.field.country'),
      width: 110,
      cell: row => (row.country ? countryName(locale, row.country) : ''),
    },
    { id: 'email', header: t('customers.field.email'), width: 220, cell: row => row.email ?? '' },
    { id: 'vatId', header: t('customers.field.vatId'), width: 140, cell: row => row.vatId ?? '' },
    {
      id: 'language',
      header: t('customers.field.language'),
      width: 110,
      optional: true,
      cell: row => (isLanguage(row.language) ? languageNames[row.language] : ''),
    },
    {
      id: 'education',
      header: t('customers.education'),
      width: 130,
      optional: true,
      cell: row => (row.education ? <Badge tone="info">{t('customers.education')}</Badge> : ''),
    },
    {
      id: 'since',
      header: t('customers.since'),
      width: 120,
      optional: true,
      cell: row => <DateText day={row.createdAt.slice(0, 10)} plain />,
    },
  ];
  return many ? columns : columns.filter(column => column.id !== 'partner');
}

export function CustomerCard({ row }: { row: CustomerRow }) {
  const t = useT();
  const place = [row.city, row.country].filter(Boolean).join(', ');
  return (
    <div className={classes.card}>
      <Link to="/customers/$id" params={{ id: row.id }} className={classes.name}>
        {row.name}
      </Link>
      {row.education ? <Badge tone="info">{t('customers.education')}</Badge> : null}
      <p className="muted">{[place, row.vatId].filter(Boolean).join(' · ')}</p>
      <p className="muted">{row.email}</p>
      {row.partner ? <p className="meta">{row.partner.name}</p> : null}
    </div>
  );
}
