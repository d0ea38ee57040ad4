import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { toast } from '@/components/ui/toasts';
import { graphql } from '@/generated/gql';
import type { HomeQuery } from '@/generated/gql/graphql';
import { addToBasket, MOST_LINES } from '@/lib/basket';
import { useClients } from '@/lib/graphql/ClientsProvider';
import { useT } from '@/lib/i18n/useT';
import { toFilter, toSearch } from '@/lib/lists/keyFilter';
import { useMay, useMe } from '@/lib/me';
import classes from './HomePage.module.css';

const AttentionKeysDocument = graphql(`
  query AttentionKeys($first: Int!, $after: String, $filter: KeyFilter) {
    keys(first: $first, after: $after, filter: $filter) {
      nodes {
        id
        renewalPrice {
          ...Amount
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

const PAGE = 100;

/** From what needs somebody straight into the basket: every key of the entry that has a price. */
export function IntoBasket({ entry }: { entry: HomeQuery['home']['attention'][number] }) {
  const t = useT();
  const { uncached } = useClients();
  const { tenant } = useMe();
  const navigate = useNavigate();
  const may = useMay('CreateQuote');
  const [busy, setBusy] = useState(false);
  if (!may) return null;
  const fill = async () => {
    setBusy(true);
    const filter = toFilter(toSearch(entry.filter));
    let after: string | null = null;
    const keys: string[] = [];
    do {
      const { data } = await uncached
        .query(AttentionKeysDocument, { first: PAGE, after, filter })
        .toPromise();
      if (!data) {
        setBusy(false);
        // The list says what is wrong and offers to try again.
        void navigate({ to: '/keys', search: toSearch(entry.filter) });
        return;
      }
      keys.push(...data.keys.nodes.filter(key => key.renewalPrice).map(key => key.id));
      after = data.keys.pageInfo.hasNextPage ? (data.keys.pageInfo.endCursor ?? null) : null;
    } while (after !== null && keys.length < MOST_LINES);
    setBusy(false);
    if (addToBasket(tenant.slug, keys).full) toast(t('home.basketFull', { most: MOST_LINES }));
    void navigate({ to: '/renewals/new', search: {} });
  };
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      className={classes.basket ?? ''}
      loading={busy}
      onClick={() => void fill()}
    >
      {t('home.intoBasket')}
    </Button>
  );
}
