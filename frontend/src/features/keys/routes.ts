import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '@/app/rootRoute';
import type { KeysSearch } from '@/lib/lists/keyFilter';
import { readKeysSearch } from '@/lib/lists/keyFilter';
import { lazyScreen } from '@/lib/lazyScreen';
import type { RawSearch } from '@/lib/search';
import { day, present } from '@/lib/search';

interface KeySearch extends KeysSearch {
  /** The day whose holdings are explained; absent: today. */
  on?: string | undefined;
}

const readKeySearch = (raw: RawSearch): KeySearch =>
  present<KeySearch>({ ...readKeysSearch(raw), on: day(raw.on) });

export const keysRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/keys',
    validateSearch: readKeysSearch,
    component: lazyScreen('keys', () => import('./KeysPage'), 'KeysPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/keys/new',
    component: lazyScreen('keys', () => import('./issue/IssuePage'), 'IssuePage', 'keys-detail'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/keys/$id',
    // The list one came from rides along: previous and next walk it, and the address can be shared.
    validateSearch: readKeySearch,
    component: lazyScreen('keys', () => import('./detail/KeyPage'), 'KeyPage', 'keys-detail'),
  }),
] as const;
