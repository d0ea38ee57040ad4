import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BEARER, Harness } from './support/harness.js';
import { problem } from './support/stub-core.js';
import { aKey, aKeyDetail, pageOf, uuid } from './support/world.js';

let edge: Harness;
beforeAll(async () => {
  edge = await Harness.start();
});
afterAll(() => edge.stop());
beforeEach(() => {
  edge.core.forget();
});

const LIST = `query List($first: Int!, $filter: KeyFilter, $sort: KeySort) {
  keys(first: $first, filter: $filter, sort: $sort) {
    nodes { id number status customer { id name } partner { id name } }
    pageInfo { endCursor hasNextPage hasPreviousPage }
    total { count atLeast }
  }
}`;

describe('one resolver is one call', () => {
  test('a list of keys with customer and partner', async () => {
    const filter = {
      search: 'rossi & figli',
      status: ['ACTIVE', 'FALLBACK'],
      partnerId: `partner_${uuid(9)}`,
      size: [8, 16],
    };
    const { data, errors } = await edge.graphql({ query: LIST, variables: { first: 50, filter, sort: 'NUMBER_DESC' } });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      keys: {
        nodes: [1, 2].map((number) => ({
          id: `key_${uuid(number)}`,
          number: aKey(number).number,
          status: 'ACTIVE',
          customer: { id: `customer_${uuid(100 + number)}`, name: `Customer ${String(number)}` },
          partner: { id: `partner_${uuid(200)}`, name: 'Brenta Telefonia Srl' },
        })),
        pageInfo: { endCursor: 'end', hasNextPage: false, hasPreviousPage: false },
        total: { count: 2, atLeast: false },
      },
    });
    expect(edge.core.calls).toEqual(['GET /v1/keys']);
    expect(Object.fromEntries(edge.core.asked[0]?.query ?? [])).toEqual({
      first: '50',
      q: 'rossi & figli',
      status: 'ACTIVE,FALLBACK',
      partnerId: uuid(9),
      size: '8,16',
      sort: '-NUMBER',
      fields: 'id,number,status,customer.id,customer.name,partner.id,partner.name',
    });
  });

  test('compiled documents answer as interpreted ones do', async () => {
    const answers = [];
    for (let run = 0; run < 6; run += 1)
      answers.push((await edge.graphql({ query: LIST, variables: { first: 3 } })).data);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  test('cursors are asked for where the document reads them', async () => {
    edge.core.on('GET /v1/keys', () => ({
      body: { ...pageOf([aKey(1), aKey(2)]), cursors: ['one', 'two'], endCursor: 'two' },
    }));
    const { data } = await edge.graphql({
      query:
        '{ keys(first: 2, after: "zero") { ...C pageInfo { startCursor endCursor hasPreviousPage } } } fragment C on KeyConnection { edges { cursor node { id } } }',
    });
    expect(edge.core.asked[0]?.query.get('cursors')).toBe('true');
    expect(edge.core.asked[0]?.query.get('after')).toBe('zero');
    expect(data).toEqual({
      keys: {
        edges: [
          { cursor: 'one', node: { id: `key_${uuid(1)}` } },
          { cursor: 'two', node: { id: `key_${uuid(2)}` } },
        ],
        pageInfo: { startCursor: 'one', endCursor: 'two', hasPreviousPage: true },
      },
    });
  });

  test('a key and all its details are one call', async () => {
    const query = `query($id: ID!) { key(id: $id) {
      id timeline { from to causes { rule text } } holding { sentence } dates { kind } terms { years }
      replaces { id number } actions { operation allowed refusal { code } } activation { fqdn } } }`;
    const { data, errors } = await edge.graphql({ query, variables: { id: `key_${uuid(1)}` } });
    expect(errors).toBeUndefined();
    expect(data?.['key']).toMatchObject({
      replaces: { id: `key_${uuid(2)}` },
      holding: { sentence: aKeyDetail(1).holding.sentence },
    });
    expect(edge.core.calls).toEqual([`GET /v1/keys/${uuid(1)}`]);
  });

  test('details of a list’s keys are read once for each key, at a price', async () => {
    const query = '{ keys(first: 2) { nodes { id timeline { from } dates { kind } actions { operation } } } }';
    const { errors, headers } = await edge.graphql({ query });
    expect(errors).toBeUndefined();
    expect(Number(headers.get('tessera-cost'))).toBeGreaterThan(400);
    expect(edge.core.calls.sort()).toEqual([`GET /v1/keys`, `GET /v1/keys/${uuid(1)}`, `GET /v1/keys/${uuid(2)}`]);
  });

  test('node and nodes, by prefix', async () => {
    edge.core.on(`GET /v1/customers/${uuid(7)}`, () => ({ body: aKey(7).customer }));
    const { data, errors } = await edge.graphql({
      query:
        'query($ids: [ID!]!, $id: ID!) { node(id: $id) { __typename id ... on Key { number } } nodes(ids: $ids) { __typename id } }',
      variables: { id: `key_${uuid(1)}`, ids: [`customer_${uuid(7)}`, `key_${uuid(2)}`, `key_${uuid(3)}`] },
    });
    expect(data).toEqual({
      node: { __typename: 'Key', id: `key_${uuid(1)}`, number: aKey(1).number },
      nodes: [
        // A customer’s id inside the stub world is its own.
        { __typename: 'Customer', id: `customer_${uuid(107)}` },
        { __typename: 'Key', id: `key_${uuid(2)}` },
        null,
      ],
    });
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([[['nodes', 2], 'NOT_FOUND']]);
  });
});

