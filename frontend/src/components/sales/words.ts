import type {
  CreditCause,
  CreditState,
  DisputeState,
  DocumentKind,
  OrderLineKind,
  OrderLineState,
  OrderState,
  PaymentState,
  QuoteState,
  RefundState,
} from '@/generated/schema';
import type { MessageId } from '@/generated/messages/ids';
import type { Payer } from '@/lib/basket';
import type { Tone } from '@/lib/words';

/** A state as people see it: its word, and the shape and colour of it. */
export interface Word {
  text: MessageId;
  tone: Tone;
}

export const quoteWord: Record<QuoteState, Word> = {
  DRAFT: { text: 'sales.quote.draft', tone: 'calm' },
  SENT: { text: 'sales.quote.sent', tone: 'info' },
  VIEWED: { text: 'sales.quote.viewed', tone: 'info' },
  ACCEPTED: { text: 'sales.quote.accepted', tone: 'window' },
  PAID: { text: 'sales.quote.paid', tone: 'ok' },
  DECLINED: { text: 'sales.quote.declined', tone: 'late' },
  EXPIRED: { text: 'sales.quote.expired', tone: 'late' },
  VOID: { text: 'sales.quote.void', tone: 'calm' },
};

export const orderWord: Record<OrderState, Word> = {
  OPEN: { text: 'sales.order.open', tone: 'calm' },
  PROCESSING: { text: 'sales.order.processing', tone: 'info' },
  PAID: { text: 'sales.order.paid', tone: 'info' },
  FULFILLED: { text: 'sales.order.fulfilled', tone: 'ok' },
  ATTENTION: { text: 'sales.order.attention', tone: 'late' },
  CANCELLED: { text: 'sales.order.cancelled', tone: 'calm' },
};

export const orderLineWord: Record<OrderLineState, Word> = {
  WAITING: { text: 'sales.line.waiting', tone: 'calm' },
  APPLIED: { text: 'sales.line.applied', tone: 'ok' },
  CREDITED: { text: 'sales.line.credited', tone: 'late' },
};

export const paymentWord: Record<PaymentState, Word> = {
  CREATING: { text: 'sales.payment.creating', tone: 'calm' },
  OPEN: { text: 'sales.payment.open', tone: 'calm' },
  PROCESSING: { text: 'sales.payment.processing', tone: 'info' },
  PAID: { text: 'sales.payment.paid', tone: 'ok' },
  FAILED: { text: 'sales.payment.failed', tone: 'late' },
  EXPIRED: { text: 'sales.payment.expired', tone: 'calm' },
};

export const disputeWord: Record<DisputeState, Word> = {
  OPEN: { text: 'sales.dispute.open', tone: 'late' },
  WON: { text: 'sales.dispute.won', tone: 'ok' },
  LOST: { text: 'sales.dispute.lost', tone: 'late' },
};

export const refundWord: Record<RefundState, Word> = {
  REQUESTED: { text: 'sales.refund.requested', tone: 'info' },
  PENDING: { text: 'sales.refund.pending', tone: 'info' },
  SUCCEEDED: { text: 'sales.refund.succeeded', tone: 'ok' },
  FAILED: { text: 'sales.refund.failed', tone: 'late' },
};

export const creditWord: Record<CreditState, Word> = {
  OPEN: { text: 'sales.credit.open', tone: 'late' },
  REFUNDING: { text: 'sales.credit.refunding', tone: 'info' },
  REFUNDED: { text: 'sales.credit.refunded', tone: 'ok' },
  APPLIED: { text: 'sales.credit.applied', tone: 'ok' },
};

export const causeWord: Record<CreditCause, MessageId> = {
  LINE_REFUSED: 'sales.cause.lineRefused',
  PAID_TWICE: 'sales.cause.paidTwice',
  AMOUNT_DIFFERS: 'sales.cause.amountDiffers',
  ORDER_CANCELLED: 'sales.cause.orderCancelled',
};

export const documentWord: Record<DocumentKind, MessageId> = {
  INVOICE: 'sales.document.invoice',
  RECEIPT: 'sales.document.receipt',
  CREDIT_NOTE: 'sales.document.creditNote',
};

export const lineKindWord: Record<OrderLineKind, MessageId> = {
  RENEW_ANNUAL: 'sales.kind.renewAnnual',
  MAINTENANCE: 'sales.kind.maintenance',
};

export const payerWord: Record<Payer, MessageId> = {
  PARTNER: 'sales.payer.partner',
  CUSTOMER: 'sales.payer.customer',
};
