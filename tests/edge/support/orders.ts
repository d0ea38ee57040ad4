import type { Message, Reminders } from '../../../backend/edge/src/core/message-types.js';
import type {
  Credit,
  Document,
  InboxEvent,
  OrderDetail,
  OrderEntry,
} from '../../../backend/edge/src/core/order-types.js';
import type { QuoteDetail, QuoteEntry, QuoteLine } from '../../../backend/edge/src/core/quote-types.js';
import { uuid } from './world.js';

/** What a page asks of a line. */
export const LINE = `line keyId number kind edition size years from to list { minor } net { minor currency } margin { minor }
  customer { id name } maxExtensions counted over acknowledgement stops { code text } stopsOn ifNotRenewed
  steps { kind rule version amount { minor } text facts } warnings { code } refusal { code rule message remedy }`;

const euro = (minor: number) => ({ minor, currency: 'EUR' });
const PARTNER = { id: uuid(200), name: 'Brenta Telefonia Srl' };
const CUSTOMER = { id: uuid(101), name: 'Officine Rossi & Figli' };

export function aQuoteEntry(number: number): QuoteEntry {
  return {
    id: uuid(300 + number),
    number: `Q-0000${String(number)}`,
    version: 1,
    state: 'SENT',
    payer: 'CUSTOMER',
    partner: PARTNER,
    customer: CUSTOMER,
    buyerName: CUSTOMER.name,
    net: euro(42_300),
    gross: euro(51_606),
    validUntil: '2026-12-22',
    createdAt: '2026-11-22T08:00:00Z',
    sentAt: '2026-11-22T08:05:00Z',
    viewedAt: null,
    keys: 1,
    orderId: null,
  };
}

export function aQuoteLine(number = 1): QuoteLine {
  return {
    line: number,
    keyId: uuid(number),
    number: `••••-••••-••••-${String(1_000 + number)}`,
    customer: CUSTOMER,
    kind: 'RENEW_ANNUAL',
    edition: 'PROFESSIONAL',
    size: 16,
    years: 1,
    from: '2027-01-01',
    to: '2027-12-31',
    keyLastDay: '2026-12-31',
    list: euro(47_000),
    net: euro(42_300),
    vat: euro(9_306),
    gross: euro(51_606),
    partnerNet: euro(37_600),
    margin: euro(4_700),
    maxExtensions: 80,
    counted: 55,
    over: false,
    acknowledgement: 'NONE',
    stops: [{ code: 'feature.CRM', text: 'CRM integration' }],
    stopsOn: '2027-01-01',
    ifNotRenewed: 'This key falls back to Standard 8 on 1 January 2027.',
    steps: [
      {
        kind: 'LIST_PRICE',
        rule: 'OM-4',
        version: 'prices@2026-01-01',
        amount: euro(47_000),
        text: 'List price of Professional 16, 1 year',
        facts: { years: '1' },
      },
      {
        kind: 'LEVEL_DISCOUNT',
        rule: 'PP-4',
        version: 'levels@2026-01-01',
        amount: euro(-4_700),
        text: '10 % off',
        facts: { percent: '10' },
      },
    ],
    warnings: [],
    refusal: null,
  };
}

export function aQuote(number: number, lines: QuoteLine[] = [aQuoteLine()]): QuoteDetail {
  const { buyerName, keys, ...entry } = aQuoteEntry(number);
  if (keys < 1) throw new Error('a quote has keys');
  return {
    ...entry,
    buyer: { name: buyerName, country: 'IT', vatId: null },
    seller: { name: 'Allnet.Italia S.r.l.', address: 'Via Roma 1, Vicenza', country: 'IT', vatId: 'IT00000000000' },
    rowVersion: 2,
    email: 'acquisti@rossi.example',
    language: 'it',
    poNumber: 'PO 7',
    note: 'as agreed',
    reason: null,
    acceptedName: null,
    vat: euro(9_306),
    vatTreatment: 'DOMESTIC',
    vatText: '22 % VAT (IT)',
    pricedOn: '2026-11-22',
    createdBy: 'Marta Sartori',
    acceptedAt: null,
    closedAt: null,
    lines,
    events: [{ at: '2026-11-22T08:00:00Z', actor: 'Marta Sartori', name: 'quote.created', text: 'Created', facts: {} }],
    actions: [
      { name: 'SendQuote', allowed: true, refusal: null },
      {
        name: 'PayQuote',
        allowed: false,
        refusal: { code: 'QUOTE_EXPIRED', rule: 'OM-5', message: 'It has expired.', remedy: 'Make a new version.' },
      },
    ],
    linkExpiresAt: '2027-01-22T00:00:00Z',
    ruleVersions: ['prices@2026-01-01'],
  };
}

