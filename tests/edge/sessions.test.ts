import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Harness, ORIGIN, OURS, PERSISTED, setCookies } from './support/harness.js';
import { problem } from './support/stub-core.js';
import { ELENA } from './support/stub-identity.js';

let edge: Harness;
beforeAll(async () => {
  edge = await Harness.start({ EDGE_RATE_SIGN_IN: '100000' });
});
afterAll(() => edge.stop());
beforeEach(() => {
  edge.core.forget();
  edge.core.sessions.clear();
  edge.identity.misdeeds = {};
  edge.clock = 0;
});

const DOCUMENT = JSON.stringify({ documentId: PERSISTED.hash, variables: { first: 1 } });

function keys(cookie: string, headers: Record<string, string> = {}): Promise<Response> {
  return edge.fetch('/graphql', { method: 'POST', headers: { ...OURS, cookie, ...headers }, body: DOCUMENT });
}
async function session(cookie: string): Promise<Record<string, unknown>> {
  const response = await edge.fetch('/auth/session', { headers: { cookie } });
  return (await response.json()) as Record<string, unknown>;
}
/** As another copy of the edge would see it: nothing remembered. */
function later(milliseconds: number): void {
  edge.clock += milliseconds;
}

describe('signing in', () => {
  test('asks with code, PKCE, state and nonce', async () => {
    const { location, cookies } = await edge.beginSignIn('/keys');
    const url = new URL(location);
    expect(url.pathname).toBe('/organizations/oauth2/v2.0/authorize');
    const asked = Object.fromEntries(url.searchParams);
    expect(asked).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${ORIGIN}/auth/callback`,
      scope: 'openid profile offline_access api://tessera/access_as_user',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked[name]?.length).toBeGreaterThanOrEqual(43);
    expect(cookies).not.toContain(asked['nonce']);
  });

  test('ends in a cookie that is only a random id, and the way back', async () => {
    const { location, cookies } = await edge.beginSignIn('/keys?status=ACTIVE#top');
    const done = await edge.fetch(edge.identity.authorise(location), { headers: { cookie: cookies } });
    expect(done.status).toBe(303);
    expect(done.headers.get('location')).toBe('/keys?status=ACTIVE#top');
    const cookie = setCookies(done).find((each) => each.startsWith('tessera='));
    expect(cookie).toMatch(/^tessera=[A-Za-z0-9_-]{43}; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(setCookies(done).some((each) => each.startsWith('tessera-sign-in-') && each.includes('Max-Age=0'))).toBe(
      true,
    );
  });

  test('the page learns who it is, never a token', async () => {
    const cookie = await edge.signIn();
    edge.core.on('GET /v1/me', () => ({ body: { tenant: { slug: 'allnet' }, role: 'OWNER' } }));
    const told = await session(cookie);
    expect(told).toEqual({
      signedIn: true,
      person: { name: ELENA.name, login: ELENA.login },
      directory: ELENA.tid,
      tenant: 'allnet',
      role: 'OWNER',
      expiresAt: expect.any(String) as string,
    });
    expect(edge.core.asked.at(-1)?.headers.authorization).toMatch(/^Bearer access-/);
  });

  test('nothing readable rests in the core', async () => {
    const cookie = await edge.signIn();
    const id = cookie.split('=')[1] ?? '';
    const [hash, stored] = [...edge.core.sessions][0] ?? [];
    expect(hash).toBe(createHash('sha256').update(id).digest('hex'));
    expect(stored?.body).toMatch(/^eyJ[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(JSON.stringify(stored)).not.toContain('access-');
    expect(JSON.stringify(stored)).not.toContain(id);
  });

  test('a person without membership is signed in, with no tenant', async () => {
    const cookie = await edge.signIn();
    edge.core.on('GET /v1/me', () => problem(403, 'FORBIDDEN'));
    expect(await session(cookie)).toMatchObject({ signedIn: true, tenant: null });
  });

  test('two tabs can sign in at once', async () => {
    const one = await edge.beginSignIn('/one');
    const two = await edge.beginSignIn('/two', one.cookies);
    const backOne = await edge.fetch(edge.identity.authorise(one.location), { headers: { cookie: two.cookies } });
    const backTwo = await edge.fetch(edge.identity.authorise(two.location), { headers: { cookie: two.cookies } });
    expect([backOne.headers.get('location'), backTwo.headers.get('location')]).toEqual(['/one', '/two']);
  });
});

describe('signing in is refused', () => {
  async function refusedWith(cookies: string, back: string): Promise<string> {
    const done = await edge.fetch(back, { headers: { cookie: cookies } });
    expect(done.status).toBe(303);
    expect(setCookies(done).some((each) => /^tessera=[^;]/.test(each))).toBe(false);
    expect(edge.core.sessions.size).toBe(0);
    return new URL(done.headers.get('location') ?? '', ORIGIN).searchParams.get('signInProblem') ?? '';
  }

  test.each([
    ['another directory’s issuer', { issuer: 'http://127.0.0.1/22222222-2222-4222-8222-222222222222/v2.0' }],
    ['the template itself as issuer', { issuer: 'http://127.0.0.1/{tenantid}/v2.0' }],
    ['a foreign audience', { audience: 'somebody-else' }],
    ['a foreign nonce', { nonce: 'n'.repeat(43) }],
    ['a token signed by another key', { otherKey: true }],
    ['an unsigned token', { unsigned: true }],
  ])('%s', async (_, misdeeds) => {
    edge.identity.misdeeds = misdeeds;
    const { location, cookies } = await edge.beginSignIn();
    expect(await refusedWith(cookies, edge.identity.authorise(location))).toBe('SIGN_IN_FAILED');
  });

  test('an answer to nobody’s question: no cookie, another’s cookie, a forged state', async () => {
    const mine = await edge.beginSignIn();
    const other = await edge.beginSignIn();
    expect(await refusedWith('', edge.identity.authorise(mine.location))).toBe('SIGN_IN_EXPIRED');
    expect(await refusedWith(other.cookies, edge.identity.authorise(mine.location))).toBe('SIGN_IN_EXPIRED');
    expect(await refusedWith(mine.cookies, '/auth/callback?code=x&state=forged')).toBe('SIGN_IN_EXPIRED');
    expect(await refusedWith(mine.cookies, '/auth/callback')).toBe('SIGN_IN_EXPIRED');
  });

  test('the same code twice', async () => {
    const { location, cookies } = await edge.beginSignIn();
    const back = edge.identity.authorise(location);
    await edge.fetch(back, { headers: { cookie: cookies } });
    edge.core.sessions.clear();
    expect(await refusedWith(cookies, back)).toBe('SIGN_IN_FAILED');
  });

  test('an attempt of eleven minutes ago', async () => {
    const { location, cookies } = await edge.beginSignIn();
    later(11 * 60_000);
    expect(await refusedWith(cookies, edge.identity.authorise(location))).toBe('SIGN_IN_EXPIRED');
  });

  test('the provider’s own refusal', async () => {
    const { location, cookies } = await edge.beginSignIn();
    const state = new URL(location).searchParams.get('state') ?? '';
    expect(await refusedWith(cookies, `/auth/callback?error=access_denied&state=${state}`)).toBe('SIGN_IN_FAILED');
  });
});

describe('fixation and forgery', () => {
  test('an id known before sign-in is worth nothing after it', async () => {
    const planted = `tessera=${'A'.repeat(43)}`;
    const cookie = await edge.signIn('/', planted);
    expect(cookie).not.toBe(planted);
    expect(await session(planted)).toEqual({ signedIn: false });
    expect(await session(cookie)).toMatchObject({ signedIn: true });
  });

  test('signing in again ends the session before', async () => {
    const first = await edge.signIn();
    const second = await edge.signIn('/', first);
    expect(second).not.toBe(first);
    expect(await session(first)).toEqual({ signedIn: false });
    expect(await session(second)).toMatchObject({ signedIn: true });
  });

  test.each([
    'tessera=',
    'tessera=short',
    `tessera=${'B'.repeat(43)}`,
    `tessera=${'/'.repeat(43)}`,
    'tessera=../../v1/keys',
  ])('a forged cookie (%s) is no session', async (cookie) => {
    expect(await session(cookie)).toEqual({ signedIn: false });
    const response = await keys(cookie);
    expect(response.status).toBe(401);
    expect(setCookies(response)[0]).toMatch(/^tessera=; Max-Age=0/);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  test('one person’s blob under another’s id does not open', async () => {
    const elena = await edge.signIn();
    const other = await edge.signIn();
    const [one, two] = [...edge.core.sessions.keys()];
    const swapped = edge.core.sessions.get(one ?? '');
    if (swapped && two) edge.core.sessions.set(two, swapped);
    later(31_000);
    expect(await session(other)).toEqual({ signedIn: false });
    expect(await session(elena)).toMatchObject({ signedIn: true });
  });
});

describe('the life of a session', () => {
  test('the token is renewed silently, once for all requests at once', async () => {
    edge.identity.misdeeds = { expiresIn: 90 };
    const cookie = await edge.signIn();
    await keys(cookie);
    const before = edge.core.asked.at(-1)?.headers.authorization;
    edge.identity.misdeeds = {};
    edge.identity.refreshes = 0;
    later(40_000);
    const answers = await Promise.all(Array.from({ length: 8 }, () => keys(cookie)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(edge.identity.refreshes).toBe(1);
    const after = edge.core.asked.filter(({ path }) => path === '/v1/keys').at(-1)?.headers.authorization;
    expect(after).toMatch(/^Bearer access-/);
    expect(after).not.toBe(before);
  });

  test.each([
    ['the provider refuses to renew', { refuseRefresh: true }],
    ['the renewed token is another person’s', { refreshAs: 'somebody-else' }],
  ])('%s: the session is over, cleanly', async (_, misdeeds) => {
    edge.identity.misdeeds = { expiresIn: 90 };
    const cookie = await edge.signIn();
    edge.identity.misdeeds = misdeeds;
    later(40_000);
    const response = await keys(cookie);
    expect(response.status).toBe(401);
    expect(setCookies(response)[0]).toMatch(/^tessera=; Max-Age=0/);
    expect(edge.core.sessions.size).toBe(0);
  });

  test('the core refuses the token: the session is over, and the page is told by one code', async () => {
    const cookie = await edge.signIn();
    edge.core.on('GET /v1/keys', () => problem(401, 'UNAUTHENTICATED'));
    const response = await keys(cookie);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(setCookies(response)[0]).toMatch(/^tessera=; Max-Age=0/);
    expect(await session(cookie)).toEqual({ signedIn: false });
  });

  test('eight hours unused', async () => {
    const cookie = await edge.signIn();
    later(8 * 3_600_000 + 1_000);
    expect(await session(cookie)).toEqual({ signedIn: false });
    expect(edge.core.sessions.size).toBe(0);
  });

  test('twenty-four hours, however used', async () => {
    const cookie = await edge.signIn();
    for (let hours = 0; hours < 24; hours += 6) {
      expect(await session(cookie)).toMatchObject({ signedIn: true });
      later(6 * 3_600_000);
    }
    later(1_000);
    expect(await session(cookie)).toEqual({ signedIn: false });
  });

  test('ended elsewhere, it is over here within half a minute', async () => {
    const cookie = await edge.signIn();
    edge.core.sessions.clear();
    expect(await session(cookie)).toMatchObject({ signedIn: true });
    later(30_001);
    expect(await session(cookie)).toEqual({ signedIn: false });
  });

  test('with the core out of reach nobody is signed out', async () => {
    const cookie = await edge.signIn();
    const hash = [...edge.core.sessions.keys()][0] ?? '';
    edge.core.on(`GET /internal/sessions/${hash}`, () => ({ status: 500 }));
    later(31_000);
    const response = await keys(cookie);
    expect(response.status).toBe(503);
    expect(setCookies(response)).toEqual([]);
  });
});

describe('signing out', () => {
  test('ends the session here and at the provider, and withdraws the refresh token', async () => {
    const cookie = await edge.signIn();
    edge.identity.withdrawn.length = 0;
    const response = await edge.fetch('/auth/sign-out', {
      method: 'POST',
      headers: { ...OURS, cookie, accept: 'application/json' },
      body: '{}',
    });
    expect(response.status).toBe(200);
    const { location } = (await response.json()) as { location: string };
    const url = new URL(location);
    expect(url.pathname).toBe('/organizations/oauth2/v2.0/logout');
    expect(url.searchParams.get('post_logout_redirect_uri')).toBe(`${ORIGIN}/`);
    expect(url.searchParams.get('id_token_hint')).toMatch(/^eyJ/);
    expect(setCookies(response)[0]).toMatch(/^tessera=; Max-Age=0/);
    expect(edge.identity.withdrawn).toEqual([expect.stringMatching(/^refresh-/)]);
    expect(edge.core.sessions.size).toBe(0);
    expect((await keys(cookie)).status).toBe(401);
  });

  test.each([
    ['GET', { 'sec-fetch-site': 'same-origin' }, 303],
    ['GET', { 'sec-fetch-site': 'none' }, 303],
    ['GET', { 'sec-fetch-site': 'cross-site' }, 403],
    ['GET', {}, 403],
    ['POST', { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' }, 303],
    ['POST', { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' }, 403],
    ['POST', { 'content-type': 'application/x-www-form-urlencoded' }, 403],
  ])('%s with %o → %i', async (method, headers, status) => {
    const cookie = await edge.signIn();
    const response = await edge.fetch('/auth/sign-out', {
      method,
      headers: { ...headers, cookie } as Record<string, string>,
    });
    expect(response.status).toBe(status);
    expect(await session(cookie)).toMatchObject({ signedIn: status === 403 });
  });
});
