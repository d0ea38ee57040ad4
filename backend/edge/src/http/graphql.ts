import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CoreCalls } from '../core/calls.js';
import { Deadline } from '../core/deadline.js';
import { CoreProblem, platformProblem } from '../core/problem.js';
import { Documents } from '../graphql/documents.js';
import { makeGraphHandler, type Exchange, type GraphHandler } from '../graphql/handler.js';
import { BOUNDS } from '../graphql/limits/bounds.js';
import { persistedHash, type PersistedDocuments } from '../graphql/persisted.js';
import { schema } from '../graphql/schema/index.js';
import { isOwnCall } from '../session/csrf.js';
import { callerOf, senderOf, spender, type Sender } from './caller.js';
import type { Edge } from './edge.js';
import { sendGraphProblem } from './problems.js';
import { rateAddress } from './rates.js';

type Body = Record<string, unknown>;

/** `/graphql`: persisted documents for our own pages, free ones for integrators, both behind the same limits. */
export function graphqlRoutes(app: FastifyInstance, edge: Edge, persisted: PersistedDocuments): void {
  const handler = makeGraphHandler(new Documents(schema));
  // Bodies are read as text and parsed by us: what is not JSON is answered as GraphQL over HTTP says.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BOUNDS.bodyBytes }, (_, body, done) => {
    done(null, body);
  });
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    bodyLimit: BOUNDS.bodyBytes,
    handler: (request, reply) => serve(edge, persisted, handler, request, reply),
  });
}

async function serve(
  edge: Edge,
  persisted: PersistedDocuments,
  handler: GraphHandler,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const address = rateAddress(request.ip);
  const wait = edge.rates.graphql.take(address);
  if (wait > 0) return sendGraphProblem(reply, platformProblem('RATE_LIMITED', wait), request.id);
  const sender = await senderOf(request, edge);
  const body = parsed(request);
  const refusal = refused(edge, request, sender, body);
  if (refusal !== null) {
    if (sender.kind === 'ended') edge.cookies.clearSession(reply);
    return sendGraphProblem(reply, refusal, request.id);
  }
  if (isObject(body)) {
    const hash = body['query'] === undefined ? persistedHash(body) : null;
    const text = hash === null ? null : persisted.find(hash);
    if (hash !== null && text === null) return sendGraphProblem(reply, unknownDocument(), request.id);
    if (text !== null) body['query'] = text;
  }

  const deadline = new Deadline(BOUNDS.milliseconds, () => platformProblem('TIMEOUT'));
  const gone = (): void => {
    if (!reply.raw.writableFinished) deadline.cancel(platformProblem('TIMEOUT'));
  };
  reply.raw.once('close', gone);
  const exchange: Exchange = {
    context: {
      core: new CoreCalls(edge.core, callerOf(request, sender, deadline)),
      idempotencyKey: headerText(request.headers['idempotency-key']),
    },
    anonymous: sender.kind === 'anonymous',
    reference: request.id,
    spend: (units) => edge.rates.cost.take(spender(sender, address), units),
    unexpected: (cause) => {
      request.log.error({ err: cause, request: request.id }, 'a resolver failed');
    },
    cost: null,
    operation: null,
    unauthenticated: false,
    retryAfter: null,
  };
  try {
    const [text, init] = await handler({
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: body as Record<string, unknown> | string | null,
      raw: request.raw,
      context: exchange,
    });
    return await send(edge, request, reply, sender, exchange, text, init);
  } finally {
    deadline.finish();
    reply.raw.off('close', gone);
  }
}

async function send(
  edge: Edge,
  request: FastifyRequest,
  reply: FastifyReply,
  sender: Sender,
  exchange: Exchange,
  text: string | null,
  init: { status: number; headers?: Record<string, string> },
): Promise<FastifyReply> {
  let status = init.status;
  if (exchange.unauthenticated && sender.kind === 'session') {
    // The core no longer takes this person's token: the session is over, and the page is told so plainly.
    await edge.sessions.end(sender.id);
    edge.cookies.clearSession(reply);
    status = 401;
  }
  if (exchange.retryAfter !== null) {
    status = 429;
    void reply.header('retry-after', String(exchange.retryAfter));
  }
  if (exchange.cost !== null) void reply.header('tessera-cost', String(exchange.cost));
  request.operation = exchange.operation;
  request.cost = exchange.cost;
  return reply
    .code(status)
    .headers(init.headers ?? {})
    .send(text ?? '');
}

/** Why a request riding on a cookie is not taken, before its document is looked at. */
function refused(edge: Edge, request: FastifyRequest, sender: Sender, body: unknown) {
  if (sender.kind === 'ended') return platformProblem('UNAUTHENTICATED');
  if (sender.kind !== 'session') return null;
  if (request.method !== 'POST')
    return edgeProblem(405, 'POST_REQUIRED', 'With a session, documents are sent by POST.');
  if (!isOwnCall(request, edge.config.publicUrl)) {
    return edgeProblem(403, 'CSRF_REFUSED', 'Send the header Tessera-Csrf: 1 from our own pages.');
  }
  const free = isObject(body) && body['query'] !== undefined;
  if (free && request.headers['tessera-graphiql'] !== '1') {
    return edgeProblem(403, 'PERSISTED_DOCUMENT_REQUIRED', 'Our pages run the documents they were built with.');
  }
  return null;
}

function unknownDocument() {
  return edgeProblem(404, 'PERSISTED_DOCUMENT_UNKNOWN', 'This document is not known here: reload the page.');
}

function edgeProblem(status: number, code: string, title: string): CoreProblem {
  return new CoreProblem({ type: 'about:blank', title, status, code });
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON body as its value; anything else as it came, for graphql-http to refuse in its words. */
function parsed(request: FastifyRequest): unknown {
  const { body } = request;
  if (request.method !== 'POST' || typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function headerText(value: string | string[] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