describe('the reader’s own partner', () => {
  const link = { id: uuid(200), name: 'Brenta Telefonia Srl' };
  const me = { name: 'Elena Zanon', partner: link, memberships: [], permissions: [], preferences: {} };
  beforeEach(() => {
    edge.core.on('GET /v1/me', () => ({ body: me }));
    edge.core.on(`GET /v1/partners/${uuid(200)}`, () => ({ body: { ...aKey(1).partner, keys: 220 } }));
  });

  test('by name is one call', async () => {
    const { data, errors } = await edge.graphql({ query: '{ me { name partner { __typename id name } } }' });
    expect(errors).toBeUndefined();
    expect(data?.['me']).toMatchObject({ partner: { __typename: 'Partner', id: `partner_${uuid(200)}` } });
    expect(edge.core.calls).toEqual(['GET /v1/me']);
  });

  test.each(['country', '...P', '... on Node { id } ... on Partner { vatId country }'])(
    'asked for { %s } is read whole, once',
    async (selection) => {
      const fragment = selection.startsWith('...P') ? ' fragment P on Partner { name country keys }' : '';
      const query = `{ me { partner { ${selection} } } partner(id: "partner_${uuid(200)}") { city } }${fragment}`;
      const { data, errors } = await edge.graphql({ query });
      expect(errors).toBeUndefined();
      expect(data).toMatchObject({ me: { partner: { country: 'IT' } }, partner: { city: 'Padova' } });
      expect(edge.core.calls.sort()).toEqual(['GET /v1/me', `GET /v1/partners/${uuid(200)}`]);
    },
  );

  test('of an operator is none', async () => {
    edge.core.on('GET /v1/me', () => ({ body: { ...me, partner: null } }));
    const { data } = await edge.graphql({ query: '{ me { partner { country keys } } }' });
    expect(data).toEqual({ me: { partner: null } });
    expect(edge.core.calls).toEqual(['GET /v1/me']);
  });
});

