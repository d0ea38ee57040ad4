import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '@/app/rootRoute';
import { lazyScreen } from '@/lib/lazyScreen';
import type { RawSearch } from '@/lib/search';
import { flag, present, text } from '@/lib/search';

/** The address of the list: `/customers?q=rossi&partner=partner_…`. */
export interface CustomersSearch {
  q?: string | undefined;
  partner?: string | undefined;
}

export function readCustomersSearch(raw: RawSearch): CustomersSearch {
  const partner = text(raw.partner);
  return present<CustomersSearch>({
    q: text(raw.q),
    partner: partner?.startsWith('partner_') ? partner : undefined,
  });
}

interface CustomerSearch {
  /** The form is open. */
  edit?: true | undefined;
}

export const customersRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/customers',
    validateSearch: readCustomersSearch,
    component: lazyScreen('customers', () => import('./CustomersPage'), 'CustomersPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/customers/new',
    component: lazyScreen('customers', () => import('./RegisterPage'), 'RegisterPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/customers/$id',
    validateSearch: (raw: RawSearch): CustomerSearch => present<CustomerSearch>({ edit: flag(raw.edit) }),
    component: lazyScreen('customers', () => import('./CustomerPage'), 'CustomerPage'),
  }),
] as const;
