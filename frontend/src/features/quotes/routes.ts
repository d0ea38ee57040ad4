import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '@/app/rootRoute';
import type { QuoteState } from '@/generated/schema';
import { lazyScreen } from '@/lib/lazyScreen';
import { quoteStates } from '@/lib/lists/sales';
import type { RawSearch } from '@/lib/search';
import { day, flag, oneOf, present, someOf, text, wholes } from '@/lib/search';

/** The address of the list: `/quotes?state=SENT,VIEWED&q=rossi`. */
export interface QuotesSearch {
  q?: string | undefined;
  state?: QuoteState[] | undefined;
  customer?: string | undefined;
  key?: string | undefined;
  partner?: string | undefined;
  /** Last day of validity up to this one. */
  until?: string | undefined;
}

const id = (value: unknown, prefix: string): string | undefined => {
  const given = text(value);
  return given?.startsWith(prefix) ? given : undefined;
};

export const readQuotesSearch = (raw: RawSearch): QuotesSearch =>
  present<QuotesSearch>({
    q: text(raw.q),
    state: someOf(raw.state, quoteStates),
    customer: id(raw.customer, 'customer_'),
    key: id(raw.key, 'key_'),
    partner: id(raw.partner, 'partner_'),
    until: day(raw.until),
  });

export const quoteDialogs = ['send', 'revise', 'void', 'revoke'] as const;
export type QuoteDialog = (typeof quoteDialogs)[number];

export interface QuoteSearch {
  /** The dialog that is open, so that it can be linked to. */
  open?: QuoteDialog | undefined;
  /** The version whose changes are shown; absent: the newest. */
  v?: number | undefined;
  /** Back from the payment page: paid there, or turned back. Neither is believed. */
  back?: true | undefined;
  cancelled?: true | undefined;
}

export const readQuoteSearch = (raw: RawSearch): QuoteSearch =>
  present<QuoteSearch>({
    open: oneOf(raw.open, quoteDialogs),
    v: wholes(raw.v)?.[0],
    back: raw.back === '1' ? true : flag(raw.back),
    cancelled: raw.cancelled === '1' ? true : flag(raw.cancelled),
  });

export const quotesRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/quotes',
    validateSearch: readQuotesSearch,
    component: lazyScreen('quotes', () => import('./QuotesPage'), 'QuotesPage', 'sales'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/quotes/$id',
    validateSearch: readQuoteSearch,
    component: lazyScreen('quotes', () => import('./detail/QuotePage'), 'QuotePage', 'sales'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/quotes/$id/print',
    component: lazyScreen('quotes', () => import('./print/PrintPage'), 'PrintPage', 'sales'),
  }),
] as const;
