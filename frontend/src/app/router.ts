import { createRouter } from '@tanstack/react-router';
import { applicationsRoutes } from '@/features/applications/routes';
import { auditRoutes } from '@/features/audit/routes';
import { catalogueRoutes } from '@/features/catalogue/routes';
import { creditsRoutes } from '@/features/credits/routes';
import { customersRoutes } from '@/features/customers/routes';
import { expiryRoutes } from '@/features/expiry/routes';
import { homeRoutes } from '@/features/home/routes';
import { importsRoutes } from '@/features/imports/routes';
import { keysRoutes } from '@/features/keys/routes';
import { learningRoutes } from '@/features/learning/routes';
import { ordersRoutes } from '@/features/orders/routes';
import { permissionsRoutes } from '@/features/permissions/routes';
import { programmeRoutes } from '@/features/programme/routes';
import { quotesRoutes } from '@/features/quotes/routes';
import { remindersRoutes } from '@/features/reminders/routes';
import { renewalsRoutes } from '@/features/renewals/routes';
import { reviewsRoutes } from '@/features/reviews/routes';
import { teamRoutes } from '@/features/team/routes';
import { parseSearch, stringifySearch } from '@/lib/search';
import { rootRoute } from './rootRoute';

const routeTree = rootRoute.addChildren([
  ...homeRoutes,
  ...keysRoutes,
  ...expiryRoutes,
  ...renewalsRoutes,
  ...quotesRoutes,
  ...ordersRoutes,
  ...creditsRoutes,
  ...programmeRoutes,
  ...reviewsRoutes,
  ...learningRoutes,
  ...teamRoutes,
  ...applicationsRoutes,
  ...remindersRoutes,
  ...customersRoutes,
  ...importsRoutes,
  ...auditRoutes,
  ...catalogueRoutes,
  ...permissionsRoutes,
]);

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPreloadDelay: 80,
  scrollRestoration: true,
  defaultStructuralSharing: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
