import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '@/app/rootRoute';
import type { Payer } from '@/lib/basket';
import { lazyScreen } from '@/lib/lazyScreen';
import type { RawSearch } from '@/lib/search';
import { day, oneOf, present, text } from '@/lib/search';

/** `/renewals/new?payer=PARTNER&keys=key_…,key_…`: the keys named are put into the basket; mails lead here so. */
export interface BasketSearch {
  payer?: Payer | undefined;
  keys?: string[] | undefined;
  /** Everything that expires up to this day is put into the basket. */
  expiresTo?: string | undefined;
}

export function readBasketSearch(raw: RawSearch): BasketSearch {
  const named = Array.isArray(raw.keys)
    ? raw.keys.map(String)
    : typeof raw.keys === 'string'
      ? raw.keys.split(',')
      : [];
  const keys = named.flatMap(key => text(key) ?? []).filter(key => key.startsWith('key_'));
  return present<BasketSearch>({
    payer: oneOf(raw.payer, ['PARTNER', 'CUSTOMER']),
    keys: keys.length > 0 ? keys : undefined,
    expiresTo: day(raw.expiresTo),
  });
}

export const renewalsRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/renewals/new',
    validateSearch: readBasketSearch,
    component: lazyScreen('renewals', () => import('./BasketPage'), 'BasketPage', 'sales'),
  }),
] as const;