export function anOrderEntry(number: number): OrderEntry {
  return {
    id: uuid(400 + number),
    number: `A-0000${String(number)}`,
    state: 'FULFILLED',
    quoteId: uuid(301),
    quoteNumber: 'Q-00001',
    payer: 'CUSTOMER',
    partner: PARTNER,
    customer: CUSTOMER,
    buyerName: CUSTOMER.name,
    net: euro(42_300),
    gross: euro(51_606),
    disputed: false,
    createdAt: '2026-11-22T09:00:00Z',
    paidAt: '2026-11-22T09:01:00Z',
  };
}

export function aCredit(number = 1): Credit {
  return {
    id: uuid(600 + number),
    order: { id: uuid(401), number: 'A-00001' },
    line: 1,
    key: { id: uuid(1), number: '••••-1001' },
    cause: 'LINE_REFUSED',
    refusal: { code: 'KEY_CLOSED', rule: 'OM-8', message: 'Closed.', remedy: 'Refund it.' },
    amount: euro(51_606),
    state: 'OPEN',
    openedAt: '2026-11-22T09:02:00Z',
    settledAt: null,
    settledBy: null,
    reason: null,
  };
}

export function anOrder(number: number): OrderDetail {
  return {
    ...anOrderEntry(number),
    quoteVersion: 1,
    vat: euro(9_306),
    refunded: euro(0),
    poNumber: 'PO 7',
    note: null,
    lines: [
      {
        line: 1,
        keyId: uuid(1),
        number: '••••-1001',
        customerName: CUSTOMER.name,
        kind: 'RENEW_ANNUAL',
        edition: 'PROFESSIONAL',
        size: 16,
        years: 1,
        net: euro(42_300),
        gross: euro(51_606),
        state: 'APPLIED',
        refusal: null,
        from: '2027-01-01',
        to: '2027-12-31',
      },
    ],
    payments: [
      {
        id: uuid(501),
        state: 'PAID',
        amount: euro(51_606),
        refunded: euro(0),
        dispute: null,
        failure: null,
        failureText: null,
        duplicate: false,
        createdAt: '2026-11-22T09:00:00Z',
        paidAt: '2026-11-22T09:01:00Z',
      },
    ],
    documents: [{ id: uuid(701), kind: 'INVOICE', number: '17', issuedOn: '2026-11-22', gross: euro(51_606) }],
    credits: [aCredit()],
    refunds: [
      { id: uuid(801), state: 'PENDING', amount: euro(100), reason: 'agreed', requestedAt: '2026-11-22T10:00:00Z' },
    ],
  };
}

export function aDocument(): Document {
  return {
    id: uuid(701),
    kind: 'INVOICE',
    number: '17',
    issuedOn: '2026-11-22',
    gross: euro(51_606),
    orderId: uuid(401),
    body: { legal: ['OM-11'] },
  };
}

export function anInboxEvent(): InboxEvent {
  return {
    eventId: 'evt_1',
    type: 'checkout.session.completed',
    state: 'DEAD',
    attempts: 8,
    receivedAt: '2026-11-22T09:01:00Z',
    note: 'no such order',
  };
}

export function someReminders(): Reminders {
  return {
    windows: [90, 60, 30, 7],
    setting: { digest: true, remindCustomers: false, email: null },
    next: [{ day: '2026-12-01', window: 30, keys: 4 }],
  };
}

export function aMessage(): Message {
  return {
    id: uuid(901),
    kind: 'mail',
    to: 'acquisti@rossi.example',
    subject: 'Quote Q-00001',
    state: 'UNCERTAIN',
    attempts: 1,
    createdAt: '2026-11-22T08:05:00Z',
    dueAt: '2026-11-22T08:05:00Z',
    doneAt: null,
    failure: 'no report',
  };
}
