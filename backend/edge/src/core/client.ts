import { Pool, type Dispatcher } from 'undici';
import type { Deadline } from './deadline.js';
import { platformProblem, problemOf } from './problem.js';

/** On whose behalf the core is asked. The headers are complete but for what one call adds. */
export interface Caller {
  /** Flat name/value list, as undici takes it without copying. */
  readonly headers: readonly string[];
  readonly authenticated: boolean;
  readonly deadline: Deadline;
}

const LARGEST_ANSWER = 32 * 1024 * 1024;
const LONGEST_QUEUE = 2_000;

export interface CoreRequest {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  headers: string[];
  body?: string;
  deadline: Deadline;
}

/** Keep-alive connections to the core; answers are read whole and parsed once. */
export class CoreClient {
  readonly #pool: Pool;
  readonly #prefix: string;

  constructor(url: URL, connections: number) {
    this.#pool = new Pool(url.origin, {
      connections,
      pipelining: 1,
      keepAliveTimeout: 30_000,
      connect: { timeout: 2_000 },
      headersTimeout: 15_000,
      bodyTimeout: 15_000,
    });
    this.#prefix = url.pathname.replace(/\/$/, '');
  }

  get<T>(caller: Caller, path: string): Promise<T> {
    if (!caller.authenticated) return Promise.reject(platformProblem('UNAUTHENTICATED'));
    return this.json<T>({ method: 'GET', path, headers: caller.headers as string[], deadline: caller.deadline });
  }

  post<T>(caller: Caller, path: string, body: unknown, idempotencyKey?: string): Promise<T> {
    if (!caller.authenticated) return Promise.reject(platformProblem('UNAUTHENTICATED'));
    const headers = [...caller.headers, 'content-type', 'application/json'];
    if (idempotencyKey !== undefined) headers.push('idempotency-key', idempotencyKey);
    return this.json<T>({ method: 'POST', path, headers, body: JSON.stringify(body), deadline: caller.deadline });
  }

  /** Whether the core answers 2xx here; throws otherwise. */
  async probe(path: string, deadline: Deadline): Promise<void> {
    await this.json<unknown>({ method: 'GET', path, headers: [], deadline });
  }

  json<T>(request: CoreRequest): Promise<T> {
    const stats = this.#pool.stats;
    if (stats.queued > LONGEST_QUEUE) return Promise.reject(platformProblem('UNAVAILABLE', 1));
    return new Promise<T>((resolve, reject) => {
      this.#pool.dispatch(
        {
          method: request.method,
          path: this.#prefix + request.path,
          headers: request.headers,
          body: request.body ?? null,
        },
        new WholeAnswer<T>(request.deadline, resolve, reject),
      );
    });
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}

class WholeAnswer<T> implements Dispatcher.DispatchHandler {
  readonly #release: () => void;
  #controller: Dispatcher.DispatchController | null = null;
  #status = 0;
  #contentType = '';
  #retryAfter: string | null = null;
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(
    private readonly deadline: Deadline,
    private readonly resolve: (value: T) => void,
    private readonly reject: (error: Error) => void,
  ) {
    // A request still waiting for a connection is answered at once; it is aborted when its turn comes.
    this.#release = deadline.onCancel((reason) => {
      this.#controller?.abort(reason);
      reject(reason);
    });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.deadline.reason !== null) controller.abort(this.deadline.reason);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: NodeJS.Dict<string | string[]>): void {
    this.#status = status;
    this.#contentType = String(headers['content-type'] ?? '');
    if (status < 200 || status > 299) {
      this.#retryAfter = headers['retry-after'] === undefined ? null : String(headers['retry-after']);
    }
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > LARGEST_ANSWER) controller.abort(platformProblem('INTERNAL'));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#release();
    const [first] = this.#chunks;
    const body = this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks);
    const text = body.toString('utf8');
    if (this.#status < 200 || this.#status > 299) {
      this.reject(problemOf(this.#status, this.#contentType, text, this.#retryAfter));
      return;
    }
    try {
      this.resolve((text !== '' && this.#contentType.includes('json') ? JSON.parse(text) : null) as T);
    } catch {
      this.reject(platformProblem('INTERNAL'));
    }
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#release();
    const ours = this.deadline.reason ?? (error.name === 'CoreProblem' ? error : null);
    this.reject(ours ?? Object.assign(platformProblem('UNAVAILABLE', 1), { cause: error }));
  }
}
