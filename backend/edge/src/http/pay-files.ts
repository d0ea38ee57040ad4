import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { platformProblem } from '../core/problem.js';
import type { Files } from '../pay/frame.js';
import type { Edge } from './edge.js';

interface Kept {
  readonly type: string;
  readonly plain: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

/** The style and script of the pages that need no account: named by what is in them, kept by browsers for a year. */
export function payFiles(app: FastifyInstance, edge: Edge): Files {
  const kept = new Map<string, Kept>();
  const keep = (name: string, type: string): string => {
    const plain = readFileSync(join(edge.config.payDir, name));
    const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 10);
    const hashed = name.replace('.', `-${hash}.`);
    kept.set(hashed, { type, plain, br: brotliCompressSync(plain), gzip: gzipSync(plain) });
    return `/pay/assets/${hashed}`;
  };
  const files = {
    css: keep('pay.css', 'text/css; charset=utf-8'),
    js: keep('pay.js', 'text/javascript; charset=utf-8'),
  };
  app.get<{ Params: { file: string } }>('/pay/assets/:file', (request, reply) => {
    const file = kept.get(request.params.file);
    if (file === undefined) throw platformProblem('NOT_FOUND');
    const accepted = request.headers['accept-encoding'] ?? '';
    const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null;
    if (encoding !== null) void reply.header('content-encoding', encoding);
    return reply
      .headers(edge.headers.file)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'accept-encoding')
      .type(file.type)
      .send(encoding === null ? file.plain : file[encoding]);
  });
  return files;
}
