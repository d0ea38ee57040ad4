import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { problemOf, platformProblem } from '../core/problem.js';
import { sessionHash } from '../session/store.js';
import { coreHeaders } from './caller.js';
import type { Edge } from './edge.js';
import { goneSignal, type Forwarder } from './forward.js';
import { endIfRefused, sessionSender } from './own-pages.js';

const HEARTBEAT = 15_000;
/** The core itself beats every 15 s: this long without a byte and the line is dead. */
const DEAD = 45_000;
const MOST_PER_SESSION = 10;

/** `GET /api/changes`: the core's server-sent events, for as long as the session lasts and the page listens. */
export function changeRoutes(app: FastifyInstance, edge: Edge, forwarder: Forwarder): void {
  const open = new Map<string, Set<PassThrough>>();
  edge.sessions.onEnd((hash) => {
    for (const stream of open.get(hash) ?? []) stream.end();
  });
  app.addHook('preClose', (done) => {
    for (const streams of open.values()) for (const stream of streams) stream.end();
    done();
  });

  app.get('/api/changes', async (request, reply) => {
    const sender = await sessionSender(request, reply, edge, 'read');
    const hash = sessionHash(sender.id);
    const streams = open.get(hash) ?? new Set();
    if (streams.size >= MOST_PER_SESSION) throw platformProblem('RATE_LIMITED', 30);
    const headers = coreHeaders(request, sender);
    headers[1] = 'text/event-stream';
    const last = request.headers['last-event-id'];
    if (typeof last === 'string') headers.push('last-event-id', last.slice(0, 200));
    const gone = goneSignal(request, reply);
    const answer = await forwarder.ask({ method: 'GET', path: '/v1/changes', headers, silence: DEAD }, gone);
    if (answer.statusCode !== 200) {
      const text = await answer.body.text();
      await endIfRefused(answer.statusCode, sender, reply, edge);
      throw problemOf(answer.statusCode, String(answer.headers['content-type'] ?? ''), text, null);
    }

    const stream = new PassThrough();
    streams.add(stream);
    open.set(hash, streams);
    let between = true;
    stream.write(': open\n\n');
    const beat = setInterval(() => {
      if (between) stream.write(': beat\n\n');
      void edge.sessions.current(sender.id).then(
        (session) => session === null && stream.end(),
        () => undefined,
      );
    }, HEARTBEAT);
    answer.body.on('data', (chunk: Buffer) => {
      if (stream.writableEnded) return;
      // A comment of ours may only stand between events.
      between = chunk.at(-1) === 0x0a && (chunk.length < 2 || chunk.at(-2) === 0x0a);
      if (!stream.write(chunk)) {
        answer.body.pause();
        stream.once('drain', () => answer.body.resume());
      }
    });
    answer.body.once('close', () => stream.end());
    answer.body.once('error', () => stream.end());
    stream.once('close', () => {
      clearInterval(beat);
      answer.body.destroy();
      streams.delete(stream);
      if (streams.size === 0) open.delete(hash);
    });
    reply.raw.once('close', () => stream.destroy());
    return reply.type('text/event-stream; charset=utf-8').header('x-accel-buffering', 'no').send(stream);
  });
}
