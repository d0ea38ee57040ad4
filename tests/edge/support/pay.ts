import type { PayView } from '../../../backend/edge/src/core/pay-types.js';
import { aQuoteLine } from './orders.js';
import { uuid } from './world.js';

const euro = (minor: number) => ({ minor, currency: 'EUR' });

export const TOKEN = 'kZ3-9xQ_vT1mB7cD2eF4gH6iJ8kL0nP5rS_uWyXzA1B';
export const PAY = `/pay/allnet.${TOKEN}`;

/** What the core says behind a link of a quote that can be paid. */
export function aPayView(over: Partial<PayView> = {}): PayView {
  return {
    tenant: { slug: 'allnet', name: 'Allnet.Italia', languages: ['it', 'en'] },
    state: 'VALID',
    quoteNumber: 'Q-00001',
    version: 1,
    seller: { name: 'Allnet.Italia S.r.l.', address: 'Via Roma 1, Vicenza', country: 'IT', vatId: 'IT00000000000' },
    partner: { name: 'Brenta Telefonia Srl', email: 'marta@brenta.example' },
    customerName: 'Officine Rossi & Figli',
    language: 'it',
    lines: [{ ...aQuoteLine(1), partnerNet: null, margin: null }],
    net: euro(42_300),
    vat: euro(9_306),
    gross: euro(51_606),
    vatTreatment: 'DOMESTIC',
    vatText: 'IVA 22 %',
    validUntil: '2026-12-22',
    needsAcknowledgement: [],
    maskedEmail: 'a•••@rossi.example',
    poNumber: null,
    note: null,
    failure: null,
    receipt: null,
    ...over,
  };
}

export function anOverView(over: Partial<PayView> = {}): PayView {
  return aPayView({
    lines: [{ ...aQuoteLine(1), over: true, counted: 99, acknowledgement: 'REQUIRED', partnerNet: null, margin: null }],
    needsAcknowledgement: [
      { keyId: uuid(1), number: '••••-••••-••••-1001', counted: 99, max: 80, text: 'Ne sono a conoscenza.' },
    ],
    ...over,
  });
}

export function aPaidView(): PayView {
  return aPayView({
    state: 'PAID',
    receipt: {
      number: 'R-00012',
      issuedOn: '2026-11-22',
      gross: euro(51_606),
      paidAt: '2026-11-22T09:00:00Z',
      lines: [
        { number: '••••-1001', to: '2027-12-31', state: 'APPLIED' },
        { number: '••••-1002', to: null, state: 'WAITING' },
        { number: '••••-1003', to: '2026-12-31', state: 'CREDITED' },
      ],
    },
  });
}

/** Behind a link that has ended: who sent it, and where a new one would go. */
export function anEndedView(): PayView {
  return aPayView({
    state: 'EXPIRED',
    seller: null,
    partner: null,
    customerName: null,
    lines: [],
    net: null,
    vat: null,
    gross: null,
    vatTreatment: null,
    vatText: null,
    validUntil: null,
  });
}

/** As a browser sends a form of a page that gives no referrer. */
export const FORM = {
  'content-type': 'application/x-www-form-urlencoded',
  origin: 'null',
  'sec-fetch-site': 'same-origin',
};
