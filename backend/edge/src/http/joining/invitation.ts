import type { FastifyInstance, FastifyReply } from 'fastify';
import type { JoiningCalls } from '../../core/joining/calls.js';
import { CoreProblem, spoken } from '../../core/problem.js';
import { notice } from '../../pay/frame.js';
import { invitationPage } from '../../pay/invitation.js';
import { isOwnForm } from '../../session/csrf.js';
import { senderOf, type Sender } from '../caller.js';
import type { VisitorDesk, VisitorRequest } from './visitor.js';

const LINK = /^([a-z0-9-]{1,63})\.([A-Za-z0-9_-]{43})$/;

/** `/invitation/<tenant>.<token>`: what the link opens, and the button that binds whoever is signed in. A GET changes nothing. */
export function invitationRoutes(app: FastifyInstance, desk: VisitorDesk): void {
  app.get('/invitation/:link', (request, reply) => show(desk, request as VisitorRequest, reply));
  app.post('/invitation/:link/accept', (request, reply) => accept(desk, request as VisitorRequest, reply));
}

function show(desk: VisitorDesk, request: VisitorRequest, reply: FastifyReply): Promise<FastifyReply> {
  return opened(desk, request, reply, [], async (calls) => {
    const sender = await senderOf(request, desk.edge);
    if (sender.kind === 'ended') desk.edge.cookies.clearSession(reply);
    return desk.send(reply, 200, await written(desk, request, calls, sender, null));
  });
}

async function accept(desk: VisitorDesk, request: VisitorRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (!isOwnForm(request, desk.edge.config.publicUrl)) {
    return desk.send(reply, 403, notice(desk.words(request), desk.files, 'join.foreign'));
  }
  const sender = await senderOf(request, desk.edge);
  if (sender.kind === 'ended') desk.edge.cookies.clearSession(reply);
  if (sender.kind !== 'session') return reply.redirect(`/invitation/${request.params['link'] ?? ''}`, 303);
  const bearer = ['authorization', `Bearer ${sender.session.accessToken}`];
  return await opened(desk, request, reply, bearer, async (calls) => {
    try {
      await calls.accept();
    } catch (error) {
      if (!(error instanceof CoreProblem)) throw error;
      if (error.status === 401) {
        await desk.edge.sessions.end(sender.id);
        desk.edge.cookies.clearSession(reply);
        return desk.send(reply, 200, await written(desk, request, calls, { kind: 'anonymous' }, null));
      }
      if (error.status !== 422) throw error;
      return desk.send(reply, 422, await written(desk, request, calls, sender, spoken(error.problem)));
    }
    void reply.headers(desk.edge.headers.pay);
    return reply.redirect('/', 303);
  });
}

function opened(
  desk: VisitorDesk,
  request: VisitorRequest,
  reply: FastifyReply,
  more: readonly string[],
  act: (calls: JoiningCalls) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const match = LINK.exec(request.params['link'] ?? '');
  const token = ['tessera-invitation-token', match?.[2] ?? ''];
  return desk.page(request, reply, 'invitation.unknown', match?.[1] ?? '', [...token, ...more], act);
}

async function written(
  desk: VisitorDesk,
  request: VisitorRequest,
  calls: JoiningCalls,
  sender: Sender,
  alert: string | null,
): Promise<string> {
  const view = await calls.invitation();
  const person = sender.kind === 'session' ? { name: sender.session.name, login: sender.session.login } : null;
  const visit = { address: `/invitation/${request.params['link'] ?? ''}`, person, alert };
  return invitationPage(view, visit, desk.words(request, view.language), desk.files);
}
