import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { aKey, aKeyDetail, pageOf, uuid } from './world.js';

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}
export interface Said {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}
export type Answer = (asked: Asked, response: ServerResponse) => Said | undefined | Promise<Said | undefined>;

/** A core for the edge to talk to: answers as the contract says and remembers what it was asked. */
export class StubCore {
  readonly asked: Asked[] = [];
  readonly sessions = new Map<string, { identity: string; body: string; expiresAt: string }>();
  readonly #answers = new Map<string, Answer>();
  #server: Server | null = null;
  url = '';
  secret = '';

  on(methodAndPath: string, answer: Answer): void {
    this.#answers.set(methodAndPath, answer);
  }

  /** Calls for people, not for sessions or health. */
  get calls(): string[] {
    return this.asked.filter(({ path }) => path.startsWith('/v1')).map(({ method, path }) => `${method} ${path}`);
  }

  forget(): void {
    this.asked.length = 0;
    this.#answers.clear();
  }

  async start(): Promise<void> {
    this.#server = createServer((request, response) => {
      void this.serve(request, response);
    });
    await new Promise<void>((done) => this.#server?.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((done) => this.#server?.close(done));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      response.destroy();
      return;
    }
    const url = new URL(request.url ?? '/', 'http://core');
    const asked: Asked = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    this.asked.push(asked);
    const answer = this.#answers.get(`${asked.method} ${asked.path}`) ?? this.usual(asked);
    const said = await answer(asked, response);
    if (said === undefined) return;
    const { status = 200, headers = {}, body } = said;
    const type = status >= 400 ? 'application/problem+json' : 'application/json';
    response.writeHead(status, { 'content-type': type, ...headers });
    response.end(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
  }

  private usual(asked: Asked): Answer {
    if (asked.path.startsWith('/internal/sessions')) return (call) => this.session(call);
    if (asked.path === '/health/ready') return () => ({ body: { status: 'ready' } });
    if (asked.path.startsWith('/v1') && asked.headers.authorization === undefined)
      return () => problem(401, 'UNAUTHENTICATED');
    if (asked.path === '/v1/keys') return () => ({ body: pageOf([aKey(1), aKey(2)]) });
    if (asked.path === `/v1/keys/${uuid(1)}`) return () => ({ body: aKeyDetail(1) });
    if (asked.path === `/v1/keys/${uuid(2)}`) return () => ({ body: aKeyDetail(2) });
    return () => problem(404, 'NOT_FOUND');
  }

  private session({ method, path, headers, body }: Asked): Said {
    if (headers['tessera-edge-secret'] !== this.secret) return problem(403, 'FORBIDDEN');
    const hash = path.split('/')[3] ?? '';
    if (method === 'POST') {
      const { hash: given, ...stored } = JSON.parse(body) as {
        hash: string;
        identity: string;
        body: string;
        expiresAt: string;
      };
      this.sessions.set(given, stored);
      return { status: 204 };
    }
    if (method === 'DELETE') {
      this.sessions.delete(hash);
      return { status: 204 };
    }
    const found = this.sessions.get(hash);
    return found === undefined ? problem(404, 'NOT_FOUND') : { body: found };
  }
}

export function problem(status: number, code: string, more: Record<string, unknown> = {}): Said {
  return { status, body: { type: 'about:blank', title: code, status, detail: `detail of ${code}`, code, ...more } };
}
