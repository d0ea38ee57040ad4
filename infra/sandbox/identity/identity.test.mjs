import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { freePort } from '../../local/ports.mjs';
import { accountId, directory } from './directory.mjs';
import { Browser } from './browser.mjs';
import { startIdentity } from './server.mjs';

/** @typedef {{ access_token: string, id_token: string, refresh_token: string, error: string }} Answer */

const edge = 'http://localhost:7999';
const redirectUri = `${edge}/auth/callback`;
const client = /** @type {import('./directory.mjs').BrowserClient} */ (directory.browserClients[0]);
const scope = `openid profile email offline_access ${directory.api.uri}/${directory.api.scope}`;
const unknownDirectory = '12345678-1234-4234-8234-123456789012';
const davide = person('Davide Costa');
const ola = person('Ola Nordmann');

const data = mkdtempSync(path.join(tmpdir(), 'tessera-identity-'));
const port = await freePort();
/** @type {Awaited<ReturnType<typeof startIdentity>>} */
let identity;

before(async () => {
  identity = await startIdentity({ port, data, edgeUrls: [edge] });
});

after(async () => {
  await identity.close();
  rmSync(data, { recursive: true, force: true });
});

/** @param {string} name */
function person(name) {
  const found = directory.people.find((entry) => entry.name === name);
  assert.ok(found);
  return found;
}

/**
 * @param {string} verifier
 * @param {Record<string, string>} [extra]
 * @param {string} [segment]
 */
function authorizeUrl(verifier, extra = {}, segment = 'organizations') {
  const url = new URL(`${identity.authority}/${segment}/oauth2/v2.0/authorize`);
  url.search = new URLSearchParams({
    client_id: client.id,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope,
    state: 'st',
    nonce: 'nn',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...extra,
  }).toString();
  return url.href;
}

/**
 * @param {Record<string, string>} form
 * @param {string} [segment]
 */
async function token(form, segment = 'organizations') {
  const body = new URLSearchParams({ client_id: client.id, client_secret: client.secret, ...form });
  const response = await fetch(`${identity.authority}/${segment}/oauth2/v2.0/token`, { method: 'POST', body });
  return { status: response.status, body: /** @type {Answer} */ (await response.json()) };
}

/**
 * @param {import('./directory.mjs').Person} who
 * @param {Browser} [browser]
 * @param {Record<string, string>} [extra]
 */
