import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '@/app/rootRoute';
import { lazyScreen } from '@/lib/lazyScreen';

export const customersRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/customers',
    component: lazyScreen('customers', () => import('./CustomersPage'), 'CustomersPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/customers/$id',
    component: lazyScreen('customers', () => import('./CustomersPage'), 'CustomersPage'),
  }),
] as const;
