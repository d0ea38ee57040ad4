import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '@/app/rootRoute';
import { lazyScreen } from '@/lib/lazyScreen';
import type { RawSearch } from '@/lib/search';
import { day, present, text } from '@/lib/search';

/** The address of the audit: `/audit?actor=giulia&action=RenewKey&from=2026-11-01`. */
export interface AuditSearch {
  actor?: string | undefined;
  action?: string | undefined;
  /** An id with its prefix: all that was done to one thing. */
  object?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

const ID = /^[a-z]+_[0-9a-f-]{36}$/;
const OPERATION = /^[A-Z][A-Za-z]{2,40}$/;

export function readAuditSearch(raw: RawSearch): AuditSearch {
  const object = text(raw.object);
  const action = text(raw.action);
  return present<AuditSearch>({
    actor: text(raw.actor),
    action: action !== undefined && OPERATION.test(action) ? action : undefined,
    object: object !== undefined && ID.test(object) ? object : undefined,
    from: day(raw.from),
    to: day(raw.to),
  });
}

export const auditRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/audit',
    validateSearch: readAuditSearch,
    component: lazyScreen('audit', () => import('./AuditPage'), 'AuditPage'),
  }),
] as const;
