import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { DateText } from '@/components/ui/DateText';
import { KeyNumber } from '@/components/ui/KeyNumber';
import { MoneyText } from '@/components/ui/MoneyText';
import { FirstUse } from '@/components/ui/Problems';
import { StatusBadge } from '@/components/ui/StatusBadge';
import type { Column } from '@/components/ui/table/columns';
import { DataTable } from '@/components/ui/table/DataTable';
import { TotalText } from '@/components/ui/TotalText';
import { graphql } from '@/generated/gql';
import type { CustomerKeysQuery } from '@/generated/gql/graphql';
import { daysBetween } from '@/lib/dates';
import { usePages } from '@/lib/graphql/usePages';
import type { Translate } from '@/lib/i18n/useT';
import { useT } from '@/lib/i18n/useT';
import { useMay, useMe } from '@/lib/me';
import { editionName, kindWord } from '@/lib/words';
import classes from './Customer.module.css';

const CustomerKeysDocument = graphql(`
  query CustomerKeys($first: Int!, $after: String, $filter: KeyFilter) {
    keys(first: $first, after: $after, filter: $filter) {
      nodes {
        id
        number
        kind
        edition
        size
        status
        lastDay
        extensionsCounted
        maxExtensions
        renewalPrice {
          ...Amount
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
      total {
        count
        atLeast
      }
    }
  }
`);

type Row = CustomerKeysQuery['keys']['nodes'][number];

/** The customer's keys as its partner or the operator sees them, soonest to expire first. */
export function CustomerKeys({ id }: { id: string }) {
  const t = useT();
  const { tenant } = useMe();
  const mayIssue = useMay('IssueKey');
  const pages = usePages(CustomerKeysDocument, { first: 50, filter: { customerId: id } }, data => data.keys);
  const columns = useMemo(() => keyColumns(t, id, tenant.today), [t, id, tenant.today]);
  return (
    <div className="stack">
      <div className={classes.head}>
        <div className="row">
          <h2>{t('customers.keys')}</h2>
          <TotalText total={pages.total} />
        </div>
        <Link to="/keys" search={{ customer: id }}>
          {t('customers.keys.open')}
        </Link>
      </div>
      <div className={classes.keys}>
        <DataTable
          id="customer-keys"
          caption={t('customers.keys')}
          object={t('customers.object.keys')}
          columns={columns}
          pages={pages}
          rowId={row => row.id}
          rowName={row => row.number}
          card={row => <KeyCard row={row} customer={id} today={tenant.today} />}
          empty={
            <FirstUse
              title={t('customers.keys.none')}
              action={
                mayIssue ? (
                  <Button size="xs" variant="default" component={Link} to="/keys/new">
                    {t('customers.keys.issue')}
                  </Button>
                ) : null
              }
            >
              {t('customers.keys.none.text')}
            </FirstUse>
          }
        />
      </div>
    </div>
  );
}

const left = (row: Row, today: string) => (row.lastDay ? daysBetween(today, row.lastDay) : undefined);

function keyColumns(t: Translate, customer: string, today: string): Column<Row>[] {
  return [
    {
      id: 'number',
      header: t('customers.key.number'),
      width: 180,
      fixed: true,
      cell: row => (
        <Link to="/keys/$id" params={{ id: row.id }} search={{ customer }}>
          <KeyNumber number={row.number} />
        </Link>
      ),
    },
    {
      id: 'edition',
      header: t('customers.key.edition'),
      width: 125,
      cell: row => `${editionName[row.edition]} ${row.size}`,
    },
    { id: 'kind', header: t('customers.key.kind'), width: 110, cell: row => t(kindWord[row.kind]) },
    {
      id: 'status',
      header: t('customers.key.status'),
      width: 160,
      cell: row => <StatusBadge status={row.status} daysLeft={left(row, today)} />,
    },
    {
      id: 'usage',
      header: t('customers.key.usage'),
      width: 105,
      numeric: true,
      cell: row => usage(row),
    },
    {
      id: 'lastDay',
      header: t('customers.key.lastDay'),
      width: 200,
      cell: row => (row.lastDay ? <DateText day={row.lastDay} /> : ''),
    },
    {
      id: 'price',
      header: t('customers.key.price'),
      width: 125,
      numeric: true,
      cell: row => (row.renewalPrice ? <MoneyText money={row.renewalPrice} /> : ''),
    },
  ];
}

const usage = ({ extensionsCounted, maxExtensions }: Row) =>
  maxExtensions == null ? '' : `${extensionsCounted ?? '–'} / ${maxExtensions}`;

function KeyCard({ row, customer, today }: { row: Row; customer: string; today: string }) {
  return (
    <div className={classes.card}>
      <div className={classes.line}>
        <Link to="/keys/$id" params={{ id: row.id }} search={{ customer }}>
          <KeyNumber number={row.number} />
        </Link>
        <StatusBadge status={row.status} daysLeft={left(row, today)} />
      </div>
      <div className={classes.line}>
        <span>
          {editionName[row.edition]} {row.size}
        </span>
        {row.renewalPrice ? <MoneyText money={row.renewalPrice} /> : null}
      </div>
      <div className={classes.line}>
        {row.lastDay ? <DateText day={row.lastDay} /> : <span />}
        <span className="numeric">{usage(row)}</span>
      </div>
    </div>
  );
}
