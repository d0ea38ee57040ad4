import type {
  Buyer,
  LineRefusal,
  LineStop,
  LineWarning,
  PriceStep,
  QuoteAction,
  QuoteChange,
  QuoteEvent,
  QuoteLine,
  QuoteVersion,
  Seller,
} from '../../../core/quote-types.js';
import { builder } from '../builder.js';
import { Edition } from '../enums.js';
import { publicId } from '../node.js';
import { MoneyRef } from '../values.js';
import { AcknowledgementState, OrderLineKind, PriceStepKind } from './enums.js';
import { CustomerLinkRef } from './links.js';

export const SellerRef = builder.objectRef<Seller>('Seller').implement({
  fields: (t) => ({
    name: t.exposeString('name'),
    address: t.exposeString('address'),
    country: t.exposeString('country'),
    vatId: t.exposeString('vatId', { nullable: true }),
  }),
});
export const BuyerRef = builder.objectRef<Buyer>('Buyer').implement({
  fields: (t) => ({
    name: t.exposeString('name'),
    country: t.exposeString('country', { nullable: true }),
    vatId: t.exposeString('vatId', { nullable: true }),
  }),
});

export const LineRefusalRef = builder.objectRef<LineRefusal>('LineRefusal').implement({
  description: 'Why it cannot be had: a stable code, the rule behind it, and what to do.',
  fields: (t) => ({
    code: t.exposeString('code'),
    rule: t.exposeString('rule', { nullable: true }),
    message: t.exposeString('message'),
    remedy: t.exposeString('remedy', { nullable: true }),
  }),
});

const LineStopRef = builder.objectRef<LineStop>('LineStop').implement({
  description: 'A service that is off where the key is not renewed.',
  fields: (t) => ({ code: t.exposeString('code'), text: t.exposeString('text') }),
});

const LineWarningRef = builder.objectRef<LineWarning>('LineWarning').implement({
  fields: (t) => ({
    code: t.exposeString('code'),
    rule: t.exposeString('rule'),
    text: t.exposeString('text'),
  }),
});

const PriceStepRef = builder.objectRef<PriceStep>('PriceStep').implement({
  description: 'One step from the list price to what is charged, with its rule and the version of it.',
  fields: (t) => ({
    kind: t.expose('kind', { type: PriceStepKind }),
    rule: t.exposeString('rule'),
    version: t.exposeString('version', { nullable: true }),
    amount: t.expose('amount', { type: MoneyRef }),
    text: t.exposeString('text'),
    facts: t.expose('facts', { type: 'JSON', nullable: true }),
  }),
});

export const QuoteLineRef = builder.objectRef<QuoteLine>('QuoteLine').implement({
  description: 'One key of a quote. What a refused line of a dry run cannot have is null.',
  fields: (t) => ({
    line: t.exposeInt('line'),
    keyId: t.id({ resolve: (line) => publicId('key', line.keyId) }),
    number: t.exposeString('number', { nullable: true }),
    customer: t.expose('customer', { type: CustomerLinkRef, nullable: true }),
    kind: t.expose('kind', { type: OrderLineKind, nullable: true }),
    edition: t.expose('edition', { type: Edition, nullable: true }),
    size: t.exposeInt('size', { nullable: true }),
    years: t.exposeInt('years'),
    from: t.expose('from', { type: 'Date', nullable: true, description: 'First day of the new term, if paid today.' }),
    to: t.expose('to', { type: 'Date', nullable: true, description: 'Its last day.' }),
    keyLastDay: t.expose('keyLastDay', {
      type: 'Date',
      nullable: true,
      description: 'Of the key when quoted: the line applies only while this holds.',
    }),
    list: t.expose('list', { type: MoneyRef, nullable: true }),
    net: t.expose('net', { type: MoneyRef, nullable: true }),
    vat: t.expose('vat', { type: MoneyRef, nullable: true }),
    gross: t.expose('gross', { type: MoneyRef, nullable: true }),
    partnerNet: t.expose('partnerNet', {
      type: MoneyRef,
      nullable: true,
      description: 'Where the customer pays: what the partner would pay.',
    }),
    margin: t.expose('margin', { type: MoneyRef, nullable: true }),
    maxExtensions: t.exposeInt('maxExtensions', { nullable: true }),
    counted: t.exposeInt('counted', { nullable: true }),
    over: t.exposeBoolean('over'),
    acknowledgement: t.expose('acknowledgement', { type: AcknowledgementState }),
    stops: t.expose('stops', { type: [LineStopRef] }),
    stopsOn: t.expose('stopsOn', { type: 'Date', nullable: true }),
    ifNotRenewed: t.exposeString('ifNotRenewed', { nullable: true, description: 'One sentence.' }),
    steps: t.expose('steps', { type: [PriceStepRef] }),
    warnings: t.expose('warnings', { type: [LineWarningRef] }),
    refusal: t.expose('refusal', { type: LineRefusalRef, nullable: true }),
  }),
});

export const QuoteEventRef = builder.objectRef<QuoteEvent>('QuoteEvent').implement({
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime' }),
    actor: t.exposeString('actor'),
    name: t.exposeString('name'),
    text: t.exposeString('text'),
    facts: t.expose('facts', { type: 'JSON', nullable: true }),
  }),
});

export const QuoteActionRef = builder.objectRef<QuoteAction>('QuoteAction').implement({
  description: 'May the reader do this now; if not, why.',
  fields: (t) => ({
    name: t.exposeString('name'),
    allowed: t.exposeBoolean('allowed'),
    refusal: t.expose('refusal', { type: LineRefusalRef, nullable: true }),
  }),
});

const QuoteChangeRef = builder.objectRef<QuoteChange>('QuoteChange').implement({
  fields: (t) => ({
    path: t.exposeString('path'),
    from: t.exposeString('from', { nullable: true }),
    to: t.exposeString('to', { nullable: true }),
  }),
});
export const QuoteVersionRef = builder.objectRef<QuoteVersion>('QuoteVersion').implement({
  description: 'What one version said, frozen, and what it changed against the one before.',
  fields: (t) => ({
    version: t.exposeInt('version'),
    at: t.expose('at', { type: 'DateTime' }),
    actor: t.exposeString('actor'),
    document: t.expose('document', { type: 'JSON' }),
    changes: t.expose('changes', { type: [QuoteChangeRef] }),
  }),
});
