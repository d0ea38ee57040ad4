import { builder } from './builder.js';

export const KeyKind = builder.enumType('KeyKind', { values: ['ANNUAL', 'PERPETUAL', 'SUBSCRIPTION'] as const });
export const Edition = builder.enumType('Edition', { values: ['STANDARD', 'PROFESSIONAL', 'ENTERPRISE'] as const });
export const KeyStatus = builder.enumType('KeyStatus', {
  description: 'What holds for a key on a day.',
  values: {
    NOT_STARTED: { description: 'Issued; its first day has not come.' },
    ACTIVE: { description: 'Everything bought holds.' },
    FALLBACK: { description: 'An annual key past its last day: a smaller entitlement holds until it is renewed.' },
    MAINTENANCE_WINDOW: { description: 'A perpetual key whose maintenance ended; it can still be renewed.' },
    MAINTENANCE_LAPSED: { description: 'A perpetual key whose maintenance window is over.' },
    EXPIRED: { description: 'A trial or subscription that has ended.' },
    CLOSED: { description: 'Closed for good.' },
  } as const,
});
export const KeySort = builder.enumType('KeySort', {
  values: [
    'EXPIRY',
    'EXPIRY_DESC',
    'NUMBER',
    'NUMBER_DESC',
    'CUSTOMER',
    'CUSTOMER_DESC',
    'SIZE',
    'SIZE_DESC',
    'USAGE',
    'USAGE_DESC',
    'ISSUED',
    'ISSUED_DESC',
  ] as const,
});
export const Role = builder.enumType('Role', {
  values: ['OPERATOR', 'OWNER', 'SALES', 'SUPPORT', 'PURCHASE'] as const,
});
export const RuleStatus = builder.enumType('RuleStatus', {
  description: 'How firm the version of a rule is.',
  values: ['PROVISIONAL', 'FINAL', 'WITHDRAWN'] as const,
});
export const ImportKind = builder.enumType('ImportKind', {
  values: ['KEYS', 'CUSTOMERS', 'USAGE', 'TURNOVER', 'CERTIFICATES'] as const,
});
export const ImportState = builder.enumType('ImportState', {
  values: ['CHECKING', 'CHECKED', 'COMMITTING', 'DONE', 'STOPPED', 'FAILED'] as const,
});

/** `EXPIRY_DESC` → `-EXPIRY`, as the core writes a descending order. */
export function coreSort(sort: string): string {
  return sort.endsWith('_DESC') ? `-${sort.slice(0, -5)}` : sort;
}
