import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Edge } from './edge.js';

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GraphiQL · Tessera</title>
<link rel="stylesheet" href="/graphiql/assets/graphiql.css">
</head>
<body>
<div id="graphiql"></div>
<script type="module" src="/graphiql/assets/graphiql.js"></script>
</body>
</html>
`;

/** GraphiQL from our own files. It rides on the session of who is signed in, or on a token pasted as a header. */
export async function graphiqlRoutes(app: FastifyInstance, edge: Edge): Promise<void> {
  const files = Object.entries(edge.headers.file);
  await app.register(fastifyStatic, {
    root: edge.config.graphiqlDir,
    prefix: '/graphiql/assets/',
    index: false,
    preCompressed: true,
    cacheControl: false,
    decorateReply: false,
    setHeaders: (reply) => {
      for (const [name, value] of files) void reply.header(name, value);
      void reply.header('cache-control', 'no-cache');
      void reply.header('vary', 'accept-encoding');
    },
  });
  app.get('/graphiql', (_, reply) => reply.headers(edge.headers.graphiql).type('text/html; charset=utf-8').send(PAGE));
}
