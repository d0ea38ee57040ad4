import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '@/app/rootRoute';
import { lazyScreen } from '@/lib/lazyScreen';
import type { RawSearch } from '@/lib/search';
import { flag, present, text } from '@/lib/search';

interface CertificationsSearch {
  /** Whose certifications an operator looks at; a partner's own need no naming. */
  partner?: string | undefined;
  /** Code of a certification path: only courses that lead to it. */
  path?: string | undefined;
}

interface CoursesSearch {
  /** Those that are over. */
  past?: true | undefined;
}

export const learningRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/certifications',
    validateSearch: (raw: RawSearch): CertificationsSearch => {
      const partner = text(raw.partner);
      return present<CertificationsSearch>({
        partner: partner?.startsWith('partner_') ? partner : undefined,
        path: text(raw.path),
      });
    },
    component: lazyScreen('learning', () => import('./CertificationsPage'), 'CertificationsPage', 'sales'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/courses',
    validateSearch: (raw: RawSearch): CoursesSearch => present<CoursesSearch>({ past: flag(raw.past) }),
    component: lazyScreen('learning', () => import('./operator/CoursesPage'), 'CoursesPage', 'sales'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/courses/$id',
    component: lazyScreen('learning', () => import('./operator/CoursePage'), 'CoursePage', 'sales'),
  }),
] as const;
