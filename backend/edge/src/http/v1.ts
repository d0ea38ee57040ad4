import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { platformProblem } from '../core/problem.js';
import type { Edge } from './edge.js';
import { boundedBody, MOST_UPLOADED, type Forwarder } from './forward.js';
import { sendProblem } from './problems.js';
import { rateAddress } from './rates.js';
import { traceparent } from './trace.js';

/** What a device or integrator may say to the core. Cookies and anything that claims trust stay outside. */
const SAID = [
  'authorization',
  'accept',
  'accept-language',
  'content-type',
  'content-length',
  'content-encoding',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'last-event-id',
  'tessera-tenant',
  'tessera-viewing',
  'user-agent',
];

/** One address for devices and integrators: `/v1/*` as it is, streaming, with nothing added but the real peer. */
export function v1Routes(app: FastifyInstance, edge: Edge, forwarder: Forwarder): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_, __, done) => {
    done(null);
  });
  const handler = (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> | FastifyReply => {
    const wait = edge.rates.v1.take(rateAddress(request.ip));
    if (wait > 0) return sendProblem(reply, platformProblem('RATE_LIMITED', wait), request.id);
    if (!isPlain(request.url)) throw platformProblem('NOT_FOUND');
    return forwarder.stream(
      {
        method: request.method,
        path: request.url,
        headers: said(request),
        body: boundedBody(request, MOST_UPLOADED),
        silence: 0,
      },
      request,
      reply,
    );
  };
  app.route({ method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'], url: '/v1/*', handler });
  app.route({ method: ['GET', 'HEAD'], url: '/.well-known/tessera-licence-keys.json', handler });
}

/** A path that means to the core what it means here: no dot segments, encoded separators or backslashes. */
function isPlain(url: string): boolean {
  const [path = ''] = url.split('?', 1);
  return !/%2e|%2f|%5c|\\/i.test(path) && new URL(path, 'http://core').pathname === path;
}

function said(request: FastifyRequest): string[] {
  const headers = [
    'x-forwarded-for',
    request.ip,
    'tessera-request',
    request.id,
    'traceparent',
    traceparent(request.headers['traceparent']),
  ];
  for (const name of SAID) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.push(name, value);
  }
  return headers;
}
