import type { Filter } from '../../../core/calls.js';
import { bareId } from '../../../core/ids.js';
import { wantsCursors } from '../../selection.js';
import { builder } from '../builder.js';
import { connect, pageArguments } from '../connection.js';
import { KeyRef } from '../key.js';
import { CreditConnection, InboxEventRef, LedgerCheckRef } from './credit.js';
import { CreditState, InboxState, MessageState, OrderState, QuoteState } from './enums.js';
import { MessageConnection, RemindersRef } from './message.js';
import { DocumentRef, OrderConnection, OrderRef } from './order.js';
import { QuoteConnection, QuoteRef } from './quote.js';

const QuoteFilter = builder.inputType('QuoteFilter', {
  description: 'Every part narrows; a list means any of these.',
  fields: (t) => ({
    state: t.field({ type: [QuoteState] }),
    search: t.string({ description: 'Number, buyer, customer, partner, PO number.' }),
    customerId: t.id(),
    keyId: t.id(),
    partnerId: t.id(),
    validTo: t.field({ type: 'Date', description: 'Last day of validity up to this one.' }),
  }),
});
const OrderFilter = builder.inputType('OrderFilter', {
  description: 'Every part narrows; a list means any of these.',
  fields: (t) => ({
    state: t.field({ type: [OrderState] }),
    search: t.string({ description: 'Number, buyer, customer, partner, PO number.' }),
    keyId: t.id(),
    disputed: t.boolean(),
    refundCameBack: t.boolean({
      description: 'Money that went back did not arrive, and nothing was sent since.',
    }),
  }),
});

function quoteFilter(filter: typeof QuoteFilter.$inferInput | null | undefined): Filter {
  if (filter === null || filter === undefined) return {};
  const { customerId, keyId, partnerId, ...same } = filter;
  return {
    ...same,
    customerId: customerId == null ? null : bareId('customer', customerId),
    keyId: keyId == null ? null : bareId('key', keyId),
    partnerId: partnerId == null ? null : bareId('partner', partnerId),
  };
}

function orderFilter(filter: typeof OrderFilter.$inferInput | null | undefined): Filter {
  if (filter === null || filter === undefined) return {};
  const { keyId, ...same } = filter;
  return { ...same, keyId: keyId == null ? null : bareId('key', keyId) };
}

builder.queryFields((t) => {
  const page = { first: t.arg.int({ required: true }), after: t.arg.string() };
  const id = { id: t.arg.id({ required: true }) };
  return {
    quotes: t.field({
      type: QuoteConnection,
      description: 'Newest first; `first` is 1 to 100.',
      args: { ...page, filter: t.arg({ type: QuoteFilter }) },
      resolve: (_, args, { core }, info) =>
        connect(args, core.quotes(pageArguments(args, wantsCursors(info)), quoteFilter(args.filter))),
    }),
    quote: t.field({
      type: QuoteRef,
      nullable: true,
      args: id,
      resolve: (_, args, { core }) => core.quote(bareId('quote', args.id)),
    }),
    orders: t.field({
      type: OrderConnection,
      description: 'Newest first; `first` is 1 to 100.',
      args: { ...page, filter: t.arg({ type: OrderFilter }) },
      resolve: (_, args, { core }, info) =>
        connect(args, core.orders(pageArguments(args, wantsCursors(info)), orderFilter(args.filter))),
    }),
    order: t.field({
      type: OrderRef,
      nullable: true,
      args: id,
      resolve: (_, args, { core }) => core.order(bareId('order', args.id)),
    }),
    document: t.field({
      type: DocumentRef,
      nullable: true,
      args: id,
      resolve: (_, args, { core }) => core.document(bareId('document', args.id)),
    }),
    credits: t.field({
      type: CreditConnection,
      args: { ...page, state: t.arg({ type: [CreditState] }) },
      resolve: (_, args, { core }, info) =>
        connect(args, core.credits(pageArguments(args, wantsCursors(info)), { state: args.state })),
    }),
    ledgerCheck: t.field({
      type: LedgerCheckRef,
      description: 'Whether what came in is what was applied, credited and given back.',
      resolve: (_, __, { core }) => core.ledgerCheck(),
    }),
    inbox: t.field({
      type: [InboxEventRef],
      args: { state: t.arg({ type: [InboxState] }) },
      resolve: (_, { state }, { core }) => core.inbox({ state }),
    }),
    reminders: t.field({
      type: RemindersRef,
      args: { partnerId: t.arg.id({ description: 'Whose, for operators.' }) },
      resolve: (_, { partnerId }, { core }) =>
        core.reminders({ partnerId: partnerId == null ? null : bareId('partner', partnerId) }),
    }),
    messages: t.field({
      type: MessageConnection,
      args: { ...page, state: t.arg({ type: [MessageState] }) },
      resolve: (_, args, { core }, info) =>
        connect(args, core.messages(pageArguments(args, wantsCursors(info)), { state: args.state })),
    }),
  };
});

builder.objectFields(KeyRef, (t) => {
  const page = { first: t.arg.int({ required: true }), after: t.arg.string() };
  return {
    quotes: t.field({
      type: QuoteConnection,
      description: 'The quotes that speak of this key.',
      args: page,
      resolve: (key, args, { core }, info) =>
        connect(args, core.quotes(pageArguments(args, wantsCursors(info)), { keyId: key.id })),
    }),
    orders: t.field({
      type: OrderConnection,
      args: page,
      resolve: (key, args, { core }, info) =>
        connect(args, core.orders(pageArguments(args, wantsCursors(info)), { keyId: key.id })),
    }),
  };
});
