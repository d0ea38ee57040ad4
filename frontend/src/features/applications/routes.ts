import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '@/app/rootRoute';
import type { ApplicationState } from '@/generated/schema';
import { lazyScreen } from '@/lib/lazyScreen';
import type { RawSearch } from '@/lib/search';
import { present, someOf } from '@/lib/search';
import { applicationStates } from './states';

export interface ApplicationsSearch {
  /** Absent: those that wait. */
  state?: ApplicationState[] | undefined;
}

export const applicationsRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/applications',
    validateSearch: (raw: RawSearch): ApplicationsSearch =>
      present<ApplicationsSearch>({ state: someOf(raw.state, applicationStates) }),
    component: lazyScreen('applications', () => import('./ApplicationsPage'), 'ApplicationsPage', 'sales'),
  }),
] as const;
