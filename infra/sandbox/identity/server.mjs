/** The sandbox on one port: Entra's addresses in front of the provider, and the sign-in page. */
import { createServer } from 'node:http';
import path from 'node:path';
import { directory, findDirectory, findPerson } from './directory.mjs';
import { discoveryDocument } from './entra.mjs';
import { loadKeys } from './keys.mjs';
import { createProvider, requestDirectory } from './provider.mjs';
import { messagePage, pagePolicy, signInPage } from './sign-in-page.mjs';
import { openStore } from './store.mjs';

const maxForm = 4_096;

/** @typedef {import('node:http').IncomingMessage & { originalUrl?: string }} Request */
/** @typedef {import('node:http').ServerResponse} Response */

/**
 * @param {{ port: number, data: string, edgeUrls: string[], authority?: string }} options
 *   authority: the origin others reach this under, by default http://localhost:port
 * @returns {Promise<{ authority: string, close: () => Promise<void> }>}
 */
export async function startIdentity(options) {
  refuseProduction();
  const authority = options.authority ?? `http://localhost:${options.port}`;
  const { edgeUrls } = options;
  const keys = loadKeys(options.data);
  const store = openStore(path.join(options.data, 'remembered.json'));
  const provider = createProvider({ authority, edgeUrls, keys, adapter: store.adapter });
  const handle = provider.callback();

  const server = createServer((/** @type {Request} */ request, response) => {
    answer(request, response).catch((error) => {
      const status = error instanceof SignInProblem ? error.status : 500;
      if (status === 500) process.stderr.write(`${error.stack}\n`);
      const text =
        status === 500 ? 'Something is wrong with the local identity provider; its log says what.' : error.message;
      sendPage(response, status, messagePage('Signing in did not work', text), edgeUrls);
    });
  });

  /**
   * @param {Request} request
   * @param {Response} response
   */
  async function answer(request, response) {
    const url = new URL(request.url ?? '/', authority);
    const [, segment = '', ...rest] = url.pathname.split('/');
    if (segment === 'health') return sendJson(response, 200, { status: 'ok' });
    if (segment === 'sign-in') return signIn(request, response);
    const tid = segment.toLowerCase();
    if (tid !== 'organizations' && !findDirectory(tid)) {
      const error_description = 'No such directory.';
      return sendJson(response, 404, { error: 'invalid_tenant', error_description });
    }
    if (rest.join('/') === 'v2.0/.well-known/openid-configuration') {
      return sendJson(response, 200, discoveryDocument(authority, tid));
    }
    request.originalUrl = `/${tid}/${rest.join('/')}${url.search}`;
    request.url = `/${rest.join('/')}${url.search}`;
    const known = tid === 'organizations' ? directoryOfHint(url.searchParams.get('id_token_hint')) : tid;
    return requestDirectory.run({ tid: known }, () => handle(request, response));
  }

  /**
   * @param {Request} request
   * @param {Response} response
   */
  async function signIn(request, response) {
    const details = await provider.interactionDetails(request, response).catch(() => {
      throw new SignInProblem(
        400,
        'This sign-in has expired or was begun in another browser. Go back and start again.',
      );
    });
    const { params, uid } = details;
    if (request.method === 'GET') {
      const client = await provider.Client.find(String(params['client_id']));
      const loginHint = typeof params['login_hint'] === 'string' ? params['login_hint'] : undefined;
      const html = signInPage({
        uid,
        client: client?.clientName ?? 'Tessera',
        loginHint,
        tid: directoryOf(details.returnTo),
      });
      return sendPage(response, 200, html, edgeUrls);
    }
    if (request.method !== 'POST') throw new SignInProblem(405, 'This page is read and submitted, nothing else.');
    const accountId = (await readForm(request)).get('account') ?? undefined;
    if (!accountId || !findPerson(accountId)) throw new SignInProblem(400, 'There is nobody of that name here.');
    const result = { login: { accountId }, select_account: {}, consent: {} };
    const returnTo = await provider.interactionResult(request, response, result, { mergeWithLastSubmission: false });
    await forgetOther(details.session, accountId);
    response.writeHead(303, { location: returnTo }).end();
  }

  /**
   * Someone else was signed in here: the session changes hands without a page asking about it.
   * @param {{ uid: string, accountId?: string | undefined } | undefined} known
   * @param {string} accountId
   */
  async function forgetOther(known, accountId) {
    if (!known?.accountId || known.accountId === accountId) return;
    const session = await provider.Session.findByUid(known.uid);
    if (!session) return;
    delete session.accountId;
    delete session.authorizations;
    await session.persist();
  }

  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => resolve(undefined));
  });
  return {
    authority,
    close: () =>
      new Promise((resolve) => {
        store.flush();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Nobody is asked for a password here. */
export function refuseProduction() {
  if (process.env['NODE_ENV'] === 'production' || process.env['ASPNETCORE_ENVIRONMENT'] === 'Production') {
    throw new Error('The identity sandbox lets anybody in as anybody: it does not start in production.');
  }
}

class SignInProblem extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The directory an authorization request was addressed to. @param {string} returnTo */
function directoryOf(returnTo) {
  const segment = new URL(returnTo).pathname.split('/')[1] ?? '';
  return findDirectory(segment)?.tid;
}

/** The directory that issued an id token; its signature is checked by the provider. @param {string | null} token */
function directoryOfHint(token) {
  try {
    const payload = JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return directory.directories.find(({ tid }) => tid === payload.tid)?.tid;
  } catch {
    return undefined;
  }
}

/** @param {Request} request */
async function readForm(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > maxForm) throw new SignInProblem(413, 'That is more than this form sends.');
  }
  return new URLSearchParams(text);
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {object} body
 */
function sendJson(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {string} html
 * @param {string[]} edgeUrls
 */
function sendPage(response, status, html, edgeUrls) {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': pagePolicy(edgeUrls),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(html);
}
