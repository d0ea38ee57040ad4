import type { Filter } from '../../core/calls.js';
import { bareId, bareIfPublic } from '../../core/ids.js';
import { builder } from './builder.js';
import { Edition, KeyKind, KeyStatus } from './enums.js';

export const KeyFilter = builder.inputType('KeyFilter', {
  description: 'Every part narrows; a list means any of these.',
  fields: (t) => ({
    search: t.string({ description: 'Full text over key, customer, partner and FQDN.' }),
    status: t.field({ type: [KeyStatus] }),
    edition: t.field({ type: [Edition] }),
    kind: t.field({ type: [KeyKind] }),
    size: t.intList(),
    over: t.boolean(),
    trial: t.boolean(),
    expiresFrom: t.field({ type: 'Date' }),
    expiresTo: t.field({ type: 'Date' }),
    partnerId: t.id(),
    customerId: t.id(),
    ids: t.idList(),
  }),
});

type KeyFilterShape = typeof KeyFilter.$inferInput;

export function keyFilter(filter: KeyFilterShape | null | undefined): Filter {
  if (filter === null || filter === undefined) return {};
  const { search, partnerId, customerId, ids, ...same } = filter;
  return {
    ...same,
    q: search,
    partnerId: partnerId == null ? null : bareId('partner', partnerId),
    customerId: customerId == null ? null : bareId('customer', customerId),
    ids: ids?.map((id) => bareId('key', id)),
  };
}

export const AuditFilter = builder.inputType('AuditFilter', {
  fields: (t) => ({
    actor: t.string(),
    action: t.string(),
    objectId: t.id(),
    from: t.field({ type: 'Date' }),
    to: t.field({ type: 'Date' }),
  }),
});

export function auditFilter(filter: typeof AuditFilter.$inferInput | null | undefined): Filter {
  if (filter === null || filter === undefined) return {};
  const { objectId, ...same } = filter;
  return { ...same, object: objectId == null ? null : bareIfPublic(objectId) };
}
