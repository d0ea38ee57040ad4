import type { Entitlement } from '../../core/key-types.js';
import type { Money, Suspension, Tenant } from '../../core/types.js';
import { builder } from './builder.js';
import { Edition } from './enums.js';

export const MoneyRef = builder.objectRef<Money>('Money').implement({
  description: 'An amount in one currency. Amounts of different currencies are never added.',
  fields: (t) => ({
    minor: t.expose('minor', { type: 'MinorUnits' }),
    currency: t.exposeString('currency', { description: 'ISO 4217.' }),
  }),
});

export const EntitlementRef = builder.objectRef<Entitlement>('Entitlement').implement({
  description: 'An edition and a size, and how many extensions they carry.',
  fields: (t) => ({
    edition: t.expose('edition', { type: Edition }),
    size: t.exposeInt('size', { description: 'Simultaneous calls.' }),
    free: t.exposeBoolean('free'),
    maxExtensions: t.exposeInt('maxExtensions', { nullable: true }),
  }),
});

export const SuspensionRef = builder.objectRef<Suspension>('Suspension').implement({
  description: 'A partner is kept out by an operator; its people read why.',
  fields: (t) => ({
    since: t.expose('since', { type: 'DateTime' }),
    reason: t.exposeString('reason'),
  }),
});

export const TenantRef = builder.objectRef<Tenant>('Tenant').implement({
  description: 'A distributor: its own catalogue, prices, partners and keys.',
  fields: (t) => ({
    slug: t.exposeString('slug'),
    name: t.exposeString('name'),
    currency: t.exposeString('currency'),
    timeZone: t.exposeString('timeZone'),
    languages: t.exposeStringList('languages'),
    today: t.expose('today', { type: 'Date', description: 'The day it is in the tenant’s time zone.' }),
  }),
});
