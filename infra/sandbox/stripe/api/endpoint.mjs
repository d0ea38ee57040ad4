/** One request to the API: who asks, what goes wrong on purpose, once per Idempotency-Key, the answer and its headers. */
import { Broken, slowDown, underFault } from '../faults.mjs';
import { ids } from '../ids.mjs';
import { apiVersion } from '../world.mjs';
import { invalid, missing, StripeProblem, unauthenticated } from './errors.mjs';
import { expand } from './expand.mjs';
import { parseForm } from './form.mjs';
import { Idempotency } from './idempotency.mjs';
import { read } from './params.mjs';
import { findRoute } from './routes.mjs';

const maxBody = 1_048_576;

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */
/** @typedef {import('../accounts.mjs').Account} Account */

/**
 * @param {{ world: import('../world.mjs').World, faults: import('../faults.mjs').Faults, log: import('../log.mjs').Log }} parts
 * @returns {(request: Request, response: Response, url: URL) => Promise<void>}
 */
export function apiEndpoint({ world, faults, log }) {
  const byKey = new Map(world.accounts.map((account) => [account.key, account]));
  const idempotency = new Idempotency(world.store, world.clock);

  return async (request, response, url) => {
    const from = performance.now();
    const requestId = ids.request();
    const { method = 'GET' } = request;
    const path = url.pathname;
    const key = method === 'POST' ? request.headers['idempotency-key'] : undefined;
    const entry = { what: /** @type {const} */ ('request'), method, path, key, requestId };
    const fault = faults.take(method, path);
    const note = (/** @type {object} */ rest) =>
      log.add({
        ...entry,
        ...(fault && { fault: fault.fault }),
        ms: Math.round((performance.now() - from) * 10) / 10,
        ...rest,
      });
    try {
      const body = await bodyOf(request);
      const account = authenticate(request, byKey);
      const version = versionOf(request);
      const work = async () => {
        await slowDown(fault);
        return { status: 200, body: answer(account, { method, url, body, requestId, key: keyOf(key) }), requestId };
      };
      const result = await underFault(fault, () =>
        typeof key === 'string'
          ? idempotency.once(account.id, key, { method, path, body }, work)
          : work().then((plain) => ({ ...plain, isReplayed: false })),
      );
      note({ account: account.name, status: result.status, isReplayed: result.isReplayed });
      send(response, result.status, result.body, {
        'request-id': requestId,
        'stripe-version': version,
        ...(typeof key === 'string' && { 'idempotency-key': key, 'original-request': result.requestId }),
        ...(result.isReplayed && { 'idempotent-replayed': 'true' }),
      });
    } catch (error) {
      if (error instanceof Broken) {
        note({ status: 0 });
        request.socket.destroy();
        return;
      }
      const problem = error instanceof StripeProblem ? error : failure(error);
      note({ status: problem.status, code: problem.error.code });
      send(response, problem.status, problem.body(requestId), { 'request-id': requestId, ...problem.headers });
    }
  };

  /**
   * Done in one go: no other request comes between the checks and the changes.
   * @param {Account} account
   * @param {{ method: string, url: URL, body: string, requestId: string, key: string | null }} request
   */
  function answer(account, { method, url, body, requestId, key }) {
    const found = findRoute(method, url.pathname);
    if (!found) throw unknownAddress(method, url.pathname);
    const { route, id } = found;
    const values = parseForm(method === 'POST' ? body : url.search.slice(1));
    const params = read(values, route.params, route.required);
    const object = route.answer({ world, account: account.id, id, params, cause: { id: requestId, key } });
    return params.expand ? expand(object, params.expand, viewOf(account)) : object;
  }

  /** @param {Account} account */
  function viewOf(account) {
    return {
      find: (/** @type {string} */ kind, /** @type {string} */ id) =>
        world.store.find(kind, account.id, id)?.object ?? null,
      lineItems: (/** @type {string} */ id) => {
        const data = world.store.find('session', account.id, id)?.extra.items;
        return { object: 'list', data, has_more: false, url: `/v1/checkout/sessions/${id}/line_items` };
      },
      refunds: (/** @type {string} */ id) => {
        const rows = world.store.all('refund', account.id).filter(({ object }) => object.charge === id);
        return {
          object: 'list',
          data: rows.map(({ object }) => object).reverse(),
          has_more: false,
          url: `/v1/charges/${id}/refunds`,
        };
      },
    };
  }
}

/** @param {string | string[] | undefined} key */
function keyOf(key) {
  return typeof key === 'string' ? key : null;
}

/**
 * @param {Request} request
 * @param {Map<string, Account>} byKey
 */
function authenticate(request, byKey) {
  const header = request.headers.authorization ?? '';
  const [, scheme = '', value = ''] = /^(Bearer|Basic) +(\S+)$/i.exec(header) ?? [];
  const key = scheme.toLowerCase() === 'basic' ? Buffer.from(value, 'base64').toString('utf8').split(':')[0] : value;
  const account = byKey.get(key ?? '');
  if (!account) throw unauthenticated(key);
  return account;
}

/** @param {Request} request */
function versionOf(request) {
  const version = request.headers['stripe-version'];
  if (version === undefined) return apiVersion;
  if (typeof version === 'string' && /^20\d\d-\d\d-\d\d(\.[a-z]+)?$/.test(version)) return version;
  throw invalid(`Invalid Stripe API version: ${String(version).slice(0, 40)}`);
}

/**
 * @param {string} method
 * @param {string} path
 */
function unknownAddress(method, path) {
  const message =
    `Unrecognized request URL (${method}: ${path}). The sandbox answers the calls Tessera makes; ` +
    'api/routes.mjs lists them.';
  return new StripeProblem(404, { ...missing('url', path).error, code: undefined, param: undefined, message });
}

/** @param {unknown} error */
function failure(error) {
  process.stderr.write(`${/** @type {Error} */ (error).stack}\n`);
  return new StripeProblem(500, {
    type: 'api_error',
    message: 'The sandbox has a fault of its own; its log says which.',
  });
}

/** @param {Request} request */
async function bodyOf(request) {
  if (request.method !== 'POST') return '';
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > maxBody) throw invalid('The request body is too large.');
    chunks.push(chunk);
  }
  const type = request.headers['content-type'] ?? '';
  if (length > 0 && !type.startsWith('application/x-www-form-urlencoded')) {
    throw invalid(
      `Invalid request (check that your POST content type is application/x-www-form-urlencoded), not ${type || 'none'}.`,
    );
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {object} body
 * @param {Record<string, string>} headers
 */
function send(response, status, body, headers) {
  const text = JSON.stringify(body, undefined, 2);
  response.writeHead(status, {
    'cache-control': 'no-cache, no-store',
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}
