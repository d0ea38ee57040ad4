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

/** `DRAFT` of a quote is `sales.quote.draft`; a state whose text is missing does not compile. */
const words = <Group extends string, State extends string>(group: Group, tones: Record<State, Tone>) =>
  Object.fromEntries(
    Object.entries<Tone>(tones).map(([state, tone]) => [
      state,
      { text: `sales.${group}.${state.toLowerCase()}`, tone },
    ]),
  ) as Record<State, { text: `sales.${Group}.${Lowercase<State>}`; tone: Tone }>;

export const quoteWord: Record<QuoteState, Word> = words('quote', {
  DRAFT: 'calm',
  SENT: 'info',
  VIEWED: 'info',
  ACCEPTED: 'window',
  PAID: 'ok',
  DECLINED: 'late',
  EXPIRED: 'late',
  VOID: 'calm',
});

export const orderWord: Record<OrderState, Word> = words('order', {
  OPEN: 'calm',
  PROCESSING: 'info',
  PAID: 'info',
  FULFILLED: 'ok',
  ATTENTION: 'late',
  CANCELLED: 'calm',
});

export const orderLineWord: Record<OrderLineState, Word> = words('line', {
  WAITING: 'calm',
  APPLIED: 'ok',
  CREDITED: 'late',
});

export const paymentWord: Record<PaymentState, Word> = words('payment', {
  CREATING: 'calm',
  OPEN: 'calm',
  PROCESSING: 'info',
  PAID: 'ok',
  FAILED: 'late',
  EXPIRED: 'calm',
});

export const disputeWord: Record<DisputeState, Word> = words('dispute', {
  OPEN: 'late',
  WON: 'ok',
  LOST: 'late',
});

export const refundWord: Record<RefundState, Word> = words('refund', {
  REQUESTED: 'info',
  PENDING: 'info',
  SUCCEEDED: 'ok',
  FAILED: 'late',
});

export const creditWord: Record<CreditState, Word> = words('credit', {
  OPEN: 'late',
  REFUNDING: 'info',
  REFUNDED: 'ok',
  APPLIED: 'ok',
});

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
