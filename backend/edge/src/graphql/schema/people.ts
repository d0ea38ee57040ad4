import type { Attention, ExpiryDay, Home, Me, Membership, Permission, SearchHit } from '../../core/types.js';
import { publicId, publicIdOf } from '../../core/ids.js';
import { readsOnly } from '../selection.js';
import { builder } from './builder.js';
import { Role } from './enums.js';
import { PartnerRef } from './partner.js';
import { MoneyRef, SuspensionRef, TenantRef } from './values.js';

const MembershipRef = builder.objectRef<Membership>('Membership').implement({
  fields: (t) => ({
    tenant: t.expose('tenant', { type: TenantRef }),
    organisation: t.exposeString('organisation'),
    role: t.expose('role', { type: Role }),
    suspension: t.expose('suspension', { type: SuspensionRef, nullable: true }),
  }),
});

/** What comes along of the reader's own partner; asked for more, it is read. */
const NAMED: ReadonlySet<string> = new Set(['__typename', 'id', 'name']);

const ViewingLinkRef = builder.objectRef<NonNullable<Me['viewing']>>('ViewingLink').implement({
  description: 'An operator sees what the partner sees; nothing can be changed meanwhile.',
  fields: (t) => ({
    id: t.id({ resolve: (viewing) => publicId('viewing', viewing.id) }),
    until: t.expose('until', { type: 'DateTime', description: 'It ends by itself.' }),
  }),
});

export const MeRef = builder.objectRef<Me>('Me').implement({
  description: 'Who asks, in which tenant and as what.',
  fields: (t) => ({
    name: t.exposeString('name'),
    login: t.exposeString('login', { nullable: true }),
    application: t.exposeBoolean('application', { description: 'A program, not a person.' }),
    language: t.exposeString('language', { nullable: true }),
    tenant: t.expose('tenant', { type: TenantRef, nullable: true }),
    organisation: t.exposeString('organisation', { nullable: true }),
    role: t.expose('role', { type: Role, nullable: true }),
    partner: t.field({
      type: PartnerRef,
      nullable: true,
      resolve: ({ partner }, _, { core }, info) =>
        partner === null || readsOnly(info, NAMED) ? partner : core.partner(partner.id),
    }),
    memberships: t.expose('memberships', { type: [MembershipRef] }),
    permissions: t.exposeStringList('permissions'),
    preferences: t.expose('preferences', { type: 'JSON' }),
    viewing: t.field({ type: ViewingLinkRef, nullable: true, resolve: (me) => me.viewing ?? null }),
  }),
});

export const ExpiryDayRef = builder.objectRef<ExpiryDay>('ExpiryDay').implement({
  fields: (t) => ({
    day: t.expose('day', { type: 'Date' }),
    keys: t.exposeInt('keys'),
    atStake: t.expose('atStake', { type: [MoneyRef] }),
  }),
});

const AttentionRef = builder.objectRef<Attention>('Attention').implement({
  description:
    'kind: EXPIRING_7 EXPIRING_30 EXPIRING_60 EXPIRING_90 FALLBACK MAINTENANCE_WINDOW OVER_LIMIT DEADLINE_SOON END_OF_LIFE USAGE_STALE TRANSFER_WAITING IMPORT_PROBLEMS REVIEW_APPROVAL REVIEW_PUBLICATION REVIEW_FAILED QUOTES_VIEWED_UNPAID QUOTES_EXPIRING OPEN_CREDITS DISPUTES REFUNDS_CAME_BACK WEBHOOKS_DEAD MAIL_UNCERTAIN; only entries that are not zero',
  fields: (t) => ({
    kind: t.exposeString('kind'),
    count: t.exposeInt('count'),
    atStake: t.expose('atStake', { type: [MoneyRef] }),
    filter: t.expose('filter', { type: 'JSON' }),
  }),
});

export const HomeRef = builder.objectRef<Home>('Home').implement({
  description: 'What needs the reader.',
  fields: (t) => ({
    attention: t.expose('attention', { type: [AttentionRef] }),
    heat: t.expose('heat', { type: [ExpiryDayRef] }),
    keys: t.exposeInt('keys'),
    customers: t.exposeInt('customers'),
  }),
});

export const SearchHitRef = builder.objectRef<SearchHit>('SearchHit').implement({
  fields: (t) => ({
    kind: t.exposeString('kind'),
    id: t.id({ resolve: (hit) => publicIdOf(hit.kind, hit.id) }),
    title: t.exposeString('title'),
    subtitle: t.exposeString('subtitle', { nullable: true }),
  }),
});

export const PermissionRef = builder.objectRef<Permission>('Permission').implement({
  fields: (t) => ({
    operation: t.exposeString('operation'),
    text: t.exposeString('text'),
    roles: t.expose('roles', { type: [Role] }),
  }),
});
