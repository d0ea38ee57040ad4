import type { Key } from '../../core/key-types.js';
import type { GraphQLResolveInfo } from 'graphql';
import type { PageArguments } from '../../core/calls.js';
import { keyWishes } from '../selection.js';
import { builder } from './builder.js';
import { connectionOf, type PagingArguments } from './connection.js';
import { CustomerRef } from './customer-ref.js';
import { Edition, KeyKind, KeyStatus } from './enums.js';
import { Node, publicId } from './node.js';
import { PartnerRef } from './partner.js';
import { EntitlementRef, MoneyRef } from './values.js';

/** A row of a list, or a whole key: the details are read when asked for (key-detail.ts). */
export const KeyRef = builder.objectRef<Key>('Key');

KeyRef.implement({
  description: 'A licence key and what holds for it today.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (key) => publicId('key', key.id) }),
    number: t.exposeString('number', {
      description: 'Masked but for its last group, except where it is yours to copy.',
    }),
    kind: t.expose('kind', { type: KeyKind }),
    edition: t.expose('edition', { type: Edition, description: 'As bought.' }),
    size: t.exposeInt('size', { description: 'Simultaneous calls, as bought.' }),
    free: t.exposeBoolean('free'),
    trial: t.exposeBoolean('trial'),
    notForResale: t.exposeBoolean('notForResale'),
    education: t.exposeBoolean('education'),
    status: t.expose('status', { type: KeyStatus }),
    statusUntil: t.expose('statusUntil', { type: 'Date', nullable: true, description: 'Last day of this status.' }),
    nextStatus: t.expose('nextStatus', { type: KeyStatus, nullable: true }),
    effective: t.expose('effective', {
      type: EntitlementRef,
      description: 'What holds today, which may be less than was bought.',
    }),
    startsOn: t.expose('startsOn', { type: 'Date' }),
    lastDay: t.expose('lastDay', { type: 'Date', nullable: true }),
    windowLastDay: t.expose('windowLastDay', {
      type: 'Date',
      nullable: true,
      description: 'Last day on which it can still be renewed.',
    }),
    closedOn: t.expose('closedOn', { type: 'Date', nullable: true }),
    maxExtensions: t.exposeInt('maxExtensions', { nullable: true }),
    extensionsCounted: t.exposeInt('extensionsCounted', { nullable: true }),
    over: t.exposeBoolean('over', { description: 'More extensions in use than the size carries.' }),
    usageStale: t.exposeBoolean('usageStale'),
    support: t.exposeBoolean('support'),
    deadline: t.expose('deadline', { type: 'Date', nullable: true }),
    renewalPrice: t.expose('renewalPrice', { type: MoneyRef, nullable: true }),
    customer: t.expose('customer', { type: CustomerRef }),
    partner: t.expose('partner', { type: PartnerRef, nullable: true }),
    pbxVersion: t.exposeString('pbxVersion', { nullable: true }),
    fqdn: t.exposeString('fqdn', { nullable: true }),
    issuedAt: t.expose('issuedAt', { type: 'DateTime' }),
    version: t.exposeInt('version', {
      description: 'Grows by one with every event of the key; `expectedVersion` of a write.',
    }),
  }),
});

export const KeyConnection = connectionOf('Key', KeyRef, true);

/** A page of keys, asked for what the document reads of it and no more. */
export function keyPage({ first, after }: PagingArguments, info: GraphQLResolveInfo): PageArguments {
  return { first, after, ...keyWishes(info) };
}
