import type {
  Document,
  DocumentEntry,
  Order,
  OrderDetail,
  OrderLine,
  Payment,
  Refund,
} from '../../../core/order-types.js';
import type { Checkout } from '../../../core/quote-types.js';
import type { GraphContext } from '../../context.js';
import { builder } from '../builder.js';
import { connectionOf } from '../connection.js';
import { Node, publicId } from '../node.js';
import { Edition } from '../enums.js';
import { MoneyRef } from '../values.js';
import { CreditRef } from './credit.js';
import {
  DisputeState,
  DocumentKind,
  type DocumentKindWord,
  OrderLineKind,
  OrderLineState,
  OrderState,
  Payer,
  PaymentState,
  RefundState,
} from './enums.js';
import { CustomerLinkRef, PartnerLinkRef } from './links.js';
import { LineRefusalRef } from './quote-parts.js';

/** Fields of an order that a list's rows do not carry: asking for one reads that order, once, at a price (cost.ts). */
export const ORDER_DETAIL_FIELDS = [
  'quoteVersion',
  'vat',
  'refunded',
  'poNumber',
  'note',
  'lines',
  'payments',
  'documents',
  'credits',
  'refunds',
] as const;
type DetailField = (typeof ORDER_DETAIL_FIELDS)[number];

function detail<F extends DetailField>(field: F) {
  return (order: Order, _: unknown, { core }: GraphContext): OrderDetail[F] | Promise<OrderDetail[F]> =>
    'payments' in order ? order[field] : core.order(order.id).then((whole) => whole[field]);
}

const OrderLineRef = builder.objectRef<OrderLine>('OrderLine').implement({
  description: 'One key, one effect: applied to the key, or kept as an open credit.',
  fields: (t) => ({
    line: t.exposeInt('line'),
    keyId: t.id({ resolve: (line) => publicId('key', line.keyId) }),
    number: t.exposeString('number'),
    customerName: t.exposeString('customerName'),
    kind: t.expose('kind', { type: OrderLineKind }),
    edition: t.expose('edition', { type: Edition }),
    size: t.exposeInt('size'),
    years: t.exposeInt('years'),
    net: t.expose('net', { type: MoneyRef }),
    gross: t.expose('gross', { type: MoneyRef }),
    state: t.expose('state', { type: OrderLineState }),
    refusal: t.expose('refusal', { type: LineRefusalRef, nullable: true }),
    from: t.expose('from', { type: 'Date', nullable: true }),
    to: t.expose('to', { type: 'Date', nullable: true }),
  }),
});

const PaymentRef = builder.objectRef<Payment>('Payment').implement({
  description: 'One attempt to pay.',
  fields: (t) => ({
    id: t.id({ resolve: (payment) => publicId('payment', payment.id) }),
    state: t.expose('state', { type: PaymentState }),
    amount: t.expose('amount', { type: MoneyRef }),
    refunded: t.expose('refunded', { type: MoneyRef }),
    dispute: t.expose('dispute', { type: DisputeState, nullable: true }),
    failure: t.exposeString('failure', { nullable: true, description: 'The provider’s code.' }),
    failureText: t.exposeString('failureText', { nullable: true, description: 'The same in words, and what to do.' }),
    duplicate: t.exposeBoolean('duplicate'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    paidAt: t.expose('paidAt', { type: 'DateTime', nullable: true }),
  }),
});

const DocumentEntryRef = builder.objectRef<DocumentEntry>('DocumentEntry').implement({
  fields: (t) => ({
    id: t.id({ resolve: (document) => publicId('document', document.id) }),
    kind: t.field({ type: DocumentKind, resolve: (document) => document.kind as DocumentKindWord }),
    number: t.exposeString('number'),
    issuedOn: t.expose('issuedOn', { type: 'Date' }),
    gross: t.expose('gross', { type: MoneyRef }),
  }),
});
export const DocumentRef = builder.objectRef<Document>('Document').implement({
  description: 'An invoice, receipt or credit note. Its number has no gap before it, and it never changes.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (document) => publicId('document', document.id) }),
    kind: t.field({ type: DocumentKind, resolve: (document) => document.kind as DocumentKindWord }),
    number: t.exposeString('number'),
    orderId: t.id({ resolve: (document) => publicId('order', document.orderId) }),
    issuedOn: t.expose('issuedOn', { type: 'Date' }),
    gross: t.expose('gross', { type: MoneyRef }),
    body: t.expose('body', { type: 'JSON', description: 'As printed: seller, buyer, lines, totals, legal lines.' }),
  }),
});

const RefundRef = builder.objectRef<Refund>('Refund').implement({
  fields: (t) => ({
    id: t.id({ resolve: (refund) => publicId('refund', refund.id) }),
    state: t.expose('state', { type: RefundState }),
    amount: t.expose('amount', { type: MoneyRef }),
    reason: t.exposeString('reason'),
    requestedAt: t.expose('requestedAt', { type: 'DateTime' }),
  }),
});

export const OrderRef = builder.objectRef<Order>('Order');
OrderRef.implement({
  description: 'What was bought with one version of a quote, how it was paid, and what became of each line.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (order) => publicId('order', order.id) }),
    number: t.exposeString('number'),
    state: t.expose('state', { type: OrderState }),
    quoteId: t.id({ resolve: (order) => publicId('quote', order.quoteId) }),
    quoteNumber: t.exposeString('quoteNumber'),
    payer: t.expose('payer', { type: Payer }),
    partner: t.expose('partner', { type: PartnerLinkRef, nullable: true }),
    customer: t.expose('customer', { type: CustomerLinkRef, nullable: true }),
    buyerName: t.exposeString('buyerName'),
    net: t.expose('net', { type: MoneyRef }),
    gross: t.expose('gross', { type: MoneyRef }),
    disputed: t.exposeBoolean('disputed'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    paidAt: t.expose('paidAt', { type: 'DateTime', nullable: true }),

    quoteVersion: t.int({ resolve: detail('quoteVersion') }),
    vat: t.field({ type: MoneyRef, resolve: detail('vat') }),
    refunded: t.field({ type: MoneyRef, resolve: detail('refunded') }),
    poNumber: t.string({ nullable: true, resolve: detail('poNumber') }),
    note: t.string({ nullable: true, resolve: detail('note') }),
    lines: t.field({ type: [OrderLineRef], resolve: detail('lines') }),
    payments: t.field({ type: [PaymentRef], resolve: detail('payments') }),
    documents: t.field({ type: [DocumentEntryRef], resolve: detail('documents') }),
    credits: t.field({ type: [CreditRef], resolve: detail('credits') }),
    refunds: t.field({ type: [RefundRef], resolve: detail('refunds') }),
  }),
});
export const OrderConnection = connectionOf('Order', OrderRef, true);

export const CheckoutRef = builder.objectRef<Checkout>('Checkout').implement({
  description: 'Where to pay: the payment provider’s page.',
  fields: (t) => ({
    url: t.exposeString('url'),
    orderId: t.id({ resolve: (checkout) => publicId('order', checkout.orderId) }),
    paymentId: t.id({ resolve: (checkout) => publicId('payment', checkout.paymentId) }),
  }),
});
