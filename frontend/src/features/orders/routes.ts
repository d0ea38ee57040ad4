import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '@/app/rootRoute';
import type { OrderState } from '@/generated/schema';
import { lazyScreen } from '@/lib/lazyScreen';
import { orderStates } from '@/lib/lists/sales';
import type { RawSearch } from '@/lib/search';
import { flag, present, someOf, text } from '@/lib/search';

/** The address of the list: `/billing?state=ATTENTION&disputed=yes`. */
export interface OrdersSearch {
  q?: string | undefined;
  state?: OrderState[] | undefined;
  key?: string | undefined;
  disputed?: true | undefined;
}

export function readOrdersSearch(raw: RawSearch): OrdersSearch {
  const key = text(raw.key);
  return present<OrdersSearch>({
    q: text(raw.q),
    state: someOf(raw.state, orderStates),
    key: key?.startsWith('key_') ? key : undefined,
    disputed: flag(raw.disputed),
  });
}

interface OrderSearch {
  /** The form that gives money back is open. */
  refund?: true | undefined;
}

export const ordersRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/billing',
    validateSearch: readOrdersSearch,
    component: lazyScreen('orders', () => import('./OrdersPage'), 'OrdersPage', 'sales'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/billing/$id',
    validateSearch: (raw: RawSearch): OrderSearch => present<OrderSearch>({ refund: flag(raw.refund) }),
    component: lazyScreen('orders', () => import('./detail/OrderPage'), 'OrderPage', 'sales'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/billing/documents/$id',
    component: lazyScreen('orders', () => import('./print/DocumentPage'), 'DocumentPage', 'sales'),
  }),
] as const;
