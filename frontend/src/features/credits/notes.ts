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

const failures: Record<string, MessageId> = {
  ADDRESS_UNFIT: 'credits.mails.why.ADDRESS_UNFIT',
  REFUSED: 'credits.mails.why.REFUSED',
  UNREACHABLE: 'credits.mails.why.UNREACHABLE',
  UNENCRYPTED: 'credits.mails.why.UNENCRYPTED',
  MAIL_UNFIT: 'credits.mails.why.MAIL_UNFIT',
  SILENT: 'credits.mails.why.SILENT',
  UNREPORTED: 'credits.mails.why.UNREPORTED',
};

const codeOf = (said: string): string => said.split(' ', 1)[0] ?? '';

/** Why a message rests, said in a sentence; its note begins with a code, and may name what it speaks of after it. */
export function noteText(note: string): MessageId {
  return notes[codeOf(note)] ?? 'credits.inbox.note.other';
}

/** Why an e-mail did not leave, and what to do; a failure begins with a code as well. */
export function failureText(failure: string): MessageId {
  return failures[codeOf(failure)] ?? 'credits.mails.why.other';
}
