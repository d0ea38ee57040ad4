import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '@/app/rootRoute';
import type { CreditState } from '@/generated/schema';
import { lazyScreen } from '@/lib/lazyScreen';
import { creditStates } from '@/lib/lists/sales';
import type { RawSearch } from '@/lib/search';
import { present, someOf, text } from '@/lib/search';

export interface CreditsSearch {
  /** Absent: those that still need somebody. */
  state?: CreditState[] | undefined;
  /** The credit whose form is open. */
  credit?: string | undefined;
}

export function readCreditsSearch(raw: RawSearch): CreditsSearch {
  const credit = text(raw.credit);
  return present<CreditsSearch>({
    state: someOf(raw.state, creditStates),
    credit: credit?.startsWith('credit_') ? credit : undefined,
  });
}

export const creditsRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/credits',
    validateSearch: readCreditsSearch,
    component: lazyScreen('credits', () => import('./TasksPage'), 'TasksPage', 'sales'),
  }),
] as const;
