import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Harness } from './support/harness.js';

let edge: Harness;
beforeAll(async () => {
  edge = await Harness.start();
});
afterAll(() => edge.stop());
beforeEach(() => {
  edge.core.forget();
});

function nested(depth: number): string {
  return `{ me { ${'tenant { '.repeat(depth)} slug ${'} '.repeat(depth)} } }`;
}

/** customer → keys → nodes → customer → … */
function chain(links: number): string {
  let inner = 'id';
  for (let link = 0; link < links; link += 1) inner = `customer { keys(first: 1) { nodes { ${inner} } } }`;
  return `{ keys(first: 1) { nodes { ${inner} } } }`;
}

function fanOut(levels: number): string {
  const fragments = Array.from({ length: levels }, (_, level) =>
    level === 0
      ? 'fragment F0 on Me { name }'
      : `fragment F${String(level)} on Me { ...F${String(level - 1)} ...F${String(level - 1)} }`,
  );
  return `{ me { ...F${String(levels - 1)} } } ${fragments.join(' ')}`;
}

function aliases(count: number, field: string): string {
  return `{ ${Array.from({ length: count }, (_, index) => `a${String(index)}: ${field}`).join(' ')} }`;
}

const REFUSED: [what: string, code: string, body: () => unknown][] = [
  ...[11, 64, 100, 1_000, 2_000].map((depth): [string, string, () => unknown] => [
    `depth ${String(depth)}`,
    'DOCUMENT_TOO_DEEP',
    () => ({ query: nested(depth) }),
  ]),
  ['depth 10,000', 'DOCUMENT_TOO_DEEP', () => ({ query: '{a'.repeat(10_000) })],
  [
    'deep list literals',
    'DOCUMENT_TOO_DEEP',
    () => ({ query: `{ keys(first: ${'['.repeat(1_000)}1${']'.repeat(1_000)}) { nodes { id } } }` }),
  ],
  ['2,049 fields', 'DOCUMENT_TOO_WIDE', () => ({ query: `{ me { ${'name '.repeat(2_049)} } }` })],
  [
    '1,025 fields through fragments',
    'DOCUMENT_TOO_WIDE',
    () => ({
      query: `{ me { ${'...F '.repeat(205)} } } fragment F on Me { name login language organisation application }`,
    }),
  ],
  ['500 pairs squared', 'DOCUMENT_TOO_WIDE', () => ({ query: `{ me { ${'name '.repeat(500)} } }` })],
  ['10 k aliases', 'DOCUMENT_TOO_LARGE', () => ({ query: aliases(10_000, 'x') })],
  ['101 aliases', 'TOO_MANY_ALIASES', () => ({ query: aliases(101, 'me { name }') })],
  ['101 aliases of __typename', 'TOO_MANY_ALIASES', () => ({ query: aliases(101, '__typename') })],
  ['a fragment that spreads itself', 'FRAGMENT_CYCLE', () => ({ query: '{ me { ...A } } fragment A on Me { ...A }' })],
  [
    'a circle of fragments',
    'FRAGMENT_CYCLE',
    () => ({ query: '{ me { ...A } } fragment A on Me { ...B } fragment B on Me { ...C } fragment C on Me { ...A }' }),
  ],
  ['2^20 fan-out', 'DOCUMENT_TOO_WIDE', () => ({ query: fanOut(21) })],
  ['2^200 fan-out', 'DOCUMENT_TOO_WIDE', () => ({ query: fanOut(200) })],
  [
    'fan-out never used',
    'DOCUMENT_TOO_WIDE',
    () => ({ query: fanOut(40).replace(/\{ me \{ .*? \} \}/, '{ __typename }') }),
  ],
  ['100 k tokens', 'DOCUMENT_TOO_LARGE', () => ({ query: `{ ${'a '.repeat(30_000)} }` })],
  ['6,000 tokens in comments’ company', 'DOCUMENT_TOO_LARGE', () => ({ query: `# hi\n{ ${'a '.repeat(6_000)} }` })],
  ['65 KiB of document', 'DOCUMENT_TOO_LARGE', () => ({ query: `{ __typename } #${'x'.repeat(65_600)}` })],
  ['500 directives', 'TOO_MANY_DIRECTIVES', () => ({ query: `{ __typename ${'@skip(if: false) '.repeat(500)} }` })],
  ['5 directives', 'TOO_MANY_DIRECTIVES', () => ({ query: `query Q ${'@a '.repeat(5)} { __typename }` })],
  ['first: 10^9', 'INVALID_INPUT', () => ({ query: '{ keys(first: 1000000000) { nodes { id } } }' })],
  ['first: 0', 'INVALID_INPUT', () => ({ query: '{ keys(first: 0) { nodes { id } } }' })],
  [
    'first: -1 by variable',
    'INVALID_INPUT',
    () => ({ query: 'query($n: Int!) { keys(first: $n) { nodes { id } } }', variables: { n: -1 } }),
  ],
  [
    'first: 101 by variable default',
    'INVALID_INPUT',
    () => ({ query: 'query($n: Int! = 101) { keys(first: $n) { nodes { id } } }' }),
  ],
  ['first: 2^40', 'INVALID_DOCUMENT', () => ({ query: '{ keys(first: 1099511627776) { nodes { id } } }' })],
  [
    '51 nodes',
    'INVALID_INPUT',
    () => ({
      query: 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      variables: { ids: Array.from({ length: 51 }, () => 'key_x') },
    }),
  ],
  [
    '501 numbers',
    'INVALID_INPUT',
    () => ({
      query: 'query($n: [String!]!) { matchKeys(numbers: $n) { unknown } }',
      variables: { n: Array.from({ length: 501 }, String) },
    }),
  ],
  [
    'pages of pages',
    'COST_TOO_HIGH',
    () => ({ query: '{ customers(first: 100) { nodes { keys(first: 100) { nodes { id } } } } }' }),
  ],
  ['details on a list', 'COST_TOO_HIGH', () => ({ query: '{ keys(first: 50) { nodes { timeline { from } } } }' })],
  ['one coordinate four times on a path', 'DOCUMENT_TOO_DEEP', () => ({ query: chain(4) })],
  ['a document that is none', 'INVALID_DOCUMENT', () => ({ query: '{ nothing' })],
  ['a field that is none', 'INVALID_DOCUMENT', () => ({ query: '{ nothing }' })],
  [
    'a sort by an unknown field',
    'INVALID_DOCUMENT',
    () => ({ query: '{ keys(first: 1, sort: PASSWORD) { nodes { id } } }' }),
  ],
  [
    'a day that is none',
    'INVALID_INPUT',
    () => ({ query: '{ expiry(from: "2026-02-30", to: "2026-03-01") { day } }' }),
  ],
  [
    'a day as variable that is none',
    'INVALID_INPUT',
    () => ({
      query: 'query($d: Date!) { expiry(from: $d, to: "2026-03-01") { day } }',
      variables: { d: '9999-99-99' },
    }),
  ],
  [
    'two operations, none named',
    'INVALID_DOCUMENT',
    () => ({ query: 'query A { __typename } query B { __typename }' }),
  ],
  ['a subscription', 'INVALID_DOCUMENT', () => ({ query: 'subscription { __typename }' })],
];

