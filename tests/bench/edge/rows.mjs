const uuid = (space, number) => `018f0000-0000-7000-${8000 + space}-${String(number).padStart(12, '0')}`;

/** A row of a list of keys as the core sends it, customer and partner inside. */
const row = (number) => ({
  id: uuid(0, number),
  number: `AAAA-BBBB-CCCC-${1000 + number}`,
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
  renewalPrice: { minor: 42300, currency: 'EUR' },
  customer: { id: uuid(1, number), name: `Customer number ${number}` },
  partner: { id: uuid(2, number % 10), name: `Partner ${number % 10}` },
  pbxVersion: '18.0.5',
  fqdn: `pbx${number}.example.org`,
  issuedAt: '2026-01-01T00:00:00Z',
  version: 3,
});

export const page = (from = 0) => ({
  items: Array.from({ length: 50 }, (_, index) => row(from + index)),
  endCursor: 'bm90aGluZw',
  hasNextPage: true,
  total: { count: 220, atLeast: false },
});
