/** What the edge says about this browser's session (`GET /auth/session`). */
export interface Session {
  signedIn: boolean;
}

export async function readSession(): Promise<Session> {
  const response = await fetch('/auth/session', {
    headers: { accept: 'application/json' },
    credentials: 'same-origin',
    cache: 'no-store',
  });
  if (response.status === 401) return { signedIn: false };
  if (!response.ok) throw new Error(`session: ${String(response.status)}`);
  const body = (await response.json()) as { signedIn?: unknown };
  return { signedIn: body.signedIn === true };
}

export const here = (): string => location.pathname + location.search + location.hash;

export const signInUrl = (returnTo: string): string =>
  `/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`;

const RENEWED = 'tessera.renewed';

/**
 * The session ended while working: the identity provider usually still knows the person, so going there
 * and back to the same address asks nothing. Once a minute at most, so that a refusal cannot loop.
 */
export function renewByReturning(): boolean {
  const last = Number(sessionStorage.getItem(RENEWED) ?? 0);
  if (Date.now() - last < 60_000) return false;
  sessionStorage.setItem(RENEWED, String(Date.now()));
  location.assign(signInUrl(here()));
  return true;
}
