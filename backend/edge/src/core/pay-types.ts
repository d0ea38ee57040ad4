import type { OrderLineState } from './order-types.js';
import type { QuoteLine, Seller, VatTreatment } from './quote-types.js';
import type { Day, Instant, Money, Uuid } from './types.js';

export type PayState =
  'VALID' | 'PAID' | 'CONFIRMING' | 'PROCESSING' | 'SUPERSEDED' | 'EXPIRED' | 'DECLINED' | 'VOID' | 'FAILED';

export interface PayFailure {
  code: string;
  text: string;
}
export interface NeededAcknowledgement {
  keyId: Uuid;
  /** Masked. */
  number: string;
  counted: number | null;
  max: number | null;
  text: string;
}
export interface PaidLine {
  /** Masked. */
  number: string;
  /** The key's last day now. */
  to: Day | null;
  state: OrderLineState;
}
export interface Receipt {
  /** null until it is written. */
  number: string | null;
  issuedOn: Day | null;
  gross: Money;
  paidAt: Instant | null;
  lines: PaidLine[];
}

/** What the holder of a pay link sees. Behind a link that has ended, only who sent it and where a new one would go. */
export interface PayView {
  tenant: { slug: string; name: string; languages: string[] };
  state: PayState;
  quoteNumber: string;
  version: number;
  seller: Seller | null;
  partner: { name: string; email: string | null } | null;
  customerName: string | null;
  language: string;
  lines: QuoteLine[];
  net: Money | null;
  vat: Money | null;
  gross: Money | null;
  vatTreatment: VatTreatment | null;
  /** The legal line. */
  vatText: string | null;
  validUntil: Day | null;
  needsAcknowledgement: NeededAcknowledgement[];
  maskedEmail: string | null;
  poNumber: string | null;
  note: string | null;
  failure: PayFailure | null;
  receipt: Receipt | null;
}
export interface PayStateView {
  state: PayState;
  failure: PayFailure | null;
}
/** @property version of the document that was read; null where the form said none. */
export interface Acceptance {
  name: string;
  acknowledge: Uuid[];
  version: number | null;
  returnTo: string;
}