describe('F27: too deep, too wide, too much — refused before the core hears of it', () => {
  test.each(REFUSED)('%s → %s', async (_, code, body) => {
    const { errors, data, status } = await edge.graphql(body());
    expect(errors?.[0]?.extensions.code).toBe(code);
    expect(errors?.length).toBeLessThanOrEqual(5);
    expect(data ?? null).toBeNull();
    expect([200, 400]).toContain(status);
    expect(edge.core.calls).toEqual([]);
  });

  test('every refusal is quick, one after the other, and leaves little behind', async () => {
    const bodies = REFUSED.map(([, , body]) => JSON.stringify(body()));
    for (const body of bodies) await edge.graphql(body);
    const slow: string[] = [];
    for (const [index, body] of bodies.entries()) {
      const began = process.cpuUsage();
      await edge.graphql(body);
      const spent = process.cpuUsage(began);
      if (spent.user + spent.system > 250_000) slow.push(REFUSED[index]?.[0] ?? '');
    }
    expect(slow).toEqual([]);
  });

  test.each([
    [
      'a batch of 1,000',
      JSON.stringify(Array.from({ length: 1_000 }, () => ({ query: '{ __typename }' }))),
      400,
      'INVALID_INPUT',
    ],
    ['a batch of 1', JSON.stringify([{ query: '{ __typename }' }]), 400, 'INVALID_INPUT'],
    [
      'variables of 5 MB',
      JSON.stringify({ query: '{ __typename }', variables: { x: 'x'.repeat(5_000_000) } }),
      413,
      'TOO_LARGE',
    ],
    ['a query of 1 MB', JSON.stringify({ query: `{ ${'a '.repeat(500_000)} }` }), 413, 'TOO_LARGE'],
    ['10 MB', 'x'.repeat(10_000_000), 413, 'TOO_LARGE'],
    ['no JSON', '{"query":', 400, 'INVALID_INPUT'],
    ['a JSON text that is no object', '"{ __typename }"', 400, 'INVALID_INPUT'],
  ])('%s is refused by name', async (_, body, status, code) => {
    const answer = await edge.graphql(body);
    expect(answer.status).toBe(status);
    expect(answer.errors?.[0]?.extensions.code).toBe(code);
    expect(edge.core.calls).toEqual([]);
  });
});

