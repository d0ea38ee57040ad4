import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { DateText } from '@/components/ui/DateText';
import { KeyNumber } from '@/components/ui/KeyNumber';
import { MoneyText } from '@/components/ui/MoneyText';
import { ErrorState } from '@/components/ui/Problems';
import { Skeleton } from '@/components/ui/Skeleton';
import { StatusBadge } from '@/components/ui/StatusBadge';
import { graphql } from '@/generated/gql';
import type { ExpiringKeysQuery } from '@/generated/gql/graphql';
import { daysBetween } from '@/lib/dates';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { editionName } from '@/lib/words';
import classes from './DayKeys.module.css';

const ExpiringKeysDocument = graphql(`
  query ExpiringKeys($first: Int!, $after: String, $filter: KeyFilter) {
    keys(first: $first, after: $after, filter: $filter, sort: CUSTOMER) {
      nodes {
        id
        number
        edition
        size
        status
        lastDay
        renewalPrice {
          ...Amount
        }
        customer {
          id
          name
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

type ExpiringKey = ExpiringKeysQuery['keys']['nodes'][number];

const ROW = 60;

/** The keys of one day, and the way to them in the list of keys. */
export function DayKeys({ day, partner }: { day: string; partner: string | undefined }) {
  const t = useT();
  const list = { from: day, to: day, partner };
  return (
    <div className="stack">
      <div className={classes.head}>
        <h2 className={classes.title}>
          <DateText day={day} />
        </h2>
        <Link to="/keys" search={list}>
          {t('expiry.day.open')}
        </Link>
      </div>
      <KeysOfDay list={list} />
    </div>
  );
}

const route = getRouteApi('/expiring');

/** The same under the day itself, where the day is named already. */
export function InlineDay({ day }: { day: string }) {
  const t = useT();
  const { partner } = route.useSearch();
  const list = { from: day, to: day, partner };
  return (
    <div className="stack">
      <KeysOfDay list={list} />
      <Link to="/keys" search={list}>
        {t('expiry.day.open')}
      </Link>
    </div>
  );
}

interface DayList {
  from: string;
  to: string;
  partner: string | undefined;
}

function KeysOfDay({ list }: { list: DayList }) {
  const t = useT();
  const filter = { expiresFrom: list.from, expiresTo: list.to, partnerId: list.partner ?? null };
  const pages = usePages(ExpiringKeysDocument, { first: 50, filter }, data => data.keys);
  if (pages.problem) {
    return <ErrorState object={t('expiry.day.object')} problem={pages.problem} retry={pages.retry} />;
  }
  if (pages.loading) return <Skeleton height={ROW} rows={4} />;
  if (pages.nodes.length === 0) return <p className="muted">{t('expiry.day.none')}</p>;
  return (
    <>
      <ul className={classes.keys}>
        {pages.nodes.map(node => (
          <KeyLine key={node.id} entry={node} list={list} />
        ))}
      </ul>
      {pages.hasMore ? (
        <Button variant="default" size="xs" onClick={pages.loadMore} loading={pages.loadingMore}>
          {t('ui.table.more')}
        </Button>
      ) : null}
    </>
  );
}

function KeyLine({ entry, list }: { entry: ExpiringKey; list: DayList }) {
  const { tenant } = useMe();
  const { id, number, customer, edition, size, status, lastDay, renewalPrice } = entry;
  return (
    <li className={classes.key}>
      <span className={classes.who}>
        <Link to="/keys/$id" params={{ id }} search={list} className={classes.number}>
          <KeyNumber number={number} />
        </Link>
        <Link to="/customers/$id" params={{ id: customer.id }}>
          {customer.name}
        </Link>
      </span>
      <span className={classes.what}>
        {editionName[edition]} {size}
        <StatusBadge status={status} daysLeft={lastDay ? daysBetween(tenant.today, lastDay) : undefined} />
      </span>
      <span className={classes.price}>{renewalPrice ? <MoneyText money={renewalPrice} /> : null}</span>
    </li>
  );
}
