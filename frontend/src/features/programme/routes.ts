import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '@/app/rootRoute';
import { lazyScreen } from '@/lib/lazyScreen';
import type { RawSearch } from '@/lib/search';
import { present, text } from '@/lib/search';
import { readPartnersSearch } from './partners/search';

interface ProgrammeSearch {
  /** Whose level an operator looks at; a partner's own needs no naming. */
  partner?: string | undefined;
  /** The review that is explained: a run, or the last that was published. */
  review?: string | undefined;
}

/** What a level shows besides its own texts. */
const texts = ['sales', 'programme-simulator', 'programme-rules'] as const;

export const programmeRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/programme',
    validateSearch: (raw: RawSearch): ProgrammeSearch => {
      const [partner, review] = [text(raw.partner), text(raw.review)];
      return present<ProgrammeSearch>({
        partner: partner?.startsWith('partner_') ? partner : undefined,
        review: review === 'last' || review?.startsWith('review_') ? review : undefined,
      });
    },
    component: lazyScreen('programme', () => import('./LevelPage'), 'LevelPage', ...texts),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/programme-rules',
    component: lazyScreen('programme-rules', () => import('./rules/RulesPage'), 'RulesPage', 'sales'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/programme-rules/back-test',
    component: lazyScreen('programme-backtest', () => import('./backtest/BackTestPage'), 'BackTestPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/partners',
    validateSearch: readPartnersSearch,
    component: lazyScreen(
      'programme-partners',
      () => import('./partners/PartnersPage'),
      'PartnersPage',
      'programme',
    ),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/partners/$id',
    component: lazyScreen(
      'programme-partners',
      () => import('./partners/PartnerPage'),
      'PartnerPage',
      'programme',
      ...texts,
    ),
  }),
] as const;
