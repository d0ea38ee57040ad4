import type { QuoteDetail } from './documents';

/** Can still be sent, seen, accepted and paid. */
export const isOpen = (subject: Pick<QuoteDetail, 'state'>): boolean =>
  ['DRAFT', 'SENT', 'VIEWED', 'ACCEPTED'].includes(subject.state);
