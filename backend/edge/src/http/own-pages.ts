import type { FastifyReply, FastifyRequest } from 'fastify';
import { CoreProblem, platformProblem } from '../core/problem.js';
import { isOwnCall } from '../session/csrf.js';
import { senderOf, type Sender } from './caller.js';
import type { Edge } from './edge.js';

type SessionSender = Extract<Sender, { kind: 'session' }>;

/** The signed-in sender of a request from our own pages; a foreign page or a session that is over is refused. */
export async function sessionSender(
  request: FastifyRequest,
  reply: FastifyReply,
  edge: Edge,
  intent: 'read' | 'write',
): Promise<SessionSender> {
  const site = request.headers['sec-fetch-site'];
  const foreign =
    intent === 'write' ? !isOwnCall(request, edge.config.publicUrl) : site === 'cross-site' || site === 'same-site';
  if (foreign)
    throw new CoreProblem({
      title: 'Send the header Tessera-Csrf: 1 from our own pages.',
      status: 403,
      code: 'CSRF_REFUSED',
    });
  const sender = await senderOf(request, edge);
  if (sender.kind === 'session') return sender;
  if (sender.kind === 'ended') edge.cookies.clearSession(reply);
  throw platformProblem('UNAUTHENTICATED');
}

/** A session whose token the core refuses is over. */
export async function endIfRefused(
  status: number,
  sender: SessionSender,
  reply: FastifyReply,
  edge: Edge,
): Promise<void> {
  if (status !== 401) return;
  await edge.sessions.end(sender.id);
  edge.cookies.clearSession(reply);
}
