/** node-oidc-provider answering like multi-tenant Microsoft Entra ID, version 2.0 endpoints. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import Provider, { errors, interactionPolicy } from 'oidc-provider';
import { directory, findApp, findPerson } from './directory.mjs';
import { messagePage, pagePolicy } from './sign-in-page.mjs';

const { api } = directory;
const accessScope = `${api.uri}/${api.scope}`;
const defaultScope = `${api.uri}/.default`;
const identityScopes = 'openid profile email offline_access';
const day = 86_400;

/**
 * The directory whose issuer signs what this request is answered with. Entra has one issuer per
 * directory, node-oidc-provider one per instance; a request of `organizations` learns its directory
 * when the person is known.
 * @type {AsyncLocalStorage<{ tid: string | undefined }>}
 */
export const requestDirectory = new AsyncLocalStorage();

export const organizationsTemplate = '{tenantid}';

/**
 * @param {{ authority: string, edgeUrls: string[], keys: import('./keys.mjs').Keys,
 *   adapter: import('oidc-provider').AdapterFactory }} options
 */
export function createProvider({ authority, edgeUrls, keys, adapter }) {
  const provider = new Provider(`${authority}/organizations/v2.0`, {
    adapter,
    jwks: { keys: [keys.jwk] },
    cookies: { keys: [keys.cookieSecret] },
    clients: [...directory.browserClients.map((client) => browserClient(client, edgeUrls)), ...directory.apps.map(app)],
    scopes: identityScopes.split(' '),
    claims: { openid: ['sub', 'oid', 'tid', 'ver'], profile: ['name', 'preferred_username'], email: ['email'] },
    // Entra puts the claims of a scope into the id token; there is nothing to be learnt elsewhere.
    conformIdTokenClaims: false,
    subjectTypes: ['pairwise', 'public'],
    pairwiseIdentifier: (_ctx, account, client) => pairwise(account, client.clientId, keys.cookieSecret),
    pkce: { required: () => true },
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 300,
      ClientCredentials: 3600,
      Grant: 90 * day,
      IdToken: 3600,
      Interaction: 3600,
      RefreshToken: 90 * day,
      Session: 14 * day,
    },
    // Entra leaves the old refresh token valid: two parallel refreshes of one session both succeed.
    rotateRefreshToken: false,
    issueRefreshToken: async () => true,
    findAccount: (_ctx, id) => findAccount(id),
    extraTokenClaims: (ctx, token) => accessClaims(ctx, token),
    formats: { customizers: { jwt: (_ctx, _token, parts) => shapeAccessToken(parts) } },
    loadExistingGrant,
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.set('content-security-policy', pagePolicy(edgeUrls));
      ctx.body = messagePage('Signing in did not work', `${out.error}: ${out.error_description ?? 'no more is known'}`);
    },
    interactions: { policy: signInPolicy(), url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => api.uri,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource) => resourceServer(resource),
      },
      rpInitiatedLogout: { enabled: true, logoutSource: endSession },
    },
    routes: {
      authorization: '/oauth2/v2.0/authorize',
      token: '/oauth2/v2.0/token',
      jwks: '/discovery/v2.0/keys',
      end_session: '/oauth2/v2.0/logout',
    },
  });
  Object.defineProperty(provider, 'issuer', {
    get: () => `${authority}/${requestDirectory.getStore()?.tid ?? organizationsTemplate}/v2.0`,
  });
  provider.use(answerLikeEntra);
  return provider;
}

/**
 * @param {import('./directory.mjs').BrowserClient} client
 * @param {string[]} edgeUrls
 * @returns {import('oidc-provider').ClientMetadata}
 */
function browserClient(client, edgeUrls) {
  return {
    client_id: client.id,
    client_name: client.name,
    client_secret: client.secret,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    subject_type: 'pairwise',
    redirect_uris: edgeUrls.map((url) => `${url}/auth/callback`),
    post_logout_redirect_uris: edgeUrls.flatMap((url) => [url, `${url}/`, `${url}/auth/signed-out`]),
  };
}

/**
 * @param {import('./directory.mjs').App} entry
 * @returns {import('oidc-provider').ClientMetadata}
 */
function app(entry) {
  return {
    client_id: entry.id,
    client_name: entry.name,
    client_secret: entry.secret,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
  };
}

function signInPolicy() {
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return policy;
}

/**
 * @param {string} id
 * @returns {import('oidc-provider').Account | undefined}
 */
