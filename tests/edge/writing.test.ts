import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BEARER, Harness } from './support/harness.js';
import { problem } from './support/stub-core.js';
import { aKey, aKeyDetail, uuid } from './support/world.js';

let edge: Harness;
beforeAll(async () => {
  edge = await Harness.start();
});
afterAll(() => edge.stop());
beforeEach(() => {
  edge.core.forget();
});

function mutation(name: string, selection: string): string {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  return `mutation M($input: ${type}!) { done: ${name}(input: $input) { ${selection} clientMutationId errors { code rule message field facts } } }`;
}
const KEY = { id: `key_${uuid(1)}` };

const ON_A_KEY: [mutation: string, path: string, input: Record<string, unknown>][] = [
  ['releaseKey', 'release', { reason: 'moved' }],
  ['reportUsage', 'report-usage', { usersAndExtensions: 40 }],
  ['renewKey', 'renew', { years: 1, paidOn: '2026-02-01' }],
  ['renewMaintenance', 'renew-maintenance', { years: 2 }],
  ['extendDeadline', 'extend-deadline', { to: '2026-12-31', reason: 'agreed' }],
  ['assignKey', 'assign', { partnerId: `partner_${uuid(5)}` }],
  ['proposeTransfer', 'propose-transfer', { toPartnerVatId: 'IT123' }],
  ['acceptTransfer', 'accept-transfer', {}],
  ['declineTransfer', 'decline-transfer', { reason: 'no' }],
  ['reissueKey', 'reissue', { reason: 'leaked' }],
  ['tradeInKey', 'trade-in', { edition: 'ENTERPRISE', size: 32, price: { minor: 100, currency: 'EUR' } }],
  ['upgradeKey', 'upgrade', { edition: 'ENTERPRISE', size: 32 }],
  ['downgradeKey', 'downgrade', { edition: 'STANDARD', size: 8 }],
  ['acknowledgeOverLimit', 'acknowledge-over-limit', { name: 'Elena Zanon' }],
  ['closeKey', 'close', { reason: 'gone' }],
];

describe('a command is one call', () => {
  test.each(ON_A_KEY)('%s → POST /v1/keys/{id}/%s', async (name, verb, given) => {
    const path = `/v1/keys/${uuid(1)}/${verb}`;
    edge.core.on(`POST ${path}`, () => ({ body: aKeyDetail(1) }));
    const input = { ...KEY, ...given, expectedVersion: 3, clientMutationId: 'mine' };
    const { data, errors } = await edge.graphql({
      query: mutation(name, 'key { id timeline { from } }'),
      variables: { input },
    });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      done: { key: { id: KEY.id, timeline: [{ from: '2026-01-01' }] }, errors: [], clientMutationId: 'mine' },
    });
    expect(edge.core.calls).toEqual([`POST ${path}`]);
    const asked = edge.core.asked[0];
    expect(asked?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    const body = JSON.parse(asked?.body ?? '{}') as Record<string, unknown>;
    expect(body).toMatchObject({ expectedVersion: 3, dryRun: false });
    expect(body['id']).toBeUndefined();
    expect(body['clientMutationId']).toBeUndefined();
    if (name === 'assignKey') expect(body['partnerId']).toBe(uuid(5));
  });

  test('issueKey tells the number', async () => {
    edge.core.on('POST /v1/keys/issue', () => ({ body: { ...aKeyDetail(1), number: 'AAAA-BBBB-CCCC-DDDD' } }));
    const input = {
      customerId: `customer_${uuid(101)}`,
      kind: 'ANNUAL',
      edition: 'PROFESSIONAL',
      size: 16,
      idempotencyKey: 'once',
    };
    const { data } = await edge.graphql({ query: mutation('issueKey', 'number key { id }'), variables: { input } });
    expect(data).toMatchObject({ done: { number: 'AAAA-BBBB-CCCC-DDDD' } });
    expect(edge.core.asked[0]?.headers['idempotency-key']).toBe('once');
    expect(JSON.parse(edge.core.asked[0]?.body ?? '{}')).toMatchObject({
      customerId: uuid(101),
      years: 1,
      free: false,
    });
  });

  test('customers, imports and preferences', async () => {
    edge.core.on('POST /v1/customers/register', () => ({ body: aKey(1).customer }));
    edge.core.on(`POST /v1/customers/${uuid(101)}/edit`, () => ({ body: aKey(1).customer }));
    edge.core.on(`POST /v1/imports/${uuid(7)}/commit`, () => ({ body: { id: uuid(7), state: 'COMMITTING' } }));
    edge.core.on('POST /v1/me/preferences', () => ({ body: { density: 'compact' } }));
    const register = await edge.graphql({
      query: mutation('registerCustomer', 'customer { id name }'),
      variables: { input: { name: '<script>alert(1)</script>', country: 'IT', partnerId: `partner_${uuid(5)}` } },
    });
    expect(register.data).toMatchObject({ done: { customer: { id: `customer_${uuid(101)}` }, errors: [] } });
    expect(JSON.parse(edge.core.asked[0]?.body ?? '{}')).toMatchObject({
      name: '<script>alert(1)</script>',
      partnerId: uuid(5),
    });
    const edit = await edge.graphql({
      query: mutation('editCustomer', 'customer { id }'),
      variables: { input: { id: `customer_${uuid(101)}`, city: null } },
    });
    expect(edit.errors).toBeUndefined();
    expect(JSON.parse(edge.core.asked[1]?.body ?? '')).toEqual({ city: null });
    const commit = await edge.graphql({
      query: mutation('commitImport', 'import { id state }'),
      variables: { input: { id: `import_${uuid(7)}` } },
    });
    expect(commit.data).toMatchObject({ done: { import: { id: `import_${uuid(7)}`, state: 'COMMITTING' } } });
    const save = await edge.graphql({
      query: mutation('savePreferences', 'preferences'),
      variables: { input: { preferences: { density: 'compact' } } },
    });
    expect(save.data).toMatchObject({ done: { preferences: { density: 'compact' } } });
    expect(JSON.parse(edge.core.asked[3]?.body ?? '')).toEqual({ density: 'compact' });
  });
});

