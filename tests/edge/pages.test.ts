import { get } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Harness } from './support/harness.js';

let edge: Harness;
beforeAll(async () => {
  edge = await Harness.start();
});
afterAll(() => edge.stop());

const SCRIPT = '/assets/app-4f3a2b1c.js';

test.each([
  ['br', 'br'],
  ['gzip', 'gzip'],
  ['gzip, deflate, br', 'br'],
  ['identity', null],
])('a hashed file for %s comes as %s, for a year', async (accepted, encoding) => {
  const response = await edge.fetch(SCRIPT, { headers: { 'accept-encoding': accepted } });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-encoding')).toBe(encoding);
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(response.headers.get('vary')).toContain('accept-encoding');
  expect(response.headers.get('content-type')).toMatch(/javascript/);
  expect(await response.text()).toContain('export const answer');
});

test('a file known is not sent again', async () => {
  const etag = (await edge.fetch(SCRIPT, { headers: { 'accept-encoding': 'br' } })).headers.get('etag') ?? '';
  // fetch says no-cache beside If-None-Match; browsers do not.
  const status = await new Promise((done) => {
    get(edge.url + SCRIPT, { headers: { 'if-none-match': etag, 'accept-encoding': 'br' } }, (response) => {
      response.resume();
      done(response.statusCode);
    });
  });
  expect(status).toBe(304);
});

test.each(['/', '/index.html', '/keys', '/keys/key_1?status=ACTIVE', '/expiring'])(
  '%s is the page, never stored unseen',
  async (path) => {
    const response = await edge.fetch(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
  },
);

test('each page has a nonce of its own, the same in header and page', async () => {
  const nonces = new Set<string>();
  for (let time = 0; time < 3; time += 1) {
    const response = await edge.fetch('/');
    const inPage = /content="([\w-]{22})"/.exec(await response.text())?.[1] ?? '';
    expect(response.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${inPage}'`);
    nonces.add(inPage);
  }
  expect(nonces.size).toBe(3);
});

test.each([
  '/api/none',
  '/auth/none',
  '/v2/keys.json',
  '/assets/none.js',
  '/.env',
  '/persisted.json',
  '/internal/x',
  '/health',
  '/.well-known/none',
])('%s is nothing', async (path) => {
  const response = await edge.fetch(path);
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(await response.json()).toMatchObject({ code: 'NOT_FOUND' });
});

test.each([
  '/..%2f..%2fpackage.json',
  '/assets/..%2f..%2findex.html',
  '/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
  '/%5c..%5cpackage.json',
])('%s leads nowhere', async (path) => {
  const response = await edge.fetch(path);
  const text = await response.text();
  expect(text).not.toContain('root:');
  expect(text).not.toContain('"name"');
});

test('POST to a page is nothing', async () => {
  expect((await edge.fetch('/keys', { method: 'POST' })).status).toBe(404);
});

test('GraphiQL comes from here alone', async () => {
  const text = await (await edge.fetch('/graphiql')).text();
  expect(text).not.toMatch(/https?:\/\//);
  expect(text).not.toMatch(/<script(?![^>]*src=)/);
  expect((await edge.fetch('/graphiql/assets/graphiql.js')).status).toBe(200);
});