describe('what cannot be seen and what cannot be read are one answer', () => {
  test.each(['key_nonsense', 'nonsense', `customer_${uuid(1)}`, uuid(1), `key_${uuid(1)}'--`, ''])(
    'key(id: "%s")',
    async (id) => {
      const query = 'query($id: ID!) { key(id: $id) { id } }';
      const unknown = await edge.graphql({ query, variables: { id: `key_${uuid(99)}` } });
      const unreadable = await edge.graphql({ query, variables: { id } });
      expect(unreadable.data).toEqual(unknown.data);
      expect(unreadable.errors).toEqual(unknown.errors);
      expect(unknown.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    },
  );
});

describe('problems of the core become coded errors', () => {
  test('code, rule, facts, fields and reference go out', async () => {
    edge.core.on('GET /v1/keys', () =>
      problem(400, 'INVALID_CURSOR', {
        rule: 'P-1',
        facts: { a: 1 },
        fields: [{ field: 'after', code: 'INVALID_CURSOR', message: 'foreign' }],
        reference: 'r-1',
      }),
    );
    const { errors } = await edge.graphql({ query: LIST, variables: { first: 1 } });
    expect(errors?.[0]?.extensions).toEqual({
      code: 'INVALID_CURSOR',
      rule: 'P-1',
      facts: { a: 1 },
      fields: [{ field: 'after', code: 'INVALID_CURSOR', message: 'foreign' }],
      reference: 'r-1',
    });
    expect(errors?.[0]?.message).toBe('INVALID_CURSOR detail of INVALID_CURSOR');
  });

  test('an answer that is no problem document is not repeated', async () => {
    edge.core.on('GET /v1/keys', () => ({
      status: 500,
      headers: { 'content-type': 'text/html' },
      body: 'at Npgsql.Secret()',
    }));
    const { errors } = await edge.graphql({ query: LIST, variables: { first: 1 } });
    expect(errors?.[0]?.extensions.code).toBe('INTERNAL');
    expect(JSON.stringify(errors)).not.toContain('Npgsql');
  });

  test('an answer of another shape is our fault, not told', async () => {
    edge.core.on('GET /v1/keys', () => ({ body: { rows: 'none' } }));
    const { errors } = await edge.graphql({ query: LIST, variables: { first: 1 } });
    expect(errors?.[0]?.extensions.code).toMatch(/INTERNAL|INVALID_DOCUMENT/);
    expect(JSON.stringify(errors)).not.toContain('TypeError');
  });

  test('a core out of reach is UNAVAILABLE', async () => {
    edge.core.on('GET /v1/keys', (_, response) => {
      response.destroy();
      return undefined;
    });
    const { errors } = await edge.graphql({ query: LIST, variables: { first: 1 } });
    expect(errors?.[0]?.extensions.code).toBe('UNAVAILABLE');
  });

  test('nobody is asked on behalf of nobody', async () => {
    const { errors } = await edge.graphql(
      { query: LIST, variables: { first: 1 } },
      { 'content-type': 'application/json' },
    );
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(edge.core.calls).toEqual([]);
  });
});

describe('what rides along', () => {
  test('token, language, tenant, trace and request id; no cookie, no foreign address', async () => {
    const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    await edge.graphql(
      { query: LIST, variables: { first: 1 } },
      {
        ...BEARER,
        'accept-language': 'it',
        'tessera-tenant': 'allnet',
        traceparent: trace,
        'tessera-request': 'request-42',
        'x-forwarded-for': '6.6.6.6',
        cookie: 'other=1',
      },
    );
    const headers = edge.core.asked[0]?.headers ?? {};
    expect(headers).toMatchObject({
      authorization: BEARER.authorization,
      'accept-language': 'it',
      'tessera-tenant': 'allnet',
      'tessera-request': 'request-42',
      'x-forwarded-for': '127.0.0.1',
    });
    expect(headers['traceparent']).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$/);
    expect(headers['traceparent']).not.toBe(trace);
    expect(headers.cookie).toBeUndefined();
  });

  test('a tenant or request id that is none stays here', async () => {
    await edge.graphql(
      { query: LIST, variables: { first: 1 } },
      { ...BEARER, 'tessera-tenant': 'a/b', 'tessera-request': '<script>' },
    );
    const headers = edge.core.asked[0]?.headers ?? {};
    expect(headers['tessera-tenant']).toBeUndefined();
    expect(headers['tessera-request']).not.toBe('<script>');
  });
});

describe('time and leaving', () => {
  test('a client that goes takes its call to the core with it', async () => {
    let gone = false;
    const asked = new Promise<void>((done) => {
      edge.core.on('GET /v1/keys', (_, response) => {
        response.once('close', () => {
          gone = true;
        });
        done();
        return undefined;
      });
    });
    const leaving = new AbortController();
    const call = edge.fetch('/graphql', {
      method: 'POST',
      headers: BEARER,
      body: JSON.stringify({ query: LIST, variables: { first: 1 } }),
      signal: leaving.signal,
    });
    call.catch(() => undefined);
    await asked;
    leaving.abort();
    await expect.poll(() => gone).toBe(true);
  });
});
