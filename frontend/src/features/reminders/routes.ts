import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '@/app/rootRoute';
import { lazyScreen } from '@/lib/lazyScreen';
import type { RawSearch } from '@/lib/search';
import { present, text } from '@/lib/search';

interface RemindersSearch {
  /** Whose settings an operator looks at; a partner's own need no naming. */
  partner?: string | undefined;
}

export const remindersRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/reminders',
    validateSearch: (raw: RawSearch): RemindersSearch => {
      const partner = text(raw.partner);
      return present<RemindersSearch>({ partner: partner?.startsWith('partner_') ? partner : undefined });
    },
    component: lazyScreen('reminders', () => import('./RemindersPage'), 'RemindersPage', 'sales'),
  }),
] as const;
