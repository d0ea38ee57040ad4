import { bareId, type IdKind } from '../../core/ids.js';
import type { KeyMatches } from '../../core/key-types.js';
import { wantsCursors, wantsOf } from '../selection.js';
import { builder } from './builder.js';
import { CatalogueRef, SizeAdviceRef } from './catalogue.js';
import { connect, pageArguments } from './connection.js';
import { CustomerRef } from './customer-ref.js';
import { CustomerConnection } from './customer.js';
import { coreSort, KeySort } from './enums.js';
import { auditFilter, AuditFilter, keyFilter, KeyFilter } from './filters.js';
import { KeyConnection, keyPage, KeyRef } from './key.js';
import { loadNode, Node } from './node.js';
import { PartnerConnection, PartnerRef, PartnerSort, PartnerState } from './partner.js';
import { ExpiryDayRef, HomeRef, MeRef, PermissionRef, SearchHitRef } from './people.js';
import { AuditConnection, ImportConnection, ImportRef } from './records.js';

const KeyMatchesRef = builder.objectRef<KeyMatches>('KeyMatches').implement({
  fields: (t) => ({
    matched: t.expose('matched', { type: [KeyRef] }),
    unknown: t.exposeStringList('unknown'),
    malformed: t.exposeStringList('malformed'),
    duplicates: t.exposeStringList('duplicates'),
  }),
});

function optionalId(kind: IdKind, id: string | null | undefined): string | null {
  return id === null || id === undefined ? null : bareId(kind, id);
}

builder.queryType({
  fields: (t) => {
    const page = { first: t.arg.int({ required: true }), after: t.arg.string() };
    const id = { id: t.arg.id({ required: true }) };
    return {
      node: t.field({
        type: Node,
        nullable: true,
        args: id,
        resolve: (_, args, { core }) => loadNode(core, args.id),
      }),
      nodes: t.field({
        type: [Node],
        nullable: { list: false, items: true },
        description: 'At most 50 ids.',
        args: { ids: t.arg.idList({ required: true }) },
        resolve: (_, { ids }, { core }) => ids.map((one) => loadNode(core, one)),
      }),
      me: t.field({ type: MeRef, resolve: (_, __, { core }) => core.me() }),
      home: t.field({ type: HomeRef, resolve: (_, __, { core }) => core.home() }),
      keys: t.field({
        type: KeyConnection,
        description: 'The keys the reader may see, by keyset; `first` is 1 to 100.',
        args: { ...page, filter: t.arg({ type: KeyFilter }), sort: t.arg({ type: KeySort, defaultValue: 'EXPIRY' }) },
        resolve: (_, args, { core }, info) =>
          connect(args, core.keys(keyPage(args, info), keyFilter(args.filter), coreSort(args.sort ?? 'EXPIRY'))),
      }),
      key: t.field({
        type: KeyRef,
        nullable: true,
        args: id,
        resolve: (_, args, { core }) => core.key(bareId('key', args.id)),
      }),
      matchKeys: t.field({
        type: KeyMatchesRef,
        description: 'At most 500 numbers, as pasted.',
        args: { numbers: t.arg.stringList({ required: true }) },
        resolve: (_, { numbers }, { core }) => core.matchKeys(numbers),
      }),
      customers: t.field({
        type: CustomerConnection,
        args: { ...page, search: t.arg.string(), partnerId: t.arg.id() },
        resolve: (_, args, { core }, info) =>
          connect(
            args,
            core.customers(pageArguments(args, wantsCursors(info)), {
              search: args.search,
              partnerId: optionalId('partner', args.partnerId),
            }),
          ),
      }),
      customer: t.field({
        type: CustomerRef,
        nullable: true,
        args: id,
        resolve: (_, args, { core }) => core.customer(bareId('customer', args.id)),
      }),
      partners: t.field({
        type: PartnerConnection,
        args: {
          ...page,
          search: t.arg.string(),
          level: t.arg.stringList({ description: 'Codes or names.' }),
          country: t.arg.stringList(),
          state: t.arg({ type: PartnerState }),
          sort: t.arg({ type: PartnerSort }),
        },
        resolve: (_, args, { core }, info) => {
          const { search, level, country, state, sort } = args;
          return connect(
            args,
            core.partners(pageArguments(args, wantsCursors(info)), {
              search,
              level,
              country,
              state,
              sort: coreSort(sort ?? 'NAME'),
              standing: wantsOf(info, 'points') || wantsOf(info, 'outlook') ? true : null,
            }),
          );
        },
      }),
      partner: t.field({
        type: PartnerRef,
        nullable: true,
        args: id,
        resolve: (_, args, { core }) => core.partner(bareId('partner', args.id)),
      }),
      expiry: t.field({
        type: [ExpiryDayRef],
        args: {
          from: t.arg({ type: 'Date', required: true }),
          to: t.arg({ type: 'Date', required: true }),
          partnerId: t.arg.id(),
        },
        resolve: (_, { from, to, partnerId }, { core }) =>
          core.expiry({ from, to, partnerId: optionalId('partner', partnerId) }),
      }),
      search: t.field({
        type: [SearchHitRef],
        description: 'At most 10 hits over keys, customers and partners.',
        args: { text: t.arg.string({ required: true }) },
        resolve: (_, { text }, { core }) => core.search(text),
      }),
      catalogue: t.field({ type: CatalogueRef, resolve: (_, __, { core }) => core.catalogue() }),
      adviser: t.field({
        type: SizeAdviceRef,
        args: { count: t.arg.int({ required: true }) },
        resolve: (_, { count }, { core }) => core.adviser(count),
      }),
      imports: t.field({
        type: ImportConnection,
        args: page,
        resolve: (_, args, { core }, info) => connect(args, core.imports(pageArguments(args, wantsCursors(info)))),
      }),
      import: t.field({
        type: ImportRef,
        nullable: true,
        args: id,
        resolve: (_, args, { core }) => core.import(bareId('import', args.id)),
      }),
      audit: t.field({
        type: AuditConnection,
        args: { ...page, filter: t.arg({ type: AuditFilter }) },
        resolve: (_, args, { core }, info) =>
          connect(args, core.audit(pageArguments(args, wantsCursors(info)), auditFilter(args.filter))),
      }),
      permissions: t.field({
        type: [PermissionRef],
        resolve: (_, __, { core }) => core.permissions(),
      }),
    };
  },
});