describe('what is within bounds runs, and says what it cost', () => {
  test('a page of 100 with customer and partner', async () => {
    const query = '{ keys(first: 100) { nodes { id customer { name } partner { name } } } }';
    const { errors, headers } = await edge.graphql({ query });
    expect(errors).toBeUndefined();
    expect(headers.get('tessera-cost')).toBe('310');
  });

  test('the cost follows the page size in the variables', async () => {
    const query = 'query($n: Int! = 7) { keys(first: $n) { nodes { id } } }';
    expect((await edge.graphql({ query })).headers.get('tessera-cost')).toBe('17');
    expect((await edge.graphql({ query, variables: { n: 20 } })).headers.get('tessera-cost')).toBe('30');
  });

  test('100 aliases', async () => {
    const { errors } = await edge.graphql({ query: aliases(100, '__typename') });
    expect(errors).toBeUndefined();
  });

  test('introspection as GraphiQL asks it, for those who bring a token', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    const { errors, data } = await edge.graphql({ query: getIntrospectionQuery() });
    expect(errors).toBeUndefined();
    expect(data?.['__schema']).toBeDefined();
  });

  test.each(['{ __schema { types { name } } }', '{ __type(name: "Key") { fields { name } } }'])(
    'not for nobody: %s',
    async (query) => {
      const { errors } = await edge.graphql({ query }, { 'content-type': 'application/json' });
      expect(errors?.[0]?.extensions.code).toBe('INTROSPECTION_OFF');
    },
  );

  test('nor is the schema told to nobody by suggestions', async () => {
    const wrong = { query: '{ keyz(first: 1) { nodes { id } } }' };
    expect((await edge.graphql(wrong)).errors?.[0]?.message).toContain('Did you mean');
    const anonymous = await edge.graphql(wrong, { 'content-type': 'application/json' });
    expect(anonymous.errors?.[0]?.message).not.toContain('Did you mean');
  });

  test('introspection in circles is refused', async () => {
    const inner = 'fields { type { '.repeat(6);
    const { errors } = await edge.graphql({ query: `{ __schema { types { ${inner} name ${'} } '.repeat(6)} } } }` });
    expect(errors).toBeDefined();
  });
});
