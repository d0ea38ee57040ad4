import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BEARER, Harness, ORIGIN, OURS, PERSISTED } from './support/harness.js';

let edge: Harness;
let cookie: string;
beforeAll(async () => {
  edge = await Harness.start();
  cookie = await edge.signIn();
});
afterAll(() => edge.stop());
beforeEach(() => {
  edge.core.forget();
});

const BY_ID = { documentId: PERSISTED.hash, variables: { first: 1 } };
const BY_EXTENSION = {
  extensions: { persistedQuery: { version: 1, sha256Hash: PERSISTED.hash } },
  variables: { first: 1 },
};
const FREE = { query: '{ keys(first: 1) { nodes { id } } }' };

describe('our own pages run the documents they were built with', () => {
  test.each([
    ['documentId', BY_ID],
    ['documentId with sha256:', { ...BY_ID, documentId: `sha256:${PERSISTED.hash}` }],
    ['the persistedQuery extension', BY_EXTENSION],
  ])('by %s', async (_, body) => {
    const { status, data } = await edge.graphql(body, { ...OURS, cookie });
    expect(status).toBe(200);
    expect(data).toMatchObject({ keys: { nodes: [{}, {}] } });
    expect(edge.core.asked.at(-1)?.headers.authorization).toMatch(/^Bearer access-/);
  });

  test('and no others', async () => {
    const { status, errors } = await edge.graphql(FREE, { ...OURS, cookie });
    expect([status, errors?.[0]?.extensions.code]).toEqual([403, 'PERSISTED_DOCUMENT_REQUIRED']);
    const both = await edge.graphql({ ...FREE, ...BY_ID }, { ...OURS, cookie });
    expect(both.errors?.[0]?.extensions.code).toBe('PERSISTED_DOCUMENT_REQUIRED');
    expect(edge.core.calls).toEqual([]);
  });

  test('an unknown one is said to be so', async () => {
    const { status, errors } = await edge.graphql({ documentId: 'f'.repeat(64) }, { ...OURS, cookie });
    expect([status, errors?.[0]?.extensions.code]).toEqual([404, 'PERSISTED_DOCUMENT_UNKNOWN']);
  });

  test('but for GraphiQL, under the same limits', async () => {
    const graphiql = { ...OURS, cookie, 'tessera-graphiql': '1' };
    expect((await edge.graphql(FREE, graphiql)).errors).toBeUndefined();
    const deep = await edge.graphql({ query: '{a'.repeat(200) }, graphiql);
    expect(deep.errors?.[0]?.extensions.code).toBe('DOCUMENT_TOO_DEEP');
  });

  test('a token goes before the cookie', async () => {
    await edge.graphql(FREE, { ...BEARER, cookie });
    expect(edge.core.asked.at(-1)?.headers.authorization).toBe(BEARER.authorization);
  });
});

describe('a cookie alone moves nothing', () => {
  const evil = 'https://evil.example';
  test.each([
    ['no CSRF header', { origin: ORIGIN }],
    ['a CSRF header of another value', { origin: ORIGIN, 'tessera-csrf': 'true' }],
    ['a foreign origin', { origin: evil, 'tessera-csrf': '1' }],
    ['no origin', { 'tessera-csrf': '1' }],
    ['an origin of null', { origin: 'null', 'tessera-csrf': '1' }],
    ['another port of ours', { origin: 'http://localhost:7001', 'tessera-csrf': '1' }],
    ['a cross-site fetch', { origin: ORIGIN, 'tessera-csrf': '1', 'sec-fetch-site': 'cross-site' }],
    ['a same-site fetch', { 'tessera-csrf': '1', 'sec-fetch-site': 'same-site' }],
  ])('%s', async (_, headers) => {
    const { status, errors } = await edge.graphql(BY_ID, {
      'content-type': 'application/json',
      cookie,
      ...headers,
    });
    expect([status, errors?.[0]?.extensions.code]).toEqual([403, 'CSRF_REFUSED']);
    expect(edge.core.calls).toEqual([]);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'a form’s content type: %s',
    async (type) => {
      const response = await edge.fetch('/graphql', {
        method: 'POST',
        headers: { ...OURS, cookie, 'content-type': type },
        body: JSON.stringify(BY_ID),
      });
      expect(response.status).toBe(415);
      expect(edge.core.calls).toEqual([]);
    },
  );

  test('a GET', async () => {
    const response = await edge.fetch(`/graphql?query=${encodeURIComponent('{ me { name } }')}`, {
      headers: { cookie },
    });
    expect(response.status).toBe(405);
    expect(edge.core.calls).toEqual([]);
  });

  test('nor a mutation by GET with a token', async () => {
    const query = 'mutation { stopImport(input: { id: "import_x" }) { errors { code } } }';
    const response = await edge.fetch(`/graphql?query=${encodeURIComponent(query)}`, { headers: BEARER });
    expect(response.status).toBe(405);
    expect(edge.core.calls).toEqual([]);
  });
});
