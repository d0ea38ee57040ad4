import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { makeApp } from '../../../backend/edge/src/app.js';
import { readConfig, type Environment } from '../../../backend/edge/src/config.js';
import { makeEdge, type Edge } from '../../../backend/edge/src/http/edge.js';
import { makeLog } from '../../../backend/edge/src/log.js';
import { StubCore } from './stub-core.js';
import { StubIdentity } from './stub-identity.js';

export const ORIGIN = 'http://localhost:7000';
export const PERSISTED = {
  hash: 'a'.repeat(64),
  text: 'query Keys($first: Int!) { keys(first: $first) { nodes { id number } } }',
};
/** What our own page sends with every call. */
export const OURS = { 'tessera-csrf': '1', origin: ORIGIN, 'content-type': 'application/json' };
export const BEARER = { authorization: 'Bearer an-integrators-token', 'content-type': 'application/json' };

export interface GraphAnswer {
  status: number;
  headers: Headers;
  data: Record<string, unknown> | null | undefined;
  errors: { message: string; path?: unknown[]; extensions: { code: string; [more: string]: unknown } }[] | undefined;
}

/** A running edge between a stub core and a stub identity provider. */
export class Harness {
  readonly core = new StubCore();
  readonly identity = new StubIdentity();
  readonly lines: string[] = [];
  readonly dir = mkdtempSync(join(tmpdir(), 'edge-'));
  clock = 0;
  edge!: Edge;
  app!: FastifyInstance;
  url = '';

  static async start(environment: Environment = {}): Promise<Harness> {
    const harness = new Harness();
    await Promise.all([harness.core.start(), harness.identity.start()]);
    harness.writeSite();
    const config = readConfig({
      EDGE_PUBLIC_URL: ORIGIN,
      EDGE_CORE_URL: harness.core.url,
      OIDC_AUTHORITY: harness.identity.url,
      EDGE_STATIC_DIR: join(harness.dir, 'site'),
      EDGE_GRAPHIQL_DIR: join(harness.dir, 'graphiql'),
      EDGE_PERSISTED_DOCUMENTS: join(harness.dir, 'persisted-documents.json'),
      EDGE_LOG_LEVEL: 'info',
      ...environment,
    });
    harness.core.secret = config.coreSecret;
    const log = makeLog(config.logLevel, { write: (line: string) => void harness.lines.push(line) });
    harness.edge = makeEdge(config, log, () => Date.now() + harness.clock);
    harness.app = await makeApp(harness.edge);
    await harness.app.listen({ port: 0, host: '127.0.0.1' });
    harness.url = `http://127.0.0.1:${String((harness.app.server.address() as AddressInfo).port)}`;
    return harness;
  }

  async stop(): Promise<void> {
    const closed = this.app.close();
    setTimeout(() => {
      this.app.server.closeAllConnections();
    }, 100);
    await closed;
    await Promise.all([this.core.stop(), this.identity.stop()]);
    rmSync(this.dir, { recursive: true, force: true });
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.url + path, { redirect: 'manual', ...init });
  }

  async graphql(body: unknown, headers: Record<string, string> = BEARER): Promise<GraphAnswer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await this.fetch('/graphql', { method: 'POST', headers, body: text });
    const answer = (await response.json()) as Pick<GraphAnswer, 'data' | 'errors'>;
    return { status: response.status, headers: response.headers, data: answer.data, errors: answer.errors };
  }

  /** Signs Elena in and gives the cookie header of her browser. */
  async signIn(returnTo = '/', cookie = ''): Promise<string> {
    const { location, cookies } = await this.beginSignIn(returnTo, cookie);
    const back = this.identity.authorise(location);
    const done = await this.fetch(back, { headers: { cookie: cookies } });
    const session = setCookies(done).find((each) => each.startsWith('tessera='));
    if (session === undefined || session.startsWith('tessera=;')) {
      throw new Error(`not signed in: ${String(done.status)} ${done.headers.get('location') ?? ''}`);
    }
    return session.split(';')[0] ?? '';
  }

  async beginSignIn(returnTo = '/', cookie = ''): Promise<{ location: string; cookies: string }> {
    const path = `/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`;
    const begun = await this.fetch(path, { headers: cookie === '' ? {} : { cookie } });
    const attempt = setCookies(begun).map((each) => each.split(';')[0] ?? '');
    return {
      location: begun.headers.get('location') ?? '',
      cookies: [...attempt, ...(cookie === '' ? [] : [cookie])].join('; '),
    };
  }

  private writeSite(): void {
    const site = join(this.dir, 'site');
    mkdirSync(join(site, 'assets'), { recursive: true });
    mkdirSync(join(this.dir, 'graphiql'));
    writeFileSync(
      join(site, 'index.html'),
      '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><div id="app"></div>',
    );
    writeFileSync(join(site, 'robots.txt'), 'User-agent: *\nDisallow: /\n');
    const script = 'export const answer = 42;\n'.repeat(100);
    writeFileSync(join(site, 'assets/app-4f3a2b1c.js'), script);
    writeFileSync(join(site, 'assets/app-4f3a2b1c.js.br'), brotliCompressSync(script));
    writeFileSync(join(site, 'assets/app-4f3a2b1c.js.gz'), gzipSync(script));
    writeFileSync(join(this.dir, 'graphiql/graphiql.js'), 'export {};\n');
    writeFileSync(join(this.dir, 'persisted-documents.json'), JSON.stringify({ [PERSISTED.hash]: PERSISTED.text }));
  }
}

export function setCookies(response: Response): string[] {
  return response.headers.getSetCookie();
}
