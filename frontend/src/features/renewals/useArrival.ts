import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { toast } from '@/components/ui/toasts';
import { addToBasket, MOST_LINES } from '@/lib/basket';
import { useClients } from '@/lib/graphql/ClientsProvider';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { KeysUpToDocument } from './documents';

const route = getRouteApi('/renewals/new');
const PAGE = 100;

/** Keys the address brings along, named or by the day they expire up to: put into the basket, then the address is plain again. */
export function useArrival(): boolean {
  const t = useT();
  const { keys, expiresTo } = route.useSearch();
  const navigate = route.useNavigate();
  const { uncached } = useClients();
  const { tenant } = useMe();
  const { slug, today } = tenant;

  useEffect(() => {
    if (!keys && !expiresTo) return;
    let current = true;
    const find = async () => {
      const found = [...(keys ?? [])];
      let after: string | null = null;
      while (expiresTo && found.length < MOST_LINES) {
        const answer: Awaited<ReturnType<typeof ask>> = await ask(after);
        if (!answer.data) break;
        const { nodes, pageInfo } = answer.data.keys;
        found.push(...nodes.filter(key => key.renewalPrice).map(key => key.id));
        if (!pageInfo.hasNextPage || typeof pageInfo.endCursor !== 'string') break;
        after = pageInfo.endCursor;
      }
      return found;
    };
    const ask = (after: string | null) =>
      uncached
        .query(KeysUpToDocument, {
          first: PAGE,
          after,
          filter: { expiresFrom: today, expiresTo: expiresTo ?? today },
        })
        .toPromise();
    void find().then(found => {
      if (!current) return;
      if (addToBasket(slug, found).full) toast(t('renewals.full', { most: MOST_LINES }));
      void navigate({ search: ({ payer }) => (payer ? { payer } : {}), replace: true });
    });
    return () => {
      current = false;
    };
  }, [keys, expiresTo, navigate, uncached, slug, today, t]);
  return keys !== undefined || expiresTo !== undefined;
}
