import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Harness } from './support/harness.js';
import { problem } from './support/stub-core.js';

let edge: Harness;
beforeAll(async () => {
  edge = await Harness.start({ EDGE_RATE_SIGN_IN: '100000' });
});
afterAll(() => edge.stop());
beforeEach(() => {
  edge.core.forget();
});

const VALIDATE = '/v1/allnet/validate';
const DEVICE = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ key: 'AAAA', fingerprint: 'f' }),
};

describe('one address for devices and integrators', () => {
  test('a device’s body goes to the core as it is, and its answer back', async () => {
    edge.core.on(`POST ${VALIDATE}`, ({ body }) => ({
      headers: { etag: '"1"', 'x-powered-by': 'core' },
      body: { got: JSON.parse(body) as unknown },
    }));
    const response = await edge.fetch(VALIDATE, DEVICE);
    expect(await response.json()).toEqual({ got: { key: 'AAAA', fingerprint: 'f' } });
    expect(response.headers.get('etag')).toBe('"1"');
    expect(response.headers.get('x-powered-by')).toBeNull();
  });

  test('nothing that claims trust goes along; the real peer does', async () => {
    edge.core.on(`POST ${VALIDATE}`, () => ({ body: {} }));
    const cookie = await edge.signIn();
    await edge.fetch(VALIDATE, {
      ...DEVICE,
      headers: {
        ...DEVICE.headers,
        cookie,
        'x-forwarded-for': '6.6.6.6',
        forwarded: 'for=6.6.6.6',
        'x-real-ip': '6.6.6.6',
        'tessera-edge-secret': 'guess',
        'x-forwarded-host': 'evil.example',
      },
    });
    const headers = edge.core.asked.at(-1)?.headers ?? {};
    expect(headers['x-forwarded-for']).toBe('127.0.0.1');
    for (const name of [
      'cookie',
      'authorization',
      'forwarded',
      'x-real-ip',
      'tessera-edge-secret',
      'x-forwarded-host',
    ]) {
      expect(headers[name]).toBeUndefined();
    }
  });

  test('an integrator’s token does', async () => {
    await edge.fetch('/v1/keys?first=1', {
      headers: { authorization: 'Bearer t', 'tessera-tenant': 'allnet', 'accept-language': 'nb' },
    });
    const asked = edge.core.asked.at(-1);
    expect(asked?.headers).toMatchObject({
      authorization: 'Bearer t',
      'tessera-tenant': 'allnet',
      'accept-language': 'nb',
    });
    expect(asked?.query.get('first')).toBe('1');
  });

  test('problems and Retry-After come through', async () => {
    edge.core.on(`POST ${VALIDATE}`, () => ({ ...problem(429, 'RATE_LIMITED'), headers: { 'retry-after': '7' } }));
    const response = await edge.fetch(VALIDATE, DEVICE);
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
  });

  test('the published licence keys', async () => {
    edge.core.on('GET /.well-known/tessera-licence-keys.json', () => ({
      headers: { 'cache-control': 'public, max-age=3600' },
      body: { keys: [] },
    }));
    const response = await edge.fetch('/.well-known/tessera-licence-keys.json');
    expect(await response.json()).toEqual({ keys: [] });
    expect(response.headers.get('cache-control')).toBe('public, max-age=3600');
  });

  test.each([
    '/internal/sessions',
    '/internal/sessions/x',
    '/v1/../internal/sessions',
    '/v1/%2e%2e/internal/sessions/x',
    '/health/../internal/sessions',
  ])('%s is not to be had', async (path) => {
    const { request } = await import('node:http');
    const status = await new Promise((done) => {
      request(edge.url, { path, method: 'GET' }, (response) => {
        response.resume();
        done(response.statusCode);
      }).end();
    });
    expect([400, 404]).toContain(status);
    expect(edge.core.asked.filter((asked) => asked.path.startsWith('/internal'))).toEqual([]);
  });

  test('the core out of reach is 503 with Retry-After', async () => {
    edge.core.on(`POST ${VALIDATE}`, (_, response) => {
      response.destroy();
      return undefined;
    });
    const response = await edge.fetch(VALIDATE, DEVICE);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await response.json()).toMatchObject({ code: 'UNAVAILABLE' });
  });
});
