import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '@/app/rootRoute';
import { lazyScreen } from '@/lib/lazyScreen';
import type { RawSearch } from '@/lib/search';
import { present, text } from '@/lib/search';

/** The address of the catalogue: `/catalogue?table=…&compare=…`, two versions of the extension table. */
export interface CatalogueSearch {
  table?: string | undefined;
  compare?: string | undefined;
}

export const readCatalogueSearch = (raw: RawSearch): CatalogueSearch =>
  present<CatalogueSearch>({ table: text(raw.table), compare: text(raw.compare) });

export const catalogueRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/catalogue',
    validateSearch: readCatalogueSearch,
    component: lazyScreen('catalogue', () => import('./CataloguePage'), 'CataloguePage'),
  }),
] as const;
