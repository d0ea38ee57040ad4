import type {} from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the log line says of a GraphQL request. */
    operation: string | null;
    cost: number | null;
  }
}
