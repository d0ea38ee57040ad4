/** What is known of a signed-in person. Never leaves the server; sealed wherever it rests. Times in ms. */
export interface Session {
  readonly tid: string;
  readonly oid: string;
  readonly name: string;
  readonly login: string;
  readonly accessToken: string;
  readonly accessTokenExpiresAt: number;
  readonly refreshToken: string | null;
  readonly idToken: string | null;
  readonly createdAt: number;
  readonly seenAt: number;
}

const HOUR = 3_600_000;
export const IDLE = 8 * HOUR;
export const ABSOLUTE = 24 * HOUR;
/** How often use is written back. */
export const TOUCH = 5 * 60_000;
/** A token is renewed when it has less than this left. */
export const RENEW_BEFORE = 60_000;

export function endsAt(session: Session): number {
  return Math.min(session.createdAt + ABSOLUTE, session.seenAt + IDLE);
}

export function isSession(value: unknown): value is Session {
  if (typeof value !== 'object' || value === null) return false;
  const session = value as Record<string, unknown>;
  return (
    typeof session['tid'] === 'string' &&
    typeof session['oid'] === 'string' &&
    typeof session['accessToken'] === 'string' &&
    typeof session['createdAt'] === 'number' &&
    typeof session['seenAt'] === 'number'
  );
}
