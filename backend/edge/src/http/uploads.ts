import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { publicId } from '../core/ids.js';
import { platformProblem, problemOf } from '../core/problem.js';
import { query } from '../core/query.js';
import { coreHeaders } from './caller.js';
import type { Edge } from './edge.js';
import { boundedBody, goneSignal, MOST_UPLOADED, type Forwarder } from './forward.js';
import { endIfRefused, sessionSender } from './own-pages.js';

const KINDS: ReadonlySet<string> = new Set(['KEYS', 'CUSTOMERS', 'USAGE', 'TURNOVER', 'CERTIFICATES']);

/** A CSV file, streamed to the core as it comes; answered with the import that checks it. */
export function uploadRoutes(app: FastifyInstance, edge: Edge, forwarder: Forwarder): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(/^(?:text\/csv|application\/octet-stream)\b/, (_, __, done) => {
    done(null);
  });
  app.post<{ Querystring: { kind?: string; fileName?: string } }>('/api/imports', async (request, reply) => {
    const sender = await sessionSender(request, reply, edge, 'write');
    const { kind = '', fileName = '' } = request.query;
    if (!KINDS.has(kind) || fileName.length > 255) throw platformProblem('INVALID_INPUT');
    const body = boundedBody(request, MOST_UPLOADED);
    const given = request.headers['idempotency-key'];
    const headers = coreHeaders(request, sender);
    headers.push('content-type', 'text/csv', 'idempotency-key', typeof given === 'string' ? given : randomUUID());
    const length = request.headers['content-length'];
    if (length !== undefined) headers.push('content-length', length);
    const path = `/v1/imports${query({ kind, fileName })}`;
    const answer = await forwarder.ask(
      { method: 'POST', path, headers, body, silence: 30_000 },
      goneSignal(request, reply),
    );
    const text = await answer.body.text();
    await endIfRefused(answer.statusCode, sender, reply, edge);
    if (answer.statusCode < 200 || answer.statusCode > 299) {
      throw problemOf(answer.statusCode, String(answer.headers['content-type'] ?? ''), text, null);
    }
    const run = JSON.parse(text) as { id: string };
    return reply
      .code(answer.statusCode)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify({ ...run, id: publicId('import', run.id) }));
  });
}
