import type { FastifyReply } from 'fastify';
import type { CoreProblem } from '../core/problem.js';

/** An answer outside GraphQL that is no success: RFC 9457, without internals. */
export function sendProblem(reply: FastifyReply, problem: CoreProblem, reference: string): FastifyReply {
  if (problem.retryAfter !== null) void reply.header('retry-after', String(problem.retryAfter));
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .send(
      JSON.stringify({ type: 'about:blank', ...problem.problem, reference: problem.problem.reference ?? reference }),
    );
}

/** The same in GraphQL’s shape, for what is refused before a document is looked at. */
export function sendGraphProblem(reply: FastifyReply, problem: CoreProblem, reference: string): FastifyReply {
  if (problem.retryAfter !== null) void reply.header('retry-after', String(problem.retryAfter));
  const error = { message: problem.message, extensions: { code: problem.code, reference } };
  return reply
    .code(problem.status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [error] }));
}
