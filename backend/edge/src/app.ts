import { existsSync } from 'node:fs';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { CoreProblem, platformProblem } from './core/problem.js';
import { PersistedDocuments } from './graphql/persisted.js';
import { authRoutes } from './http/auth.js';
import { changeRoutes } from './http/changes.js';
import { downloadRoutes } from './http/downloads.js';
import type { Edge } from './http/edge.js';
import { Forwarder } from './http/forward.js';
import { graphiqlRoutes } from './http/graphiql.js';
import { graphqlRoutes } from './http/graphql.js';
import { healthRoutes } from './http/health.js';
import { pageRoutes } from './http/pages.js';
import { payRoutes } from './http/pay.js';
import { sendGraphProblem, sendProblem } from './http/problems.js';
import { requestId } from './http/trace.js';
import { uploadRoutes } from './http/uploads.js';
import { v1Routes } from './http/v1.js';
import './http/request.js';

const GRACE = 5_000;

/** The whole edge, ready to listen. Closing it ends streams, lets requests finish and leaves the core's connections. */
export async function makeApp(edge: Edge): Promise<FastifyInstance> {
  const { config } = edge;
  const forwarder = new Forwarder(config.coreUrl);
  const app = Fastify({
    logger: false,
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    genReqId: (raw): string => requestId(raw.headers['tessera-request']),
    bodyLimit: 64 * 1024,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 300_000,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    http: { headersTimeout: 15_000, maxHeaderSize: 32 * 1024 },
    frameworkErrors: (error, request, reply) => {
      void refuse(edge, error, request, reply);
    },
    clientErrorHandler: (error, socket) => {
      if (!socket.writable || (error as NodeJS.ErrnoException).code === 'ECONNRESET') socket.destroy();
      else socket.end(unreadable(edge, (error as NodeJS.ErrnoException).code));
    },
  });
  app.decorateRequest('operation', null);
  app.decorateRequest('cost', null);
  app.addHook('onRequest', (request, reply, done) => {
    void reply.headers(edge.headers.data).header('tessera-request', request.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    logLine(edge, request, reply);
    done();
  });
  app.addHook('preClose', (done) => {
    // Requests in flight may finish; connections that only wait are not waited for.
    setTimeout(() => {
      app.server.closeAllConnections();
    }, GRACE).unref();
    done();
  });
  app.addHook('onClose', async () => {
    await Promise.allSettled([edge.core.close(), forwarder.close()]);
  });
  app.setErrorHandler<FastifyError>((error, request, reply) => refuse(edge, error, request, reply));

  healthRoutes(app, edge);
  const persisted = PersistedDocuments.read(config.persistedDocuments);
  if (persisted.size === 0) edge.log.warn('no persisted documents: the pages of the SPA cannot read anything yet');
  await app.register((scope, _, done) => {
    graphqlRoutes(scope, edge, persisted);
    done();
  });
  await app.register((scope, _, done) => {
    authRoutes(scope, edge);
    done();
  });
  await app.register((scope, _, done) => {
    v1Routes(scope, edge, forwarder);
    done();
  });
  await app.register((scope, _, done) => {
    payRoutes(scope, edge);
    done();
  });
  await app.register((scope, _, done) => {
    uploadRoutes(scope, edge, forwarder);
    done();
  });
  downloadRoutes(app, edge, forwarder);
  changeRoutes(app, edge, forwarder);
  if (existsSync(config.graphiqlDir)) await graphiqlRoutes(app, edge);
  await pageRoutes(app, edge);
  return app;
}

/** Every error becomes a problem with a code and a reference; what is not expected says nothing of itself. */
function refuse(edge: Edge, error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemFor(error);
  if (problem.status === 500) edge.log.error({ err: error, request: request.id }, 'unexpected');
  if (reply.raw.headersSent) return reply;
  void reply.headers(edge.headers.data).header('tessera-request', request.id);
  if (!request.raw.complete) {
    // A body refused half-way is not read to its end: the answer goes out and the connection with it.
    void reply.header('connection', 'close');
    request.raw.unpipe();
    request.raw.resume();
  }
  return request.url.startsWith('/graphql')
    ? sendGraphProblem(reply, problem, request.id)
    : sendProblem(reply, problem, request.id);
}

function problemFor(error: Error): CoreProblem {
  if (error instanceof CoreProblem) return error;
  if (error.cause instanceof CoreProblem) return error.cause;
  const { code, statusCode = 500 } = error as FastifyError;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return platformProblem('TOO_LARGE');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return platformProblem('UNSUPPORTED_MEDIA');
  if (statusCode === 404) return platformProblem('NOT_FOUND');
  return platformProblem(statusCode < 500 ? 'INVALID_INPUT' : 'INTERNAL');
}

function logLine(edge: Edge, request: FastifyRequest, reply: FastifyReply): void {
  const line: Record<string, unknown> = {
    request: request.id,
    method: request.method,
    route: request.routeOptions.url ?? 'none',
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 10) / 10,
  };
  if (request.operation !== null && /^\w{1,64}$/.test(request.operation)) line['operation'] = request.operation;
  if (request.cost !== null) line['cost'] = request.cost;
  if (reply.statusCode >= 500) edge.log.warn(line);
  else edge.log.info(line);
}

/** What is no HTTP request gets a plain answer with the same headers as any other. */
function unreadable(edge: Edge, code: string | undefined): string {
  const status = code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const headers = Object.entries(edge.headers.data).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status}\r\n${headers.join('')}content-length: 0\r\nconnection: close\r\n\r\n`;
}
