import type { MessageId } from '@/lib/i18n/useT';

const notes: Record<string, MessageId> = {
  UNREADABLE: 'credits.inbox.note.UNREADABLE',
  PAYMENT_UNKNOWN: 'credits.inbox.note.PAYMENT_UNKNOWN',
  NOT_PAID_YET: 'credits.inbox.note.NOT_PAID_YET',
  NOT_APPLIED_YET: 'credits.inbox.note.NOT_APPLIED_YET',
  OTHER_SESSION: 'credits.inbox.note.OTHER_SESSION',
  AMOUNT_NOT_POSITIVE: 'credits.inbox.note.AMOUNT_NOT_POSITIVE',
  PAID_DIFFERENTLY: 'credits.inbox.note.PAID_DIFFERENTLY',
  REFUND_DIFFERS: 'credits.inbox.note.REFUND_DIFFERS',
  REFUND_TOO_LARGE: 'credits.inbox.note.REFUND_TOO_LARGE',
  LEDGER_SHORT: 'credits.inbox.note.LEDGER_SHORT',
};

/** Why a message rests, said in a sentence; its note begins with a code, and may name what it speaks of after it. */
export function noteText(note: string): MessageId {
  return notes[note.split(' ', 1)[0] ?? ''] ?? 'credits.inbox.note.other';
}
