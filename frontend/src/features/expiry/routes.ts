import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '@/app/rootRoute';
import { lazyScreen } from '@/lib/lazyScreen';
import type { RawSearch } from '@/lib/search';
import { day, present, text } from '@/lib/search';
import type { Window } from './agenda';
import { usualWindow, windows } from './agenda';

/** The address of the calendar: `/expiring?days=30&day=2026-12-12`. */
export interface ExpirySearch {
  days?: Window | undefined;
  partner?: string | undefined;
  /** The day whose keys are shown. */
  day?: string | undefined;
}

export function readExpirySearch(raw: RawSearch): ExpirySearch {
  const partner = text(raw.partner);
  return present<ExpirySearch>({
    days: windows.find(size => size !== usualWindow && String(size) === String(raw.days)),
    partner: partner?.startsWith('partner_') ? partner : undefined,
    day: day(raw.day),
  });
}

export const expiryRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/expiring',
    validateSearch: readExpirySearch,
    component: lazyScreen('expiry', () => import('./ExpiryPage'), 'ExpiryPage'),
  }),
] as const;
