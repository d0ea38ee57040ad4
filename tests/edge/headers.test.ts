import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Config } from '../../backend/edge/src/config.js';
import { headerSets } from '../../backend/edge/src/http/headers.js';
import { BEARER, Harness, OURS, PERSISTED } from './support/harness.js';
import { aPayView, FORM, PAY, TOKEN } from './support/pay.js';

/** What differs from request to request, and what Node says of the connection. */
const CHANGING = ['date', 'connection', 'keep-alive', 'content-length', 'etag', 'last-modified', 'transfer-encoding'];

interface Ask {
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

const ASKS: Record<string, Ask> = {
  'the page': { path: '/' },
  'the page by a deep link': { path: '/keys/key_1', headers: { accept: 'text/html' } },
  'the page by its name': { path: '/index.html' },
  'a hashed file': { path: '/assets/app-4f3a2b1c.js', headers: { 'accept-encoding': 'br' } },
  'a file by its name': { path: '/robots.txt' },
  'a missing file': { path: '/assets/none.js' },
  GraphiQL: { path: '/graphiql' },
  'a file of GraphiQL': { path: '/graphiql/assets/graphiql.js' },
  'a missing file of GraphiQL': { path: '/graphiql/assets/none.js' },
  live: { path: '/health/live' },
  ready: { path: '/health/ready' },
  data: { path: '/graphql', method: 'POST', headers: BEARER, body: '{"query":"{keys(first:1){nodes{id}}}"}' },
  'a document that is none': { path: '/graphql', method: 'POST', headers: BEARER, body: '{"query":"{"}' },
  'a body that is none': { path: '/graphql', method: 'POST', headers: BEARER, body: '{' },
  'a body too large': { path: '/graphql', method: 'POST', headers: BEARER, body: 'x'.repeat(300_000) },
  'another content type': { path: '/graphql', method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' },
  'another method': { path: '/graphql', method: 'PUT', headers: BEARER, body: '{}' },
  'a foreign cookie': {
    path: '/graphql',
    method: 'POST',
    headers: { ...OURS, cookie: `tessera=${'A'.repeat(43)}` },
    body: `{"documentId":"${PERSISTED.hash}"}`,
  },
  'sign-in': { path: '/auth/sign-in' },
  'a callback that is none': { path: '/auth/callback?state=x' },
  'the session': { path: '/auth/session' },
  'sign-out from elsewhere': { path: '/auth/sign-out', method: 'POST', headers: { origin: 'https://evil.example' } },
  'sign-out': { path: '/auth/sign-out', headers: { 'sec-fetch-site': 'same-origin' } },
  'changes for nobody': { path: '/api/changes' },
  'an export for nobody': { path: '/api/export/keys.csv' },
  'an import for nobody': {
    path: '/api/imports?kind=KEYS',
    method: 'POST',
    headers: { ...OURS, 'content-type': 'text/csv' },
    body: 'a',
  },
  'an unknown /api': { path: '/api/none' },
  'a device': {
    path: '/v1/allnet/validate',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  },
  'the licence keys': { path: '/.well-known/tessera-licence-keys.json' },
  'a pay page': { path: PAY },
  'a pay page that is none': { path: '/pay/allnet.x' },
  'the state of a payment': { path: `${PAY}/state` },
  'a quote seen': { path: `${PAY}/seen`, method: 'POST', headers: FORM },
  'a quote accepted': { path: `${PAY}/accept`, method: 'POST', headers: FORM, body: 'version=1' },
  'a quote accepted from elsewhere': {
    path: `${PAY}/accept`,
    method: 'POST',
    headers: { ...FORM, origin: 'https://evil.example' },
    body: 'version=1',
  },
  'a quote declined': { path: `${PAY}/decline`, method: 'POST', headers: FORM, body: 'reason=no' },
  'a link sent again': { path: `${PAY}/resend`, method: 'POST', headers: FORM, body: '' },
  'a form too large': { path: `${PAY}/decline`, method: 'POST', headers: FORM, body: 'x'.repeat(20_000) },
  'a missing file of the pay page': { path: '/pay/assets/pay.css' },
  'reminders to end': { path: `/unsubscribe/allnet.${TOKEN}` },
  'reminders ended': { path: `/unsubscribe/allnet.${TOKEN}`, method: 'POST', headers: FORM, body: '' },
  'what is inside': { path: '/internal/sessions/x' },
  'an address that cannot be read': { path: '/%zz' },
  'an address of dots': { path: '/v1/%2e%2e/x' },
};

/** A core behind whose link there is a quote. */
function payable({ core }: Harness): void {
  core.on('GET /v1/allnet/pay', () => ({ body: aPayView() }));
  core.on('GET /v1/allnet/pay/state', () => ({ body: { state: 'VALID', failure: null } }));
  core.on('POST /v1/allnet/pay/seen', () => ({ body: {} }));
  core.on('POST /v1/allnet/pay/accept', () => ({ body: { url: 'https://checkout.example/c/1' } }));
  core.on('POST /v1/allnet/pay/decline', () => ({ body: {} }));
  core.on('POST /v1/allnet/pay/resend', () => ({ body: { maskedEmail: 'a•••@rossi.example' } }));
  core.on('POST /v1/allnet/unsubscribe', () => ({ body: { unsubscribed: true } }));
}

function told(response: Response): Record<string, string> {
  const headers: Record<string, string> = { status: String(response.status) };
  for (const [name, value] of response.headers) {
    if (CHANGING.includes(name)) continue;
    headers[name] = value
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uuid>')
      .replace(/nonce-[\w-]{22}/, 'nonce-<nonce>')
      .replace(/http:\/\/127\.0\.0\.1:\d+/g, '<authority>')
      .replace(/(tessera-sign-in-)[\w-]+=[^;]*/, '$1<attempt>=<sealed>')
      .replace(/(state|nonce|code_challenge)=[\w-]+/g, '$1=<random>');
  }
  return headers;
}

async function snapshot(edge: Harness): Promise<string> {
  payable(edge);
  const answers: Record<string, unknown> = {};
  for (const [name, { path, ...init }] of Object.entries(ASKS)) answers[name] = told(await edge.fetch(path, init));
  return `${JSON.stringify(answers, null, 2)}\n`;
}

let development: Harness;
let production: Harness;
beforeAll(async () => {
  development = await Harness.start();
  production = await Harness.start({ EDGE_PUBLIC_URL: 'https://tessera.example' });
});
afterAll(async () => {
  await development.stop();
  await production.stop();
});

test('every route answers with the headers committed (UPDATE_HEADERS=1 writes them anew)', async () => {
  const path = join(import.meta.dirname, 'headers.snapshot.json');
  const now = await snapshot(development);
  if (process.env['UPDATE_HEADERS'] === '1') writeFileSync(path, now);
  expect(JSON.parse(now)).toEqual(JSON.parse(readFileSync(path, 'utf8')));
});

test('every route the app knows is in the snapshot', () => {
  const asked = Object.values(ASKS).map(({ path }) => path);
  const known = development.app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => /[─] \/?([\w./-]+) \(/.exec(line)?.[1] ?? []);
  expect(known).toContain('graphql');
  const names = known.map((route) => `/${route.replace(/^\//, '')}`);
  // Below a parameter only the end of a route is printed.
  const forgotten = names.filter((name) => !asked.some((path) => path.startsWith(name) || path.endsWith(name)));
  expect(forgotten).toEqual([]);
});

test('production asks for https for a year', () => {
  const oidc = { authority: new URL('https://login.microsoftonline.com') } as Config['oidc'];
  const sets = headerSets({ production: true, oidc });
  for (const headers of [sets.data, sets.file, sets.page(null), sets.graphiql, sets.pay]) {
    expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  }
  expect(headerSets({ production: false, oidc }).data['strict-transport-security']).toBeUndefined();
});

test('no answer lacks the headers that every answer has', async () => {
  payable(production);
  for (const [name, { path, ...init }] of Object.entries(ASKS)) {
    const { headers } = await production.fetch(path, init);
    expect([name, headers.get('x-content-type-options')]).toEqual([name, 'nosniff']);
    expect([name, headers.get('referrer-policy')]).toEqual([
      name,
      expect.stringMatching(/^(?:same-origin|no-referrer)$/),
    ]);
    expect([name, headers.get('cache-control')]).toEqual([name, expect.any(String)]);
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
      expect([name, policy]).toEqual([name, expect.stringContaining(part)]);
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
    expect([name, scripts]).not.toEqual([name, expect.stringContaining('unsafe')]);
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('server')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  }
});

test('what is no HTTP is refused with the same headers', async () => {
  const { connect } = await import('node:net');
  const { hostname, port } = new URL(development.url);
  const answer = await new Promise<string>((done) => {
    let text = '';
    const socket = connect(Number(port), hostname, () =>
      socket.write('GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'),
    );
    socket.on('data', (chunk) => (text += String(chunk)));
    socket.on('close', () => {
      done(text);
    });
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400/);
  expect(answer).toContain('x-content-type-options: nosniff');
});
