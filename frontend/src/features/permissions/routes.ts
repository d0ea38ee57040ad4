import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '@/app/rootRoute';
import { lazyScreen } from '@/lib/lazyScreen';

export const permissionsRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/permissions',
    component: lazyScreen('permissions', () => import('./PermissionsPage'), 'PermissionsPage'),
  }),
] as const;
