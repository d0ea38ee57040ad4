import type { Key, KeyDetail, Phase } from '../../../backend/edge/src/core/key-types.js';
import type { Page } from '../../../backend/edge/src/core/types.js';

export function uuid(number: number): string {
  return `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

export function aKey(number: number): Key {
  return {
    id: uuid(number),
    number: `••••-••••-••••-${String(1_000 + number)}`,
    kind: 'ANNUAL',
    edition: 'PROFESSIONAL',
    size: 16,
    free: false,
    trial: false,
    notForResale: false,
    education: false,
    status: 'ACTIVE',
    statusUntil: '2026-12-31',
    nextStatus: 'FALLBACK',
    effective: { edition: 'PROFESSIONAL', size: 16, free: false, maxExtensions: 80 },
    startsOn: '2026-01-01',
    lastDay: '2026-12-31',
    windowLastDay: null,
    closedOn: null,
    maxExtensions: 80,
    extensionsCounted: 55,
    over: false,
    usageStale: false,
    support: true,
    deadline: null,
    renewalPrice: { minor: 42_300, currency: 'EUR' },
    customer: {
      id: uuid(100 + number),
      name: `Customer ${String(number)}`,
      email: null,
      vatId: null,
      country: 'IT',
      city: 'Padova',
      language: 'it',
      education: false,
      partner: null,
      createdAt: '2026-01-01T00:00:00Z',
    },
    partner: {
      id: uuid(200),
      name: 'Brenta Telefonia Srl',
      country: 'IT',
      city: 'Padova',
      language: 'it',
      level: null,
      vatId: null,
      keys: 220,
    },
    pbxVersion: '18.0.5',
    fqdn: 'pbx.example.org',
    issuedAt: '2026-01-01T00:00:00Z',
    version: 3,
  };
}

const PHASE: Phase = {
  from: '2026-01-01',
  to: '2026-12-31',
  status: 'ACTIVE',
  effective: { edition: 'PROFESSIONAL', size: 16, free: false, maxExtensions: 80 },
  servicesOff: [],
  support: true,
  updates: true,
  renewable: true,
  tradeInOnly: false,
  warnAtRenewal: false,
  provisional: false,
  causes: [
    { rule: 'KL-1', text: 'An annual key holds a year.', ruleVersion: 'KL-1@1', status: 'FINAL', source: 'RULES' },
  ],
};

export function aKeyDetail(number: number): KeyDetail {
  return {
    ...aKey(number),
    holding: { on: '2026-06-01', phase: PHASE, sentence: 'Professional 16 until 31 December 2026.' },
    timeline: [PHASE],
    dates: [{ kind: 'EXPIRY', date: '2026-12-31', binding: true, text: 'Ends', rule: 'KL-2' }],
    terms: [{ start: '2026-01-01', lastDay: '2026-12-31', years: 1, boughtOn: '2026-01-01', kind: 'FIRST' }],
    activation: null,
    usage: null,
    transfer: null,
    replacedBy: null,
    replaces: { id: uuid(2), number: '••••-1002' },
    pendingDowngrade: null,
    acknowledgements: [],
    deadlineExtensions: [],
    actions: [{ operation: 'RenewKey', allowed: true, refusal: null }],
  };
}

export function pageOf<T>(items: T[]): Page<T> {
  return { items, endCursor: 'end', hasNextPage: false, total: { count: items.length, atLeast: false } };
}
