import type { FastifyReply } from 'fastify';

const SESSION_ID = /^[A-Za-z0-9_-]{43}$/;

/** Cookies of this origin only: `__Host-` (Secure, no Domain, Path=/) but on plain http, which production refuses. */
export class Cookies {
  readonly session: string;
  readonly #attempt: string;
  readonly #attributes: string;

  constructor(publicUrl: URL) {
    const secure = publicUrl.protocol === 'https:';
    this.session = secure ? '__Host-tessera' : 'tessera';
    this.#attempt = secure ? '__Host-tessera-sign-in-' : 'tessera-sign-in-';
    this.#attributes = `; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  }

  /** The session id of a request; null for none and for anything that cannot be one. */
  sessionId(header: string | undefined): string | null {
    const value = read(header, this.session);
    return value !== null && SESSION_ID.test(value) ? value : null;
  }

  hasSession(header: string | undefined): boolean {
    return read(header, this.session) !== null;
  }

  setSession(reply: FastifyReply, id: string, seconds: number): void {
    this.set(reply, this.session, id, seconds);
  }

  clearSession(reply: FastifyReply): void {
    this.set(reply, this.session, '', 0);
  }

  /** One cookie for each attempt, so that two tabs can sign in at once. */
  attemptName(state: string): string {
    return this.#attempt + state.replace(/[^A-Za-z0-9_-]/g, '').slice(0, 12);
  }

  attempt(header: string | undefined, state: string): string | null {
    return read(header, this.attemptName(state));
  }

  setAttempt(reply: FastifyReply, state: string, sealed: string, seconds: number): void {
    this.set(reply, this.attemptName(state), sealed, seconds);
  }

  clearAttempt(reply: FastifyReply, state: string): void {
    this.set(reply, this.attemptName(state), '', 0);
  }

  private set(reply: FastifyReply, name: string, value: string, seconds: number): void {
    void reply.header('set-cookie', `${name}=${value}; Max-Age=${String(seconds)}${this.#attributes}`);
  }
}

function read(header: string | undefined, name: string): string | null {
  if (header === undefined) return null;
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}
