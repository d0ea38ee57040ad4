import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { platformProblem } from '../core/problem.js';
import type { Edge } from './edge.js';
import { sendProblem } from './problems.js';

const NONCE = '__CSP_NONCE__';
/** Paths that are never a page of the SPA. */
const NOT_PAGES =
  /^\/(?:api|auth|graphql|graphiql|v1|internal|health|assets|pay|unsubscribe|join|invitation|\.well-known)(?:\/|$)/;

/** The SPA: hashed files for a year, precompressed; every other address is its one page, never stored unseen. */
export async function pageRoutes(app: FastifyInstance, edge: Edge): Promise<void> {
  const { staticDir } = edge.config;
  const page = new Page(join(staticDir, 'index.html'));
  const files = Object.entries(edge.headers.file);
  await app.register(fastifyStatic, {
    root: staticDir,
    prefix: '/',
    index: false,
    preCompressed: true,
    cacheControl: false,
    dotfiles: 'ignore',
    logLevel: 'silent',
    setHeaders: (reply, path) => {
      for (const [name, value] of files) void reply.header(name, value);
      const hashed = path.replaceAll('\\', '/').includes('/assets/');
      void reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      void reply.header('vary', 'accept-encoding');
    },
  });

  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const html = await page.read();
    if (html === null) return sendProblem(reply, platformProblem('NOT_FOUND'), request.id);
    const nonce = html.includes(NONCE) ? randomBytes(16).toString('base64url') : null;
    return reply
      .headers(edge.headers.page(nonce))
      .type('text/html; charset=utf-8')
      .send(nonce === null ? html : html.replaceAll(NONCE, nonce));
  };
  app.get('/', answer);
  app.get('/index.html', answer);
  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const isPage =
      (request.method === 'GET' || request.method === 'HEAD') && !NOT_PAGES.test(path) && !/\.[a-z0-9]+$/i.test(path);
    return isPage ? answer(request, reply) : sendProblem(reply, platformProblem('NOT_FOUND'), request.id);
  });
}

/** The page as last built: read again when the file has changed. */
class Page {
  #html: string | null = null;
  #changedAt = -1;

  constructor(private readonly path: string) {}

  async read(): Promise<string | null> {
    const changedAt = await stat(this.path).then(
      (found) => found.mtimeMs,
      () => null,
    );
    if (changedAt === null) return null;
    if (changedAt !== this.#changedAt) {
      this.#html = await readFile(this.path, 'utf8');
      this.#changedAt = changedAt;
    }
    return this.#html;
  }
}
