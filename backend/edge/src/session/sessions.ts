import { randomBytes } from 'node:crypto';
import { IdentityRefused, type Identity, type Tokens } from './identity.js';
import { endsAt, RENEW_BEFORE, TOUCH, type Session } from './session.js';
import { sessionHash, type SessionStore } from './store.js';

type Ended = (hash: string) => void;

/** The life of a session: begun at sign-in under a new id, renewed silently, ended by sign-out, time or refusal. */
export class Sessions {
  readonly #renewals = new Map<string, Promise<Session | null>>();
  readonly #ended = new Set<Ended>();

  constructor(
    private readonly store: SessionStore,
    private readonly identity: Identity,
    private readonly now: () => number = Date.now,
  ) {}

  /** A new random id each time: an id known before sign-in is worth nothing after it. */
  async begin(tokens: Tokens): Promise<string> {
    const id = randomBytes(32).toString('base64url');
    const at = this.now();
    await this.store.write(id, { ...tokens, createdAt: at, seenAt: at });
    return id;
  }

  /** The session with a token that will last this request, or null when there is none (any more). */
  async current(id: string): Promise<Session | null> {
    const session = await this.store.read(id);
    if (session === null) return null;
    const at = this.now();
    if (endsAt(session) <= at) {
      await this.end(id);
      return null;
    }
    if (session.accessTokenExpiresAt - at < RENEW_BEFORE) return this.renewed(id);
    if (at - session.seenAt > TOUCH) {
      const touched = { ...session, seenAt: at };
      await this.store.write(id, touched);
      return touched;
    }
    return session;
  }

  async end(id: string): Promise<Session | null> {
    const session = await this.store.read(id);
    await this.store.remove(id);
    this.tell(id);
    if (session?.refreshToken) {
      // Out of reach is no reason to keep somebody signed in here.
      await this.identity.withdraw(session.refreshToken).catch(() => undefined);
    }
    return session;
  }

  /** Calls back with the hash of each session that ends here, so that its streams end with it. */
  onEnd(ended: Ended): () => void {
    this.#ended.add(ended);
    return () => this.#ended.delete(ended);
  }

  private tell(id: string): void {
    const hash = sessionHash(id);
    for (const ended of this.#ended) ended(hash);
  }

  /** Requests at once share one renewal. */
  private renewed(id: string): Promise<Session | null> {
    let renewal = this.#renewals.get(id);
    if (renewal === undefined) {
      renewal = this.renew(id).finally(() => this.#renewals.delete(id));
      this.#renewals.set(id, renewal);
    }
    return renewal;
  }

  private async renew(id: string): Promise<Session | null> {
    // Another copy may have renewed it a moment ago.
    const session = await this.store.read(id, true);
    if (session === null) return null;
    if (session.accessTokenExpiresAt - this.now() >= RENEW_BEFORE) return session;
    try {
      if (session.refreshToken === null) throw new IdentityRefused('No refresh token.');
      const tokens = await this.identity.renew(session.refreshToken, session);
      const renewed: Session = {
        ...session,
        ...tokens,
        refreshToken: tokens.refreshToken ?? session.refreshToken,
        idToken: tokens.idToken ?? session.idToken,
        seenAt: this.now(),
      };
      await this.store.write(id, renewed);
      return renewed;
    } catch (error) {
      if (!(error instanceof IdentityRefused)) {
        // The provider is out of reach; a token that still holds serves until it does not.
        if (session.accessTokenExpiresAt > this.now()) return session;
        throw error;
      }
      const again = await this.store.read(id, true);
      if (again !== null && again.accessTokenExpiresAt > session.accessTokenExpiresAt) return again;
      await this.end(id);
      return null;
    }
  }
}
