import type { FastifyInstance } from 'fastify';
import { Deadline } from '../core/deadline.js';
import { platformProblem } from '../core/problem.js';
import type { Edge } from './edge.js';

/** Live: the process answers. Ready: and the core behind it is ready too. */
export function healthRoutes(app: FastifyInstance, edge: Edge): void {
  let closing = false;
  app.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  app.get('/health/live', (_, reply) => reply.send({ status: 'live' }));
  app.get('/health/ready', async (_, reply) => {
    if (closing) return reply.code(503).send({ status: 'closing' });
    const deadline = new Deadline(2_000, () => platformProblem('UNAVAILABLE'));
    try {
      await edge.core.probe('/health/ready', deadline);
      return await reply.send({ status: 'ready' });
    } catch {
      return await reply.code(503).send({ status: 'waiting for the core' });
    } finally {
      deadline.finish();
    }
  });
}
