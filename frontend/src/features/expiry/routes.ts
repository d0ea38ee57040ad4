import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '@/app/rootRoute';
import { lazyScreen } from '@/lib/lazyScreen';

export const expiryRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/expiring',
    component: lazyScreen('expiry', () => import('./ExpiryPage'), 'ExpiryPage'),
  }),
] as const;
