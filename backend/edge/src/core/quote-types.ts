import type { Day, Edition, Instant, Money, Uuid } from './types.js';

export type QuoteState = 'DRAFT' | 'SENT' | 'VIEWED' | 'ACCEPTED' | 'DECLINED' | 'PAID' | 'VOID' | 'EXPIRED';
export type Payer = 'PARTNER' | 'CUSTOMER';
export type OrderLineKind = 'RENEW_ANNUAL' | 'MAINTENANCE';
export type VatTreatment = 'DOMESTIC' | 'REVERSE_CHARGE' | 'EXPORT' | 'DESTINATION_RATE';
export type PriceStepKind =
  'LIST_PRICE' | 'EDUCATION' | 'LEVEL_DISCOUNT' | 'NEGOTIATED' | 'ROUNDING' | 'NET' | 'VAT' | 'GROSS';
export type AcknowledgementState = 'NONE' | 'REQUIRED' | 'GIVEN';

/** A partner or customer by name, inside something else. */
export interface Named {
  id: Uuid;
  name: string;
}
export interface Seller {
  name: string;
  address: string;
  country: string;
  vatId: string | null;
}
export interface Buyer {
  name: string;
  country: string | null;
  vatId: string | null;
}

/** Why a line cannot be had, and what to do. */
export interface LineRefusal {
  code: string;
  rule: string | null;
  message: string;
  remedy: string | null;
}
export interface LineStop {
  code: string;
  text: string;
}
export interface LineWarning {
  code: string;
  rule: string;
  text: string;
}
export interface PriceStep {
  kind: PriceStepKind;
  rule: string;
  version: string | null;
  amount: Money;
  text: string;
  facts: unknown;
}

/** One key in a quote. What a refused line of a dry run cannot have is null. */
export interface QuoteLine {
  line: number;
  keyId: Uuid;
  number: string | null;
  customer: Named | null;
  kind: OrderLineKind | null;
  edition: Edition | null;
  size: number | null;
  years: number;
  from: Day | null;
  to: Day | null;
  keyLastDay: Day | null;
  list: Money | null;
  net: Money | null;
  vat: Money | null;
  gross: Money | null;
  partnerNet: Money | null;
  margin: Money | null;
  maxExtensions: number | null;
  counted: number | null;
  over: boolean;
  acknowledgement: AcknowledgementState;
  stops: LineStop[];
  stopsOn: Day | null;
  /** One sentence. */
  ifNotRenewed: string | null;
  steps: PriceStep[];
  warnings: LineWarning[];
  refusal: LineRefusal | null;
}

/** A quote as a row of a list. */
export interface QuoteEntry {
  id: Uuid;
  number: string;
  version: number;
  state: QuoteState;
  payer: Payer;
  partner: Named | null;
  customer: Named | null;
  buyerName: string;
  net: Money;
  gross: Money;
  validUntil: Day;
  createdAt: Instant;
  sentAt: Instant | null;
  viewedAt: Instant | null;
  /** How many. */
  keys: number;
  orderId: Uuid | null;
}

export interface QuoteEvent {
  at: Instant;
  actor: string;
  name: string;
  text: string;
  facts: unknown;
}
export interface QuoteAction {
  name: string;
  allowed: boolean;
  refusal: LineRefusal | null;
}

/** What a quote says, kept or not. */
export interface QuotePreview {
  number: string | null;
  version: number;
  state: QuoteState;
  payer: Payer;
  partner: Named | null;
  customer: Named | null;
  buyer: Buyer;
  email: string | null;
  language: string;
  poNumber: string | null;
  note: string | null;
  net: Money;
  vat: Money;
  gross: Money;
  vatTreatment: VatTreatment;
  /** The legal line. */
  vatText: string;
  seller: Seller;
  validUntil: Day;
  pricedOn: Day;
  lines: QuoteLine[];
  ruleVersions: string[];
}

/** A quote read by itself. */
export interface QuoteDetail extends QuotePreview {
  id: Uuid;
  number: string;
  rowVersion: number;
  reason: string | null;
  acceptedName: string | null;
  createdAt: Instant;
  createdBy: string;
  sentAt: Instant | null;
  viewedAt: Instant | null;
  acceptedAt: Instant | null;
  closedAt: Instant | null;
  orderId: Uuid | null;
  events: QuoteEvent[];
  actions: QuoteAction[];
  linkExpiresAt: Instant | null;
}

/** The list's row, or the whole of it: told apart by its lines. */
export type Quote = QuoteEntry | QuoteDetail;

export interface QuoteChange {
  path: string;
  from: string | null;
  to: string | null;
}
export interface QuoteVersion {
  version: number;
  at: Instant;
  actor: string;
  document: unknown;
  changes: QuoteChange[];
}

export interface MailPreview {
  to: string | null;
  from: string;
  subject: string;
  html: string;
  text: string;
  language: string;
}
export interface PayLink {
  url: string;
  expiresAt: Instant;
}
export interface Checkout {
  url: string;
  orderId: Uuid;
  paymentId: Uuid;
}
