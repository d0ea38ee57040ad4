import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ConfigurationRefused, readConfig } from '../../backend/edge/src/config.js';
import { rateAddress, Rates } from '../../backend/edge/src/http/rates.js';
import { BEARER, Harness, OURS, PERSISTED } from './support/harness.js';
import { problem } from './support/stub-core.js';

describe('production refuses what is for development', () => {
  const secret = 'a-secret-of-its-own-0123456789abcdef';
  const good = {
    NODE_ENV: 'production',
    EDGE_PUBLIC_URL: 'https://tessera.example',
    EDGE_SESSION_SECRET: secret,
    EDGE_CORE_SECRET: secret,
    OIDC_CLIENT_SECRET: secret,
    OIDC_AUTHORITY: 'https://login.microsoftonline.com',
  };
  const reasons = (environment: Record<string, string | undefined>): readonly string[] => {
    try {
      readConfig(environment);
      return [];
    } catch (error) {
      return error instanceof ConfigurationRefused ? error.reasons : ['?'];
    }
  };

  test('with all its own it starts', () => {
    expect(reasons(good)).toEqual([]);
  });

  test.each([
    ['EDGE_SESSION_SECRET', undefined],
    ['EDGE_SESSION_SECRET', 'short'],
    ['EDGE_CORE_SECRET', 'dev-core-secret-not-for-production'],
    ['OIDC_CLIENT_SECRET', 'dev-edge-secret-not-for-production'],
    ['OIDC_AUTHORITY', 'http://localhost:7010'],
    ['EDGE_PUBLIC_URL', 'http://tessera.example'],
    ['EDGE_PUBLIC_URL', 'https://tessera.example/app'],
    ['EDGE_PORT', 'seven'],
    ['EDGE_CORE_URL', 'core'],
  ])('%s=%s is named', (name, value) => {
    const told = reasons({ ...good, [name]: value });
    expect(told.length).toBeGreaterThan(0);
    expect(told.every((reason) => reason.startsWith(name))).toBe(true);
    if (value?.includes('secret')) expect(told.join()).not.toContain(value);
  });

  test('cookies are __Host- and Secure wherever the address is https', async () => {
    const edge = await Harness.start({ EDGE_PUBLIC_URL: 'https://tessera.example' });
    const response = await edge.fetch('/auth/sign-in');
    expect(response.headers.getSetCookie()[0]).toMatch(
      /^__Host-tessera-sign-in-[\w-]+=[^;]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
    const gone = await edge.fetch('/auth/session', { headers: { cookie: `__Host-tessera=${'A'.repeat(43)}` } });
    expect(gone.headers.getSetCookie()[0]).toBe('__Host-tessera=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure');
    await edge.stop();
  });
});

describe('rates', () => {
  let edge: Harness | null = null;
  afterEach(async () => {
    await edge?.stop();
    edge = null;
  });

  test('a bucket refills, and says how long to wait', () => {
    let now = 0;
    const rates = new Rates(60, () => now);
    for (let call = 0; call < 60; call += 1) expect(rates.take('a')).toBe(0);
    expect(rates.take('a')).toBe(1);
    expect(rates.take('b')).toBe(0);
    now += 2_000;
    expect([rates.take('a'), rates.take('a'), rates.take('a')]).toEqual([0, 0, 1]);
    now -= 60_000;
    expect(rates.take('b')).toBe(0);
  });

  test('the map is bounded', () => {
    const rates = new Rates(60, () => 0, 100);
    for (let who = 0; who < 10_000; who += 1) rates.take(String(who));
    expect(rates.size).toBe(100);
  });

  test.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s counts as %s', (address, counted) => {
    expect(rateAddress(address)).toBe(counted);
  });

  test('too many documents: 429 with Retry-After, before the core, whatever X-Forwarded-For says', async () => {
    edge = await Harness.start({ EDGE_RATE_GRAPHQL: '3' });
    const answers = [];
    for (let call = 0; call < 5; call += 1) {
      answers.push(
        await edge.graphql(
          { query: '{ keys(first: 1) { nodes { id } } }' },
          { ...BEARER, 'x-forwarded-for': `10.0.0.${String(call)}` },
        ),
      );
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
    expect(Number(answers[3]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answers[3]?.errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
    expect(edge.core.calls).toHaveLength(3);
  });

  test('a trusted proxy is believed', async () => {
    edge = await Harness.start({ EDGE_RATE_GRAPHQL: '1', EDGE_TRUSTED_PROXIES: '127.0.0.1' });
    const query = '{ keys(first: 1) { nodes { id } } }';
    const from = (address: string) => edge?.graphql({ query }, { ...BEARER, 'x-forwarded-for': address });
    expect([
      (await from('10.0.0.1'))?.status,
      (await from('10.0.0.2'))?.status,
      (await from('10.0.0.2'))?.status,
    ]).toEqual([200, 200, 429]);
    expect(edge.core.asked[0]?.headers['x-forwarded-for']).toBe('10.0.0.1');
  });

  test('cost units are spent by credential', async () => {
    edge = await Harness.start({ EDGE_RATE_COST: '250' });
    const query = '{ keys(first: 100) { nodes { id } } }';
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await edge.graphql({ query })).status);
    expect(statuses).toEqual([200, 200, 429]);
    expect((await edge.graphql({ query }, { ...BEARER, authorization: 'Bearer another' })).status).toBe(200);
  });

  test('too many sign-ins and too many device calls', async () => {
    edge = await Harness.start({ EDGE_RATE_SIGN_IN: '1', EDGE_RATE_V1: '1' });
    expect([(await edge.fetch('/auth/sign-in')).status, (await edge.fetch('/auth/sign-in')).status]).toEqual([
      303, 429,
    ]);
    const device = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    await edge.fetch('/v1/allnet/validate', device);
    expect((await edge.fetch('/v1/allnet/validate', device)).status).toBe(429);
  });
});

