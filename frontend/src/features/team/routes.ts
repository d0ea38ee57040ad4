import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '@/app/rootRoute';
import { lazyScreen } from '@/lib/lazyScreen';
import type { RawSearch } from '@/lib/search';
import { present, text } from '@/lib/search';

interface TeamSearch {
  /** Whose team an operator looks at; a partner's own needs no naming. */
  partner?: string | undefined;
}

export const teamRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/team',
    validateSearch: (raw: RawSearch): TeamSearch => {
      const partner = text(raw.partner);
      return present<TeamSearch>({ partner: partner?.startsWith('partner_') ? partner : undefined });
    },
    component: lazyScreen('team', () => import('./TeamPage'), 'TeamPage', 'sales'),
  }),
] as const;
