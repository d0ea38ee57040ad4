import { Transform, type Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pool, type Dispatcher } from 'undici';
import { CoreProblem, platformProblem } from '../core/problem.js';

export const MOST_UPLOADED = 64 * 1024 * 1024;

/** What of the core's answer goes out. The edge's own security headers are set already. */
const ANSWERED = [
  'content-type',
  'content-disposition',
  'content-language',
  'content-length',
  'etag',
  'last-modified',
  'location',
  'retry-after',
  'cache-control',
  'vary',
  'www-authenticate',
  'idempotency-replayed',
];

export interface Forwarded {
  method: string;
  path: string;
  headers: string[];
  body?: Readable | null;
  /** Milliseconds of silence allowed in the answer's body; 0 for streams that may be quiet. */
  silence: number;
}

/** Streams between browser or device and core: nothing is held in memory, either end's going ends both. */
export class Forwarder {
  readonly #pool: Pool;

  constructor(coreUrl: URL) {
    this.#pool = new Pool(coreUrl.origin, {
      connections: 512,
      pipelining: 1,
      keepAliveTimeout: 30_000,
      connect: { timeout: 2_000 },
    });
  }

  async ask(forwarded: Forwarded, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    try {
      return await this.#pool.request({
        method: forwarded.method,
        path: forwarded.path,
        headers: forwarded.headers,
        body: forwarded.body ?? null,
        headersTimeout: 60_000,
        bodyTimeout: forwarded.silence,
        signal,
      });
    } catch (error) {
      if (error instanceof CoreProblem) throw error;
      throw Object.assign(platformProblem('UNAVAILABLE', 1), { cause: error });
    }
  }

  async stream(forwarded: Forwarded, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const answer = await this.ask(forwarded, goneSignal(request, reply));
    copyHeaders(answer, reply);
    return reply.code(answer.statusCode).send(answer.body);
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}

export function copyHeaders(answer: Dispatcher.ResponseData, reply: FastifyReply): void {
  for (const name of ANSWERED) {
    const value = answer.headers[name];
    if (value !== undefined) void reply.header(name, value);
  }
}

/** Aborted when the client has gone before its answer was complete. */
export function goneSignal(request: FastifyRequest, reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  const abort = (): void => {
    if (!reply.raw.writableFinished) gone.abort();
  };
  reply.raw.once('close', abort);
  request.raw.once('error', abort);
  return gone.signal;
}

/** The request's body as a stream that ends in TOO_LARGE past `most` bytes. */
export function boundedBody(request: FastifyRequest, most: number): Readable | null {
  const declared = request.headers['content-length'];
  if (declared !== undefined && Number(declared) > most) throw platformProblem('TOO_LARGE');
  if (declared === undefined && request.headers['transfer-encoding'] === undefined) return null;
  if (declared === '0') return null;
  let size = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length;
      if (size > most) done(platformProblem('TOO_LARGE'));
      else done(null, chunk);
    },
  });
  request.raw.once('aborted', () => counted.destroy());
  request.raw.pipe(counted);
  return counted;
}