describe('health and log', () => {
  let edge: Harness;
  beforeAll(async () => {
    edge = await Harness.start({ EDGE_LOG_LEVEL: 'trace' });
  });
  afterAll(() => edge.stop());

  test('live whatever the core does, ready with it', async () => {
    expect((await edge.fetch('/health/ready')).status).toBe(200);
    edge.core.on('GET /health/ready', () => ({ status: 503 }));
    expect((await edge.fetch('/health/ready')).status).toBe(503);
    expect((await edge.fetch('/health/live')).status).toBe(200);
  });

  test('no token, key, cookie, variable or address of a person is ever logged', async () => {
    const canary = 'CANARY';
    const cookie = await edge.signIn();
    const secretId = cookie.split('=')[1] ?? '';
    await edge.graphql(
      { query: `query Named { key(id: "${canary}") { id } }`, variables: { n: canary } },
      { ...BEARER, authorization: `Bearer ${canary}`, cookie: `a=${canary}` },
    );
    await edge.graphql({ query: `query { ${canary} }`, variables: { email: `${canary}@example.org` } });
    await edge.graphql(`{"query": "${canary}`);
    await edge.graphql({ documentId: PERSISTED.hash, variables: { first: 1 } }, { ...OURS, cookie });
    await edge.fetch(`/auth/callback?code=${canary}&state=${canary}`);
    await edge.fetch(`/api/export/keys.csv?q=${canary}`, { headers: { cookie } });
    await edge.fetch(`/v1/${canary}/validate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key: canary }),
    });
    edge.core.on('GET /v1/keys', () => ({ body: { canary } }));
    await edge.graphql({ query: '{ keys(first: 1) { nodes { id number } } }' });
    edge.core.on('GET /v1/keys', () => problem(500, 'INTERNAL', { detail: canary }));
    await edge.graphql({ query: '{ keys(first: 1) { nodes { id number } } }' });
    edge.identity.misdeeds = { nonce: canary };
    await edge.signIn().catch(() => undefined);

    const log = edge.lines.join('');
    expect(log).not.toContain(canary);
    expect(log).not.toContain(secretId);
    expect(log).not.toContain('127.0.0.1');
    expect(log).not.toMatch(/access-|refresh-|eyJ/);
    expect(log).toContain('"operation":"Named"');
    expect(log).toContain('"route":"/v1/*"');
  });

  test('a line cannot be broken in two', async () => {
    await edge.fetch('/health/live', { headers: { 'tessera-request': 'abcdefgh%0d%0aevil' } });
    expect(edge.lines.every((line) => line.endsWith('}\n') && line.indexOf('\n') === line.length - 1)).toBe(true);
  });
});
