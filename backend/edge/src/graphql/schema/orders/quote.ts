import type { MailPreview, PayLink, Quote, QuoteDetail, QuotePreview } from '../../../core/quote-types.js';
import type { GraphContext } from '../../context.js';
import { builder } from '../builder.js';
import { connectionOf } from '../connection.js';
import { Node, publicId } from '../node.js';
import { MoneyRef } from '../values.js';
import { Payer, QuoteState, VatTreatment } from './enums.js';
import { CustomerLinkRef, PartnerLinkRef } from './links.js';
import { BuyerRef, QuoteActionRef, QuoteEventRef, QuoteLineRef, QuoteVersionRef, SellerRef } from './quote-parts.js';

/** Fields of a quote that a list's rows do not carry: asking for one reads that quote, once, at a price (cost.ts). */
export const QUOTE_DETAIL_FIELDS = [
  'rowVersion',
  'buyer',
  'email',
  'language',
  'poNumber',
  'note',
  'reason',
  'acceptedName',
  'vat',
  'vatTreatment',
  'vatText',
  'seller',
  'pricedOn',
  'createdBy',
  'acceptedAt',
  'closedAt',
  'linkExpiresAt',
  'lines',
  'events',
  'actions',
  'ruleVersions',
] as const;
type DetailField = (typeof QUOTE_DETAIL_FIELDS)[number];

function detail<F extends DetailField>(field: F) {
  return (quote: Quote, _: unknown, { core }: GraphContext): QuoteDetail[F] | Promise<QuoteDetail[F]> =>
    'lines' in quote ? quote[field] : core.quote(quote.id).then((whole) => whole[field]);
}

export const QuoteRef = builder.objectRef<Quote>('Quote');
QuoteRef.implement({
  description: 'An offer to renew keys: what it says is what is charged while it is valid.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (quote) => publicId('quote', quote.id) }),
    number: t.exposeString('number'),
    version: t.exposeInt('version', { description: 'Of the document: one more with each revision.' }),
    state: t.expose('state', { type: QuoteState }),
    payer: t.expose('payer', { type: Payer }),
    partner: t.expose('partner', { type: PartnerLinkRef, nullable: true }),
    customer: t.expose('customer', {
      type: CustomerLinkRef,
      nullable: true,
      description: 'null where a partner pays for several.',
    }),
    buyerName: t.string({ resolve: (quote) => ('buyerName' in quote ? quote.buyerName : quote.buyer.name) }),
    net: t.expose('net', { type: MoneyRef }),
    gross: t.expose('gross', { type: MoneyRef }),
    validUntil: t.expose('validUntil', { type: 'Date', description: 'Last day.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    sentAt: t.expose('sentAt', { type: 'DateTime', nullable: true }),
    viewedAt: t.expose('viewedAt', { type: 'DateTime', nullable: true }),
    keys: t.int({
      description: 'How many.',
      resolve: (quote) => ('lines' in quote ? new Set(quote.lines.map((line) => line.keyId)).size : quote.keys),
    }),
    orderId: t.id({
      nullable: true,
      resolve: (quote) => (quote.orderId == null ? null : publicId('order', quote.orderId)),
    }),

    rowVersion: t.int({ description: '`expectedVersion` of a write.', resolve: detail('rowVersion') }),
    buyer: t.field({ type: BuyerRef, resolve: detail('buyer') }),
    email: t.string({ nullable: true, resolve: detail('email') }),
    language: t.string({ resolve: detail('language') }),
    poNumber: t.string({ nullable: true, resolve: detail('poNumber') }),
    note: t.string({ nullable: true, resolve: detail('note') }),
    reason: t.string({ nullable: true, description: 'Of a decline or of voiding.', resolve: detail('reason') }),
    acceptedName: t.string({ nullable: true, resolve: detail('acceptedName') }),
    vat: t.field({ type: MoneyRef, resolve: detail('vat') }),
    vatTreatment: t.field({ type: VatTreatment, resolve: detail('vatTreatment') }),
    vatText: t.string({ description: 'The legal line.', resolve: detail('vatText') }),
    seller: t.field({ type: SellerRef, resolve: detail('seller') }),
    pricedOn: t.field({ type: 'Date', resolve: detail('pricedOn') }),
    createdBy: t.string({ resolve: detail('createdBy') }),
    acceptedAt: t.field({ type: 'DateTime', nullable: true, resolve: detail('acceptedAt') }),
    closedAt: t.field({ type: 'DateTime', nullable: true, resolve: detail('closedAt') }),
    linkExpiresAt: t.field({ type: 'DateTime', nullable: true, resolve: detail('linkExpiresAt') }),
    lines: t.field({ type: [QuoteLineRef], resolve: detail('lines') }),
    events: t.field({ type: [QuoteEventRef], description: 'Oldest first.', resolve: detail('events') }),
    actions: t.field({
      type: [QuoteActionRef],
      description: 'What the reader may do with this quote now, and why not where not.',
      resolve: detail('actions'),
    }),
    ruleVersions: t.stringList({ resolve: detail('ruleVersions') }),
    versions: t.field({
      type: [QuoteVersionRef],
      resolve: (quote, _, { core }) => core.quoteVersions(quote.id),
    }),
  }),
});
export const QuoteConnection = connectionOf('Quote', QuoteRef, true);

export const QuotePreviewRef = builder.objectRef<QuotePreview>('QuotePreview').implement({
  description: 'A quote as it would be; nothing of it is kept.',
  fields: (t) => ({
    number: t.exposeString('number', { nullable: true }),
    version: t.exposeInt('version'),
    state: t.expose('state', { type: QuoteState }),
    payer: t.expose('payer', { type: Payer }),
    partner: t.expose('partner', { type: PartnerLinkRef, nullable: true }),
    customer: t.expose('customer', { type: CustomerLinkRef, nullable: true }),
    buyer: t.expose('buyer', { type: BuyerRef }),
    email: t.exposeString('email', { nullable: true }),
    language: t.exposeString('language'),
    poNumber: t.exposeString('poNumber', { nullable: true }),
    note: t.exposeString('note', { nullable: true }),
    net: t.expose('net', { type: MoneyRef }),
    vat: t.expose('vat', { type: MoneyRef }),
    gross: t.expose('gross', { type: MoneyRef }),
    vatTreatment: t.expose('vatTreatment', { type: VatTreatment }),
    vatText: t.exposeString('vatText'),
    seller: t.expose('seller', { type: SellerRef }),
    validUntil: t.expose('validUntil', { type: 'Date' }),
    pricedOn: t.expose('pricedOn', { type: 'Date' }),
    lines: t.expose('lines', { type: [QuoteLineRef] }),
    ruleVersions: t.exposeStringList('ruleVersions'),
  }),
});

export const MailPreviewRef = builder.objectRef<MailPreview>('MailPreview').implement({
  description: 'A mail as it would go out.',
  fields: (t) => ({
    to: t.exposeString('to', { nullable: true }),
    from: t.exposeString('from'),
    subject: t.exposeString('subject'),
    html: t.exposeString('html'),
    text: t.exposeString('text'),
    language: t.exposeString('language'),
  }),
});

export const PayLinkRef = builder.objectRef<PayLink>('PayLink').implement({
  description: 'An address that pays without an account: who has it can pay.',
  fields: (t) => ({ url: t.exposeString('url'), expiresAt: t.expose('expiresAt', { type: 'DateTime' }) }),
});
