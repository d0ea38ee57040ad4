import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Harness, OURS } from './support/harness.js';
import { problem } from './support/stub-core.js';
import { uuid } from './support/world.js';

let edge: Harness;
let cookie: string;
beforeAll(async () => {
  edge = await Harness.start({ EDGE_RATE_SIGN_IN: '100000' });
});
afterAll(() => edge.stop());
beforeEach(async () => {
  edge.core.forget();
  cookie = await edge.signIn();
});

describe('/api/changes', () => {
  /** Opens the stream and the core's end of it. */
  async function listen(signal?: AbortSignal): Promise<{ core: ServerResponse; next: () => Promise<string> }> {
    const opened = new Promise<ServerResponse>((done) => {
      edge.core.on('GET /v1/changes', (_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.flushHeaders();
        done(response);
        return undefined;
      });
    });
    const response = await edge.fetch('/api/changes?tenant=allnet', {
      headers: { cookie, 'last-event-id': '7' },
      signal: signal ?? null,
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const reader = response.body?.getReader();
    const next = async (): Promise<string> => {
      const read = await reader?.read();
      return read === undefined || read.done ? '' : new TextDecoder().decode(read.value as Uint8Array);
    };
    return { core: await opened, next };
  }

  test('passes the core’s events on as they come', async () => {
    const { core, next } = await listen();
    expect(await next()).toBe(': open\n\n');
    const event = `event: key\ndata: {"id":"${uuid(1)}","version":4}\n\n`;
    core.write(event);
    expect(await next()).toBe(event);
    expect(edge.core.asked.at(-1)?.headers).toMatchObject({
      'tessera-tenant': 'allnet',
      'last-event-id': '7',
      accept: 'text/event-stream',
    });
    core.end();
    expect(await next()).toBe('');
  });

  test('the page that goes takes the core’s stream with it', async () => {
    const leaving = new AbortController();
    const { core, next } = await listen(leaving.signal);
    await next();
    const closed = once(core, 'close');
    leaving.abort();
    await closed;
  });

  test('signing out ends it', async () => {
    const { core, next } = await listen();
    await next();
    const closed = once(core, 'close');
    await edge.fetch('/auth/sign-out', {
      method: 'POST',
      headers: { ...OURS, cookie, accept: 'application/json' },
      body: '{}',
    });
    expect(await next()).toBe('');
    await closed;
  });

  test('is for who is signed in, on our own pages', async () => {
    expect((await edge.fetch('/api/changes')).status).toBe(401);
    expect((await edge.fetch('/api/changes', { headers: { cookie, 'sec-fetch-site': 'cross-site' } })).status).toBe(
      403,
    );
    edge.core.on('GET /v1/changes', () => problem(401, 'UNAUTHENTICATED'));
    expect((await edge.fetch('/api/changes', { headers: { cookie } })).status).toBe(401);
    expect((await edge.fetch('/api/changes', { headers: { cookie } })).status).toBe(401);
  });
});

describe('/api/export', () => {
  test('streams the core’s CSV under its name, with the page’s filters as the core’s', async () => {
    edge.core.on('GET /v1/keys.csv', () => ({
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="keys.csv"',
        'x-internal': 'no',
      },
      body: 'number,customer\n"AAAA","\'=cmd|calc"\n',
    }));
    const response = await edge.fetch(
      `/api/export/keys.csv?status=ACTIVE&q=a%26b&partnerId=partner_${uuid(5)}&ids=key_${uuid(1)},key_${uuid(2)}&tenant=allnet`,
      {
        headers: { cookie, 'sec-fetch-site': 'same-origin' },
      },
    );
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('number,customer\n"AAAA","\'=cmd|calc"\n');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="keys.csv"');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('x-internal')).toBeNull();
    const asked = edge.core.asked.at(-1);
    expect(Object.fromEntries(asked?.query ?? [])).toEqual({
      status: 'ACTIVE',
      q: 'a&b',
      partnerId: uuid(5),
      ids: `${uuid(1)},${uuid(2)}`,
    });
    expect(asked?.headers['tessera-tenant']).toBe('allnet');
  });

  test('an import’s problems by its public id', async () => {
    edge.core.on(`GET /v1/imports/${uuid(7)}/problems.csv`, () => ({
      headers: { 'content-type': 'text/csv' },
      body: 'line\n',
    }));
    expect(
      (await edge.fetch(`/api/export/imports/import_${uuid(7)}/problems.csv`, { headers: { cookie } })).status,
    ).toBe(200);
  });

  test.each(['secrets.csv', '../me', '..%2fme', 'keys.csv/../../me', 'imports/x/problems.csv', 'keys'])(
    '%s is nothing',
    async (path) => {
      const response = await edge.fetch(`/api/export/${path}`, { headers: { cookie } });
      expect(response.status).toBe(404);
      expect(edge.core.calls).toEqual([]);
    },
  );

  test('a refusal of the core goes out as it is', async () => {
    edge.core.on('GET /v1/audit.csv', () => problem(403, 'FORBIDDEN'));
    const response = await edge.fetch('/api/export/audit.csv', { headers: { cookie } });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('nobody, and nobody’s page', async () => {
    expect((await edge.fetch('/api/export/keys.csv')).status).toBe(401);
    expect(
      (await edge.fetch('/api/export/keys.csv', { headers: { cookie, 'sec-fetch-site': 'cross-site' } })).status,
    ).toBe(403);
  });
});

describe('/api/imports', () => {
  const csv = { ...OURS, 'content-type': 'text/csv' };

  test('streams a file to the core and answers with a public id', async () => {
    edge.core.on('POST /v1/imports', () => ({ status: 202, body: { id: uuid(7), state: 'CHECKING' } }));
    const body = '\ufeffnumber;customer\n'.repeat(50_000);
    const response = await edge.fetch('/api/imports?kind=KEYS&fileName=a%20b%22.csv', {
      method: 'POST',
      headers: { ...csv, cookie, 'idempotency-key': 'once' },
      body,
    });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ id: `import_${uuid(7)}`, state: 'CHECKING' });
    const asked = edge.core.asked.at(-1);
    expect(asked?.body).toBe(body);
    expect(asked?.headers).toMatchObject({ 'content-type': 'text/csv', 'idempotency-key': 'once' });
    expect(Object.fromEntries(asked?.query ?? [])).toEqual({ kind: 'KEYS', fileName: 'a b".csv' });
  });

  test.each([
    ['no CSRF header', '?kind=KEYS', { 'content-type': 'text/csv' }, 403, 'CSRF_REFUSED'],
    ['another content type', '?kind=KEYS', { ...OURS }, 415, 'UNSUPPORTED_MEDIA'],
    ['no such kind', '?kind=SECRETS', csv, 400, 'INVALID_INPUT'],
    ['a name beyond sense', `?kind=KEYS&fileName=${'x'.repeat(256)}`, csv, 400, 'INVALID_INPUT'],
  ])('%s', async (_, query, headers, status, code) => {
    const response = await edge.fetch(`/api/imports${query}`, {
      method: 'POST',
      headers: { ...headers, cookie } as Record<string, string>,
      body: 'a',
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
    expect(edge.core.calls).toEqual([]);
  });

  test('65 MB said to come are refused by name before they do', async () => {
    const { request } = await import('node:http');
    const url = new URL('/api/imports?kind=KEYS&fileName=a.csv', edge.url);
    const asked = request(url, {
      method: 'POST',
      headers: { ...csv, cookie, 'content-length': String(65 * 1024 * 1024) },
    });
    asked.write('a');
    const [response] = (await once(asked, 'response')) as [{ statusCode: number; resume: () => void }];
    expect(response.statusCode).toBe(413);
    response.resume();
    asked.destroy();
    expect(edge.core.calls).toEqual([]);
  });

  test('65 MB that were not said are cut', async () => {
    edge.core.on('POST /v1/imports', () => ({ status: 202, body: { id: uuid(7) } }));
    const megabyte = new Uint8Array(1024 * 1024);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(stream) {
        sent += 1;
        if (sent > 66) stream.close();
        else stream.enqueue(megabyte);
      },
    });
    const init = { method: 'POST', headers: { ...csv, cookie }, body, duplex: 'half' } as RequestInit;
    const status = await edge.fetch('/api/imports?kind=KEYS&fileName=a.csv', init).then(
      (response) => response.status,
      () => 'cut',
    );
    expect([413, 'cut']).toContain(status);
    expect(edge.core.calls).toEqual([]);
  });

  test('bad input as the core says it', async () => {
    edge.core.on('POST /v1/imports', () =>
      problem(400, 'INVALID_INPUT', { fields: [{ field: 'fileName', code: 'X', message: 'x' }] }),
    );
    const response = await edge.fetch('/api/imports?kind=KEYS', {
      method: 'POST',
      headers: { ...csv, cookie },
      body: 'a',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'INVALID_INPUT', fields: [{ field: 'fileName' }] });
  });
});
