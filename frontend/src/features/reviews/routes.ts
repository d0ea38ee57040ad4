import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '@/app/rootRoute';
import type { ReviewOutcome } from '@/generated/schema';
import { lazyScreen } from '@/lib/lazyScreen';
import type { RawSearch } from '@/lib/search';
import { flag, present, someOf } from '@/lib/search';
import { outcomes } from './outcomes';

interface RunSearch {
  outcome?: ReviewOutcome[] | undefined;
  /** Only what somebody should look at. */
  marked?: true | undefined;
}

export const reviewsRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/reviews',
    component: lazyScreen('reviews', () => import('./ReviewsPage'), 'ReviewsPage', 'sales'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/reviews/$id',
    validateSearch: (raw: RawSearch): RunSearch =>
      present<RunSearch>({ outcome: someOf(raw.outcome, outcomes), marked: flag(raw.marked) }),
    component: lazyScreen('reviews', () => import('./run/ReviewPage'), 'ReviewPage', 'sales'),
  }),
] as const;
