import type { CreditState, OrderState, QuoteState } from '@/generated/schema';

/** The states a list can be narrowed to, in the order in which they follow each other. */
export const quoteStates: readonly QuoteState[] = [
  'DRAFT',
  'SENT',
  'VIEWED',
  'ACCEPTED',
  'PAID',
  'DECLINED',
  'EXPIRED',
  'VOID',
];

export const orderStates: readonly OrderState[] = [
  'OPEN',
  'PROCESSING',
  'PAID',
  'FULFILLED',
  'ATTENTION',
  'CANCELLED',
];

export const creditStates: readonly CreditState[] = ['OPEN', 'REFUNDING', 'REFUNDED', 'APPLIED'];
