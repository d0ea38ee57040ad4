import type { Credit, InboxEvent, LedgerCheck, LedgerSums } from '../../../core/order-types.js';
import { builder } from '../builder.js';
import { connectionOf } from '../connection.js';
import { KeyLinkRef } from '../key-parts.js';
import { publicId } from '../node.js';
import { MoneyRef } from '../values.js';
import { CreditCause, CreditState, InboxState } from './enums.js';
import { OrderLinkRef } from './links.js';
import { LineRefusalRef } from './quote-parts.js';

export const CreditRef = builder.objectRef<Credit>('Credit').implement({
  description: 'Money that is there and applied to nothing (OM-8): an operator settles it.',
  fields: (t) => ({
    id: t.id({ resolve: (credit) => publicId('credit', credit.id) }),
    order: t.expose('order', { type: OrderLinkRef }),
    line: t.exposeInt('line', { nullable: true, description: 'null: a whole payment.' }),
    key: t.expose('key', { type: KeyLinkRef, nullable: true }),
    cause: t.expose('cause', { type: CreditCause }),
    refusal: t.expose('refusal', { type: LineRefusalRef, nullable: true }),
    amount: t.expose('amount', { type: MoneyRef }),
    state: t.expose('state', { type: CreditState }),
    openedAt: t.expose('openedAt', { type: 'DateTime' }),
    settledAt: t.expose('settledAt', { type: 'DateTime', nullable: true }),
    settledBy: t.exposeString('settledBy', { nullable: true }),
    reason: t.exposeString('reason', { nullable: true }),
  }),
});
export const CreditConnection = connectionOf('Credit', CreditRef, false);

const LedgerSumsRef = builder.objectRef<LedgerSums>('LedgerSums').implement({
  description: 'Sums of one currency; received = applied + credit + refunded, at every moment.',
  fields: (t) => ({
    currency: t.exposeString('currency'),
    received: t.expose('received', { type: 'MinorUnits' }),
    applied: t.expose('applied', { type: 'MinorUnits' }),
    credit: t.expose('credit', { type: 'MinorUnits' }),
    refunded: t.expose('refunded', { type: 'MinorUnits' }),
    difference: t.expose('difference', { type: 'MinorUnits' }),
  }),
});
export const LedgerCheckRef = builder.objectRef<LedgerCheck>('LedgerCheck').implement({
  fields: (t) => ({
    currencies: t.expose('currencies', { type: [LedgerSumsRef] }),
    unbalanced: t.exposeInt('unbalanced', {
      description: 'Orders of which the ledger says something else than their payments and lines.',
    }),
    balanced: t.exposeBoolean('balanced'),
  }),
});

export const InboxEventRef = builder.objectRef<InboxEvent>('InboxEvent').implement({
  description: 'One message of the payment provider: archived first, worked on afterwards.',
  fields: (t) => ({
    eventId: t.exposeString('eventId'),
    type: t.exposeString('type'),
    state: t.expose('state', { type: InboxState }),
    attempts: t.exposeInt('attempts'),
    receivedAt: t.expose('receivedAt', { type: 'DateTime' }),
    note: t.exposeString('note', { nullable: true }),
  }),
});
