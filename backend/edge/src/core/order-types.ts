import type { KeyLink } from './key-types.js';
import type { LineRefusal, Named, OrderLineKind, Payer } from './quote-types.js';
import type { Day, Edition, Instant, Money, Uuid } from './types.js';

export type OrderState = 'OPEN' | 'PROCESSING' | 'PAID' | 'FULFILLED' | 'ATTENTION' | 'CANCELLED';
export type OrderLineState = 'WAITING' | 'APPLIED' | 'CREDITED';
export type PaymentState = 'CREATING' | 'OPEN' | 'PROCESSING' | 'PAID' | 'FAILED' | 'EXPIRED';
export type DisputeState = 'OPEN' | 'WON' | 'LOST';
export type RefundState = 'REQUESTED' | 'PENDING' | 'SUCCEEDED' | 'FAILED';
export type CreditCause = 'LINE_REFUSED' | 'PAID_TWICE' | 'AMOUNT_DIFFERS' | 'ORDER_CANCELLED';
export type CreditState = 'OPEN' | 'REFUNDING' | 'REFUNDED' | 'APPLIED';
export type InboxState = 'NEW' | 'DONE' | 'IGNORED' | 'WAITING' | 'DEAD';

/** An order as a row of a list. */
export interface OrderEntry {
  id: Uuid;
  number: string;
  state: OrderState;
  quoteId: Uuid;
  quoteNumber: string;
  payer: Payer;
  partner: Named | null;
  customer: Named | null;
  buyerName: string;
  net: Money;
  gross: Money;
  disputed: boolean;
  createdAt: Instant;
  paidAt: Instant | null;
}

/** An order read by itself. */
export interface OrderDetail extends OrderEntry {
  quoteVersion: number;
  vat: Money;
  refunded: Money;
  poNumber: string | null;
  note: string | null;
  lines: OrderLine[];
  payments: Payment[];
  documents: DocumentEntry[];
  credits: Credit[];
  refunds: Refund[];
}
export type Order = OrderEntry | OrderDetail;

export interface OrderLine {
  line: number;
  keyId: Uuid;
  number: string;
  customerName: string;
  kind: OrderLineKind;
  edition: Edition;
  size: number;
  years: number;
  net: Money;
  gross: Money;
  state: OrderLineState;
  refusal: LineRefusal | null;
  from: Day | null;
  to: Day | null;
}
export interface Payment {
  id: Uuid;
  state: PaymentState;
  amount: Money;
  refunded: Money;
  dispute: DisputeState | null;
  failure: string | null;
  failureText: string | null;
  duplicate: boolean;
  createdAt: Instant;
  paidAt: Instant | null;
}
export interface DocumentEntry {
  id: Uuid;
  kind: string;
  number: string;
  issuedOn: Day;
  gross: Money;
}
/** An invoice, receipt or credit note with its frozen body. */
export interface Document extends DocumentEntry {
  orderId: Uuid;
  body: unknown;
}
export interface Refund {
  id: Uuid;
  state: RefundState;
  amount: Money;
  reason: string;
  requestedAt: Instant;
}

export interface OrderLink {
  id: Uuid;
  number: string;
}
/** Money that is there and applied to nothing (OM-8). */
export interface Credit {
  id: Uuid;
  order: OrderLink;
  line: number | null;
  key: KeyLink | null;
  cause: CreditCause;
  refusal: LineRefusal | null;
  amount: Money;
  state: CreditState;
  openedAt: Instant;
  settledAt: Instant | null;
  settledBy: string | null;
  reason: string | null;
}

/** Sums in minor units of their currency. */
export interface LedgerSums {
  currency: string;
  received: number;
  applied: number;
  credit: number;
  refunded: number;
  difference: number;
}
export interface LedgerCheck {
  currencies: LedgerSums[];
  unbalanced: number;
  balanced: boolean;
}
export interface InboxEvent {
  eventId: string;
  type: string;
  state: InboxState;
  attempts: number;
  receivedAt: Instant;
  note: string | null;
}