function findAccount(id) {
  const person = findPerson(id);
  if (!person) return undefined;
  const request = requestDirectory.getStore();
  if (request) request.tid = person.tid;
  const { tid, oid, name, login } = person;
  return {
    accountId: id,
    claims: async () => ({ sub: id, tid, oid, ver: '2.0', name, preferred_username: login, email: login }),
  };
}

/**
 * @param {string} account
 * @param {string} clientId
 * @param {string} salt
 */
function pairwise(account, clientId, salt) {
  return createHash('sha256').update(`${account}|${clientId}|${salt}`).digest('base64url');
}

/**
 * @param {import('oidc-provider').KoaContextWithOIDC} _ctx
 * @param {import('oidc-provider').AccessToken | import('oidc-provider').ClientCredentials} token
 */
async function accessClaims(_ctx, token) {
  const azp = token.clientId;
  const person = 'accountId' in token ? findPerson(token.accountId) : undefined;
  if (person) {
    const { tid, oid, name, login } = person;
    return { tid, oid, ver: '2.0', azp, azpacr: '1', name, preferred_username: login, scp: api.scope };
  }
  const entry = findApp(azp);
  if (!entry) throw new errors.InvalidClient('the application has no service principal');
  if (requestDirectory.getStore()?.tid !== entry.tid) {
    throw new errors.InvalidRequest('the application is not known in this directory: ask at /{tid}/oauth2/v2.0/token');
  }
  const { tid, oid } = entry;
  return { tid, oid, ver: '2.0', azp, azpacr: '1', roles: [api.role], idtyp: 'app' };
}

/** @param {import('oidc-provider').JWTStructured} parts */
function shapeAccessToken(parts) {
  const { jti, ...payload } = parts.payload;
  delete payload['scope'];
  delete payload['client_id'];
  parts.header = { ...parts.header, typ: 'JWT' };
  parts.payload = { ...payload, nbf: payload['iat'], uti: jti };
  if (payload['idtyp'] === 'app') parts.payload['sub'] = String(payload['oid']);
}

/** @param {string} resource */
function resourceServer(resource) {
  if (resource !== api.uri) throw new errors.InvalidTarget();
  return {
    scope: `${accessScope} ${defaultScope}`,
    audience: api.audience,
    accessTokenFormat: /** @type {const} */ ('jwt'),
    accessTokenTTL: 3600,
    jwt: { sign: { alg: /** @type {const} */ ('RS256') } },
  };
}

/**
 * Consent was given by the administrator, as it is for an application of one's own in Entra.
 * @param {import('oidc-provider').KoaContextWithOIDC} ctx
 */
async function loadExistingGrant(ctx) {
  const { client, session, provider } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const known = session.grantIdFor(client.clientId);
  const existing = known === undefined ? undefined : await provider.Grant.find(known);
  if (existing) return existing;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(identityScopes);
  grant.addResourceScope(api.uri, `${accessScope} ${defaultScope}`);
  await grant.save();
  return grant;
}

/** Signs out at once, without asking. @param {import('oidc-provider').KoaContextWithOIDC} ctx */
async function endSession(ctx) {
  await ctx.oidc.session?.destroy();
  ctx.cookies.set(ctx.oidc.provider.cookieName('session'), null);
  ctx.body = 'You are signed out.';
}

/**
 * What Entra answers differently and no setting covers.
 * @param {import('oidc-provider').KoaContextWithOIDC} ctx
 * @param {() => Promise<void>} next
 */
async function answerLikeEntra(ctx, next) {
  await next();
  if (ctx.oidc?.route === 'end_session' && ctx.status === 200) goBackAfterSignOut(ctx);
  const location = ctx.response.get('location');
  // Entra does not implement RFC 9207; the issuer is not known to it before the person is.
  if (URL.canParse(location) && new URL(location).searchParams.has('iss')) {
    const target = new URL(location);
    target.searchParams.delete('iss');
    ctx.set('location', target.href);
  }
}

/** @param {import('oidc-provider').KoaContextWithOIDC} ctx */
function goBackAfterSignOut(ctx) {
  const { post_logout_redirect_uri: back, state } = ctx.oidc.params ?? {};
  if (typeof back !== 'string') {
    ctx.type = 'text';
    ctx.body = 'You are signed out.';
    return;
  }
  const target = new URL(back);
  if (typeof state === 'string') target.searchParams.set('state', state);
  ctx.status = 303;
  ctx.redirect(target.href);
}
