import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bareId, bareIfPublic } from '../core/ids.js';
import { platformProblem } from '../core/problem.js';
import { query } from '../core/query.js';
import { coreHeaders } from './caller.js';
import type { Edge } from './edge.js';
import type { Forwarder } from './forward.js';
import { sessionSender } from './own-pages.js';

const LISTS = /^(?:keys|customers|partners|audit|quotes|orders|level-rules\/back-test)\.csv$/;
const PROBLEMS = /^imports\/(import_[0-9a-f-]{36})\/problems\.csv$/;
const REVIEW = /^reviews\/(review_[0-9a-f-]{36})\/results\.csv$/;
const MATRIX = /^partners\/(partner_[0-9a-f-]{36})\/certifications\.csv$/;
const IDS: ReadonlySet<string> = new Set(['partnerId', 'customerId', 'keyId', 'object', 'objectId', 'ids']);

/** CSV of any list as filtered: the core writes, the browser saves, nothing waits in between. */
export function downloadRoutes(app: FastifyInstance, edge: Edge, forwarder: Forwarder): void {
  app.get<{ Params: { '*': string } }>('/api/export/*', async (request, reply) => {
    const path = corePath(request.params['*']);
    if (path === null) throw platformProblem('NOT_FOUND');
    const sender = await sessionSender(request, reply, edge, 'read');
    const headers = coreHeaders(request, sender);
    headers[1] = 'text/csv, application/problem+json';
    const forwarded = { method: 'GET', path: path + filters(request), headers, silence: 30_000 };
    return forwarder.stream(forwarded, request, reply);
  });
}

function corePath(asked: string): string | null {
  if (LISTS.test(asked)) return `/v1/${asked}`;
  const problems = PROBLEMS.exec(asked)?.[1];
  if (problems !== undefined) return `/v1/imports/${bareId('import', problems)}/problems.csv`;
  const partner = MATRIX.exec(asked)?.[1];
  if (partner !== undefined) return `/v1/partners/${bareId('partner', partner)}/certifications.csv`;
  const review = REVIEW.exec(asked)?.[1];
  return review === undefined ? null : `/v1/reviews/${bareId('review', review)}/results.csv`;
}

/** The filters as the page has them, with its public ids as the core's. */
function filters(request: FastifyRequest): string {
  const written: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.query as Record<string, unknown>)) {
    if (name === 'tenant' || name === 'viewing' || !/^[A-Za-z]{1,30}$/.test(name)) continue;
    const text = Array.isArray(value) ? value.join(',') : String(value);
    written[name] = IDS.has(name) ? text.split(',').map(bareIfPublic).join(',') : text;
  }
  return query(written);
}