describe('refusals are data; what decides nothing is an error', () => {
  const renew = { query: mutation('renewKey', 'key { id }'), variables: { input: { ...KEY, years: 1 } } };
  const path = `POST /v1/keys/${uuid(1)}/renew`;

  test.each([
    [409, 'VERSION_CONFLICT'],
    [422, 'RENEW_ONLY_FOR_ANNUAL'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
  ])('%i %s in the payload', async (status, code) => {
    edge.core.on(path, () => problem(status, code, { rule: 'KL-7', facts: { kind: 'PERPETUAL' } }));
    const { data, errors } = await edge.graphql(renew);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      done: {
        key: null,
        clientMutationId: null,
        errors: [
          { code, rule: 'KL-7', message: `${code} detail of ${code}`, field: null, facts: { kind: 'PERPETUAL' } },
        ],
      },
    });
  });

  test('bad input, field by field', async () => {
    const fields = [
      { field: 'years', code: 'YEARS_OUT_OF_RANGE', message: '1 to 5' },
      { field: 'paidOn', code: 'DATE_OUT_OF_RANGE', message: 'too early' },
    ];
    edge.core.on(path, () => problem(400, 'INVALID_INPUT', { fields }));
    const { data } = await edge.graphql(renew);
    expect((data?.['done'] as { errors: unknown }).errors).toEqual(
      fields.map((field) => ({ ...field, rule: null, facts: null })),
    );
  });

  test('a field that the rule names says what is so and what to do; another says its own', async () => {
    const fields = [
      { field: 'lines[0].years', code: 'YEARS_OUT_OF_RANGE', message: 'Years must be 1 to 5.' },
      { field: 'lines[1].keyId', code: 'KEY_CLOSED', message: 'This key is closed.' },
    ];
    edge.core.on(path, () => problem(422, 'YEARS_OUT_OF_RANGE', { detail: 'Choose fewer years.', fields }));
    const { data } = await edge.graphql(renew);
    expect(data).toMatchObject({
      done: {
        errors: [
          { field: 'lines[0].years', message: 'Years must be 1 to 5. Choose fewer years.' },
          { field: 'lines[1].keyId', message: 'This key is closed.' },
        ],
      },
    });
  });

  test('without a remedy the message is what is so', async () => {
    edge.core.on(path, () => problem(403, 'FORBIDDEN', { title: 'Your role does not allow this.', detail: null }));
    const { data } = await edge.graphql(renew);
    expect(data).toMatchObject({ done: { errors: [{ message: 'Your role does not allow this.' }] } });
  });

  test.each([
    [401, 'UNAUTHENTICATED'],
    [429, 'RATE_LIMITED'],
    [503, 'UNAVAILABLE'],
  ])('%i %s as an error', async (status, code) => {
    edge.core.on(path, () => problem(status, code));
    const { data, errors } = await edge.graphql(renew);
    expect(errors?.[0]?.extensions.code).toBe(code);
    expect(data).toBeNull();
  });

  test.each(['key_nonsense', `customer_${uuid(1)}`])('an id that is none (%s) is an unknown one', async (id) => {
    const { data } = await edge.graphql({ ...renew, variables: { input: { id, years: 1 } } });
    expect(data).toMatchObject({ done: { key: null, errors: [{ code: 'NOT_FOUND' }] } });
  });

  test.each(['a b', 'x'.repeat(201), 'é', 'a\r\nx-evil: 1', ''])(
    'the idempotency key %j is refused by name',
    async (idempotencyKey) => {
      const { data } = await edge.graphql({ ...renew, variables: { input: { ...KEY, years: 1, idempotencyKey } } });
      expect(data).toMatchObject({ done: { errors: [{ code: 'INVALID_INPUT', field: 'idempotencyKey' }] } });
      expect(edge.core.calls).toEqual([]);
    },
  );

  test('the header’s idempotency key serves where the input has none', async () => {
    await edge.graphql(renew, { ...BEARER, 'idempotency-key': 'from-the-header' });
    expect(edge.core.asked[0]?.headers['idempotency-key']).toBe('from-the-header');
  });

  test.each([9_007_199_254_740_992, 1.5, '100', 1e308])('money of %j is refused', async (minor) => {
    const input = { ...KEY, edition: 'ENTERPRISE', size: 32, price: { minor, currency: 'EUR' } };
    const { errors } = await edge.graphql({ query: mutation('tradeInKey', 'key { id }'), variables: { input } });
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    expect(edge.core.calls).toEqual([]);
  });
});
