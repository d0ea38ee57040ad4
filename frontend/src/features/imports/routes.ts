import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '@/app/rootRoute';
import { lazyScreen } from '@/lib/lazyScreen';

export const importsRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/imports',
    component: lazyScreen('imports', () => import('./ImportsPage'), 'ImportsPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/imports/$id',
    component: lazyScreen('imports', () => import('./ImportPage'), 'ImportPage'),
  }),
] as const;