async function signIn(who, browser = new Browser(), extra = {}) {
  const verifier = randomBytes(32).toString('base64url');
  let page = await browser.get(authorizeUrl(verifier, extra), edge);
  if (page.status === 200) page = await browser.post(page.url, { account: accountId(who) }, edge);
  const back = new URL(page.url);
  assert.equal(back.origin + back.pathname, redirectUri);
  assert.equal(back.searchParams.get('state'), 'st');
  assert.equal(back.searchParams.get('iss'), null);
  const code = back.searchParams.get('code') ?? '';
  const answer = await token({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
}

/**
 * @param {string} jwt
 * @param {string} tid
 * @param {string} audience
 */
async function verify(jwt, tid, audience) {
  const keys = createRemoteJWKSet(new URL(`${identity.authority}/${tid}/discovery/v2.0/keys`));
  const { payload } = await jwtVerify(jwt, keys, {
    issuer: `${identity.authority}/${tid}/v2.0`,
    audience,
    algorithms: ['RS256'],
  });
  return payload;
}

test('discovery names the issuer of a directory, and a template for all of them', async () => {
  for (const [segment, issuer] of [
    ['organizations', '{tenantid}'],
    [davide.tid, davide.tid],
  ]) {
    const response = await fetch(`${identity.authority}/${segment}/v2.0/.well-known/openid-configuration`);
    const document = /** @type {Record<string, string>} */ (await response.json());
    assert.equal(document['issuer'], `${identity.authority}/${issuer}/v2.0`);
    assert.equal(document['token_endpoint'], `${identity.authority}/${segment}/oauth2/v2.0/token`);
    assert.equal((await fetch(String(document['jwks_uri']))).status, 200);
  }
  const unknown = await fetch(`${identity.authority}/${unknownDirectory}/v2.0/.well-known/openid-configuration`);
  assert.equal(unknown.status, 404);
});

test('code and PKCE give tokens of the person’s own directory', async () => {
  const tokens = await signIn(davide);
  const idToken = await verify(tokens.id_token, davide.tid, client.id);
  assert.equal(idToken['tid'], davide.tid);
  assert.equal(idToken['oid'], davide.oid);
  assert.equal(idToken['name'], davide.name);
  assert.equal(idToken['preferred_username'], davide.login);
  assert.equal(idToken['nonce'], 'nn');
  assert.match(String(idToken.sub), /^[\w-]{43}$/);

  const access = await verify(tokens.access_token, davide.tid, directory.api.audience);
  const { tid, oid, ver, azp, scp, name, preferred_username } = access;
  assert.deepEqual(
    { tid, oid, ver, azp, scp, name, preferred_username },
    {
      tid: davide.tid,
      oid: davide.oid,
      ver: '2.0',
      azp: client.id,
      scp: 'access_as_user',
      name: davide.name,
      preferred_username: davide.login,
    },
  );
  assert.equal(access['idtyp'], undefined);
  assert.equal(access['scope'], undefined);
  assert.equal(JSON.parse(Buffer.from(tokens.access_token.split('.')[0] ?? '', 'base64url').toString()).typ, 'JWT');
});

test('the same e-mail in two directories is two people', async () => {
  const partner = await signIn(person('Elena Zanon'));
  const consultant = await signIn(person('Elena Zanon (consultant)'));
  const first = await verify(partner.id_token, person('Elena Zanon').tid, client.id);
  const second = await verify(consultant.id_token, person('Elena Zanon (consultant)').tid, client.id);
  assert.equal(first['preferred_username'], second['preferred_username']);
  assert.notEqual(first.sub, second.sub);
});

test('without PKCE, with a wrong verifier or a foreign redirect there is no token', async () => {
  const browser = new Browser();
  const noPkce = await browser.get(authorizeUrl('v', { code_challenge: '', code_challenge_method: '' }), edge);
  assert.equal(new URL(noPkce.url).searchParams.get('error'), 'invalid_request');
  const foreign = await browser.get(authorizeUrl('v', { redirect_uri: 'http://evil.example/' }), edge);
  assert.equal(foreign.status, 400);
  const page = await browser.get(authorizeUrl('right'.repeat(10)), edge);
  const back = await browser.post(page.url, { account: accountId(ola) }, edge);
  const code = new URL(back.url).searchParams.get('code') ?? '';
  const wrong = await token({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: 'wrong'.repeat(10),
  });
  assert.equal(wrong.body.error, 'invalid_grant');
});

test('a refresh token gives a new access token of the same directory, also after a restart', async () => {
  const tokens = await signIn(ola);
  await identity.close();
  // The client's kept-alive connections learn of it on the way.
  await sleep(50);
  identity = await startIdentity({ port, data, edgeUrls: [edge] });
  const again = await token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
  assert.equal(again.status, 200, JSON.stringify(again.body));
  const access = await verify(again.body.access_token, ola.tid, directory.api.audience);
  assert.equal(access['oid'], ola.oid);
  await verify(tokens.access_token, ola.tid, directory.api.audience);
});

test('an application gets a token in its own directory and in no other', async () => {
  const [erp, other] = directory.apps;
  assert.ok(erp && other);
  const form = {
    grant_type: 'client_credentials',
    client_id: erp.id,
    client_secret: erp.secret,
    scope: `${directory.api.uri}/.default`,
  };
  const granted = await token(form, erp.tid);
  assert.equal(granted.status, 200, JSON.stringify(granted.body));
  const access = await verify(granted.body.access_token, erp.tid, directory.api.audience);
  assert.equal(access['idtyp'], 'app');
  assert.deepEqual(access['roles'], ['Tessera.Access']);
  assert.equal(access['azp'], erp.id);
  assert.equal(access['oid'], erp.oid);
  assert.equal(access.sub, erp.oid);
  assert.equal(access['scp'], undefined);
  assert.equal((await token(form, other.tid)).body.error, 'invalid_request');
  assert.equal((await token(form)).body.error, 'invalid_request');
  assert.equal((await token({ ...form, client_secret: 'guess' }, erp.tid)).status, 401);
});

test('the page lists people by company, honours a hint and asks again when told to', async () => {
  const browser = new Browser();
  const page = await browser.get(authorizeUrl('v'.repeat(43), { login_hint: davide.login }), edge);
  assert.match(page.text, /Local development/);
  assert.match(page.text, /Continue as/);
  for (const { company } of directory.directories) assert.ok(page.text.includes(`>${company}</h2>`), company);
  const own = await new Browser().get(authorizeUrl('v'.repeat(43), {}, davide.tid), edge);
  assert.ok(!own.text.includes('Vcom AS'));

  await signIn(davide, browser);
  const silent = await browser.get(authorizeUrl('v'.repeat(43)), edge);
  assert.equal(new URL(silent.url).origin, edge);
  const asked = await browser.get(authorizeUrl('v'.repeat(43), { prompt: 'select_account' }), edge);
  assert.equal(asked.status, 200);
  const switched = await signIn(ola, browser, { prompt: 'select_account' });
  await verify(switched.id_token, ola.tid, client.id);
});

test('an unknown person, an expired or a foreign sign-in gets a page that says so', async () => {
  const browser = new Browser();
  const page = await browser.get(authorizeUrl('v'.repeat(43)), edge);
  const unknown = await browser.post(page.url, { account: `${ola.tid}.${davide.oid}` }, edge);
  assert.equal(unknown.status, 400);
  const foreign = await new Browser().get(page.url, edge);
  assert.equal(foreign.status, 400);
  assert.match(foreign.text, /expired/);
});

test('signing out returns at once, and the next sign-in asks who', async () => {
  const browser = new Browser();
  const tokens = await signIn(ola, browser);
  const out = new URL(`${identity.authority}/organizations/oauth2/v2.0/logout`);
  out.search = new URLSearchParams({
    id_token_hint: tokens.id_token,
    post_logout_redirect_uri: `${edge}/`,
    state: 'bye',
  }).toString();
  const back = await browser.get(out.href, edge);
  assert.equal(back.url, `${edge}/?state=bye`);
  assert.equal((await browser.get(authorizeUrl('v'.repeat(43)), edge)).status, 200);
  const again = await browser.get(out.href, edge);
  assert.equal(again.url, `${edge}/?state=bye`);
  out.searchParams.set('post_logout_redirect_uri', 'http://evil.example/');
  assert.equal((await browser.get(out.href, edge)).status, 400);
});

test('it does not start in production', async () => {
  process.env['NODE_ENV'] = 'production';
  try {
    await assert.rejects(startIdentity({ port: 0, data, edgeUrls: [edge] }), /production/);
  } finally {
    delete process.env['NODE_ENV'];
  }
});
