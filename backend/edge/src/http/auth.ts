import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CoreCalls } from '../core/calls.js';
import { Deadline } from '../core/deadline.js';
import { CoreProblem, platformProblem } from '../core/problem.js';
import type { Me } from '../core/types.js';
import { isOwnCall, isOwnNavigation, isSameOrigin } from '../session/csrf.js';
import { IdentityRefused, type SignInAttempt } from '../session/identity.js';
import { safeReturnTo } from '../session/return-to.js';
import { ABSOLUTE, endsAt } from '../session/session.js';
import { callerOf, senderOf, type Sender } from './caller.js';
import type { Edge } from './edge.js';
import { sendProblem } from './problems.js';
import { rateAddress } from './rates.js';

const ATTEMPT_SECONDS = 600;
const PROMPTS: ReadonlySet<string> = new Set(['login', 'select_account', 'consent', 'none']);

type Query = Record<string, unknown>;

/** Sign-in as a backend-for-frontend: tokens stay here, the browser gets a random id in a cookie scripts cannot read. */
export function authRoutes(app: FastifyInstance, edge: Edge): void {
  app.addHook('onRequest', async (request, reply) => {
    const wait = edge.rates.signIn.take(rateAddress(request.ip), request.url.startsWith('/auth/session') ? 0.1 : 1);
    if (wait > 0) return sendProblem(reply, platformProblem('RATE_LIMITED', wait), request.id);
    return undefined;
  });
  app.get('/auth/sign-in', (request, reply) => signIn(edge, request, reply));
  app.get('/auth/callback', (request, reply) => callback(edge, request, reply));
  app.get('/auth/session', (request, reply) => session(edge, request, reply));
  app.route({
    method: ['GET', 'POST'],
    url: '/auth/sign-out',
    handler: (request, reply) => signOut(edge, request, reply),
  });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 1_024 },
    (_, __, done) => {
      done(null, null);
    },
  );
}

async function signIn(edge: Edge, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { returnTo, prompt, loginHint } = request.query as Query;
  const attempt = edge.identity.newAttempt(safeReturnTo(returnTo, edge.config.publicUrl));
  const hints: Record<string, string> = {};
  if (typeof prompt === 'string' && PROMPTS.has(prompt)) hints['prompt'] = prompt;
  if (typeof loginHint === 'string' && loginHint.length <= 254) hints['login_hint'] = loginHint;
  const url = await edge.identity.signInUrl(attempt, hints);
  const sealed = await edge.seal.close('sign-in', attempt.state, {
    ...attempt,
    until: edge.now() + ATTEMPT_SECONDS * 1_000,
  });
  edge.cookies.setAttempt(reply, attempt.state, sealed, ATTEMPT_SECONDS);
  return reply.redirect(url.href, 303);
}

async function callback(edge: Edge, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { state } = request.query as Query;
  const attempt = typeof state === 'string' ? await openAttempt(edge, request, state) : null;
  if (attempt === null) return failed(request, reply, 'SIGN_IN_EXPIRED');
  edge.cookies.clearAttempt(reply, attempt.state);
  const search = request.url.slice(request.url.indexOf('?'));
  try {
    const tokens = await edge.identity.exchange(search, attempt);
    const before = edge.cookies.sessionId(request.headers.cookie);
    const id = await edge.sessions.begin(tokens);
    if (before !== null) await edge.sessions.end(before).catch(() => undefined);
    edge.cookies.setSession(reply, id, ABSOLUTE / 1_000);
    return await reply.redirect(attempt.returnTo, 303);
  } catch (error) {
    if (!(error instanceof IdentityRefused)) throw error;
    edge.log.warn({ err: error, request: request.id }, 'sign-in refused');
    return failed(request, reply, 'SIGN_IN_FAILED');
  }
}

/** Back to our own page, which says what happened in the person's language. */
function failed(request: FastifyRequest, reply: FastifyReply, code: string): FastifyReply {
  return reply.redirect(`/?signInProblem=${code}&reference=${encodeURIComponent(request.id)}`, 303);
}

async function openAttempt(edge: Edge, request: FastifyRequest, state: string): Promise<SignInAttempt | null> {
  const sealed = edge.cookies.attempt(request.headers.cookie, state);
  if (sealed === null) return null;
  const attempt = (await edge.seal.open('sign-in', state, sealed)) as (SignInAttempt & { until: number }) | null;
  return attempt !== null && attempt.state === state && attempt.until > edge.now() ? attempt : null;
}

async function session(edge: Edge, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const sender = await senderOf(request, edge);
  if (sender.kind === 'ended') edge.cookies.clearSession(reply);
  if (sender.kind !== 'session') return reply.send({ signedIn: false });
  const me = await whoAmI(edge, request, sender);
  if (me === 'refused') {
    await edge.sessions.end(sender.id);
    edge.cookies.clearSession(reply);
    return reply.send({ signedIn: false });
  }
  return reply.send({
    signedIn: true,
    person: { name: sender.session.name, login: sender.session.login },
    directory: sender.session.tid,
    tenant: me?.tenant?.slug ?? null,
    role: me?.role ?? null,
    expiresAt: new Date(endsAt(sender.session)).toISOString(),
  });
}

/** null where the core knows the token but no membership, or cannot be asked. */
async function whoAmI(edge: Edge, request: FastifyRequest, sender: Sender): Promise<Me | null | 'refused'> {
  const deadline = new Deadline(3_000, () => platformProblem('TIMEOUT'));
  try {
    return await new CoreCalls(edge.core, callerOf(request, sender, deadline)).me();
  } catch (error) {
    if (error instanceof CoreProblem) return error.status === 401 ? 'refused' : null;
    throw error;
  } finally {
    deadline.finish();
  }
}

/** By fetch (answers where to go), by a form, or by following a link of ours. */
async function signOut(edge: Edge, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const own =
    request.method === 'GET'
      ? isOwnNavigation(request)
      : isOwnCall(request, edge.config.publicUrl) || isSameOrigin(request, edge.config.publicUrl);
  if (!own) throw new CoreProblem({ title: 'Sign out from our own pages.', status: 403, code: 'CSRF_REFUSED' });
  const id = edge.cookies.sessionId(request.headers.cookie);
  const ended = id === null ? null : await edge.sessions.end(id);
  edge.cookies.clearSession(reply);
  const home = new URL('/', edge.config.publicUrl);
  // With the provider out of reach the person is signed out here all the same.
  const url = ended === null ? home : await edge.identity.signOutUrl(ended.idToken).catch(() => home);
  if ((request.headers.accept ?? '').includes('application/json')) return reply.send({ location: url.href });
  return reply.redirect(url.href, 303);
}
