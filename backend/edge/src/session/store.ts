import { createHash } from 'node:crypto';
import type { CoreClient, CoreRequest } from '../core/client.js';
import { Deadline } from '../core/deadline.js';
import { CoreProblem, platformProblem } from '../core/problem.js';
import type { Seal } from './seal.js';
import { endsAt, isSession, type Session } from './session.js';

const PURPOSE = 'session';
const REMEMBERED = 30_000;
const MOST_REMEMBERED = 10_000;
const MILLISECONDS = 5_000;

/** What the core and the logs may know of a session id. */
export function sessionHash(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}

/**
 * Sessions rest in the core, sealed; each copy of the edge remembers one for at most 30 s, which is also how long a
 * sign-out on another copy may take to be seen here.
 */
export class SessionStore {
  readonly #remembered = new Map<string, { session: Session; until: number }>();

  constructor(
    private readonly core: CoreClient,
    private readonly coreSecret: string,
    private readonly seal: Seal,
    private readonly now: () => number = Date.now,
  ) {}

  async read(id: string, fresh = false): Promise<Session | null> {
    const hash = sessionHash(id);
    const remembered = this.#remembered.get(hash);
    if (!fresh && remembered !== undefined && remembered.until > this.now()) return remembered.session;
    this.#remembered.delete(hash);
    const stored = await this.call<{ body: string }>('GET', `/${hash}`);
    if (stored === null) return null;
    const session = await this.seal.open(PURPOSE, id, stored.body);
    if (!isSession(session)) return null;
    this.remember(hash, session);
    return session;
  }

  async write(id: string, session: Session): Promise<void> {
    const hash = sessionHash(id);
    const body = await this.seal.close(PURPOSE, id, session);
    const identity = `${session.tid}.${session.oid}`;
    await this.call('POST', '', { hash, identity, body, expiresAt: new Date(endsAt(session)).toISOString() });
    this.remember(hash, session);
  }

  async remove(id: string): Promise<void> {
    const hash = sessionHash(id);
    this.#remembered.delete(hash);
    await this.call('DELETE', `/${hash}`);
  }

  private remember(hash: string, session: Session): void {
    this.#remembered.delete(hash);
    this.#remembered.set(hash, { session, until: this.now() + REMEMBERED });
    if (this.#remembered.size > MOST_REMEMBERED) {
      const oldest = this.#remembered.keys().next();
      if (!oldest.done) this.#remembered.delete(oldest.value);
    }
  }

  private async call<T>(method: CoreRequest['method'], path: string, body?: unknown): Promise<T | null> {
    const deadline = new Deadline(MILLISECONDS, () => platformProblem('UNAVAILABLE', 1));
    const headers = ['tessera-edge-secret', this.coreSecret];
    const request: CoreRequest = { method, path: `/internal/sessions${path}`, headers, deadline };
    if (body !== undefined) {
      request.body = JSON.stringify(body);
      headers.push('content-type', 'application/json');
    }
    try {
      return await this.core.json<T>(request);
    } catch (error) {
      if (method === 'GET' && error instanceof CoreProblem && error.status === 404) return null;
      // Whatever else it said — our secret refused, say — is ours to mend, not the visitor's session's end.
      throw error instanceof CoreProblem ? platformProblem('UNAVAILABLE', 1) : error;
    } finally {
      deadline.finish();
    }
  }
}
