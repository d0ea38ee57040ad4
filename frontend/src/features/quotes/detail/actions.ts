import type { QuoteDetail } from './documents';

export type QuoteOperation =
  'SendQuote' | 'ReviseQuote' | 'VoidQuote' | 'PayQuote' | 'ReadPayLink' | 'RevokePayLink';

export interface Offer {
  /** Absent: the reader's role does not have it, or it makes no sense for this quote. */
  allowed: boolean;
  /** Why not now. */
  refusal?: string;
}

/** May the reader do this to the quote now? Their role decides first, then the quote. */
export function offerOf(
  operation: QuoteOperation,
  subject: Pick<QuoteDetail, 'actions'>,
  permissions: readonly string[],
): Offer | undefined {
  if (!permissions.includes(operation)) return undefined;
  const action = subject.actions.find(one => one.name.toLowerCase() === operation.toLowerCase());
  if (!action) return undefined;
  return action.allowed
    ? { allowed: true }
    : {
        allowed: false,
        ...(action.refusal
          ? { refusal: [action.refusal.message, action.refusal.remedy].filter(Boolean).join(' ') }
          : {}),
      };
}
