import type { FastifyRequest } from 'fastify';
import type { Caller } from '../core/client.js';
import type { Deadline } from '../core/deadline.js';
import { bareId } from '../core/ids.js';
import { sessionHash } from '../session/store.js';
import type { Session } from '../session/session.js';
import type { Edge } from './edge.js';
import { traceparent } from './trace.js';

/** Who sends a request. A bearer token is the core's to check; a cookie is ours. */
export type Sender =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'bearer'; readonly authorization: string }
  | { readonly kind: 'session'; readonly id: string; readonly session: Session }
  /** A cookie came, but no session stands behind it (any more). */
  | { readonly kind: 'ended' };

const ANONYMOUS: Sender = { kind: 'anonymous' };
const SLUG = /^[a-z0-9-]{1,63}$/;

export async function senderOf(request: FastifyRequest, edge: Edge): Promise<Sender> {
  const { authorization, cookie } = request.headers;
  if (authorization !== undefined) return { kind: 'bearer', authorization };
  if (cookie === undefined || !edge.cookies.hasSession(cookie)) return ANONYMOUS;
  const id = edge.cookies.sessionId(cookie);
  const session = id === null ? null : await edge.sessions.current(id);
  return id === null || session === null ? { kind: 'ended' } : { kind: 'session', id, session };
}

/** Whose units a request spends: the credential where there is one, else the address. */
export function spender(sender: Sender, address: string): string {
  if (sender.kind === 'bearer') return sender.authorization;
  return sender.kind === 'session' ? sender.id : address;
}

export function sessionKey(sender: Sender): string | null {
  return sender.kind === 'session' ? sessionHash(sender.id) : null;
}

/** The headers of calls to the core on behalf of this sender. */
export function coreHeaders(request: FastifyRequest, sender: Sender): string[] {
  const headers = [
    'accept',
    'application/json',
    'x-forwarded-for',
    request.ip,
    'tessera-request',
    request.id,
    'traceparent',
    traceparent(request.headers['traceparent']),
  ];
  if (sender.kind === 'bearer') headers.push('authorization', sender.authorization);
  if (sender.kind === 'session') headers.push('authorization', `Bearer ${sender.session.accessToken}`);
  const language = request.headers['accept-language'];
  if (language !== undefined && language.length <= 200) headers.push('accept-language', language);
  const tenant = tenantOf(request);
  if (tenant !== null) headers.push('tessera-tenant', tenant);
  const viewing = viewingOf(request);
  if (viewing !== null) headers.push('tessera-viewing', viewing);
  return headers;
}

/** The tenant chosen, by header or — where a browser can set none — by query. */
function tenantOf(request: FastifyRequest): string | null {
  const header = request.headers['tessera-tenant'];
  if (typeof header === 'string') return SLUG.test(header) ? header : null;
  const { tenant } = request.query as { tenant?: unknown };
  return typeof tenant === 'string' && SLUG.test(tenant) ? tenant : null;
}

/** The viewing an operator reads by; one that is no viewing is said all the same, so that the core can refuse it. */
function viewingOf(request: FastifyRequest): string | null {
  const header = request.headers['tessera-viewing'];
  const { viewing } = request.query as { viewing?: unknown };
  const named = typeof header === 'string' ? header : typeof viewing === 'string' ? viewing : '';
  return named === '' ? null : bareId('viewing', named);
}

export function callerOf(request: FastifyRequest, sender: Sender, deadline: Deadline): Caller {
  const authenticated = sender.kind === 'bearer' || sender.kind === 'session';
  return { headers: coreHeaders(request, sender), authenticated, deadline };
}
