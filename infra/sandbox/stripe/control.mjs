/**
 * /_control: how tests and the bench steer the sandbox. JSON in and out, from this machine's programs alone.
 *
 *   GET    /_control/state                        what is set and how much there is
 *   GET    /_control/log?after=N&limit=N          what was asked and sent, with the answers
 *   GET    /_control/sessions?account=allnet&status=complete&payment_status=paid
 *   POST   /_control/pay                          { session, card? | iban?, email?, name?, confirm? } as on the hosted page
 *   POST   /_control/faults                       { fault, call?, times?, share?, seed?, ms?, status?, retryAfter?, executed? }
 *   DELETE /_control/faults[/ID]
 *   POST   /_control/webhooks                     { hold?, duplicates?, delay?, reorder?: { seed, window }, lose? }
 *   POST   /_control/webhooks/release             back to usual, what was held leaves
 *   POST   /_control/webhooks/again               { event } sends it once more
 *   POST   /_control/webhooks/forge               { account, kind, event?, body? } → what the endpoint answered
 *   POST   /_control/refunds                      { account, payment_intent, amount? } as from Stripe's dashboard
 *   POST   /_control/disputes                     { account, charge } opens one, { account, dispute, status } closes it
 *   POST   /_control/clock                        { advance } seconds
 *   POST   /_control/past                         { account, payments } made before this sandbox began, see pay/past.mjs
 */
import { parseForm } from './api/form.mjs';
import { StripeProblem } from './api/errors.mjs';
import { read } from './api/params.mjs';
import { findCard, findIban } from './pay/cards.mjs';
import { rememberPayment } from './pay/past.mjs';
import { authenticate, pay, waitingIntent } from './pay/payments.mjs';
import { closeDispute, openDispute, refund, refundParams } from './pay/refunds.mjs';
import { forgery } from './webhooks/forgeries.mjs';

const maxBody = 5_500_000;

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */
/** @typedef {import('./store.mjs').Row} Row */

class Refused extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {{ world: import('./world.mjs').World, faults: import('./faults.mjs').Faults, log: import('./log.mjs').Log,
 *   deliveries: import('./webhooks/deliveries.mjs').Deliveries }} parts
 * @returns {(request: Request, response: Response, url: URL) => Promise<void>}
 */
export function controlEndpoint({ world, faults, log, deliveries }) {
  /** @type {Record<string, (body: any, url: URL) => unknown>} */
  const calls = {
    'GET state': () => ({
      now: world.clock.now(),
      faults: faults.list(),
      webhooks: deliveries.state(),
      counts: counts(),
    }),
    'GET log': (_body, url) => log.since(number(url, 'after', 0), number(url, 'limit', 10_000)),
    'GET sessions': (_body, url) => sessions(url),
    'POST pay': payBy,
    'GET faults': () => faults.list(),
    'POST faults': (body) => ({ id: faults.add(body) }),
    'DELETE faults': () => faults.remove() ?? {},
    'POST webhooks': (body) => deliveries.setMode(webhookMode(body)) ?? deliveries.state(),
    'POST webhooks/release': () => deliveries.reset() ?? deliveries.state(),
    'POST webhooks/again': ({ event }) => deliveries.again(rowOf('event', event)) ?? {},
    'POST webhooks/forge': forge,
    'POST refunds': ({ account, ...rest }) =>
      refund(world, accountOf(account).id, read(asForm(rest), refundParams), undefined),
    'POST disputes': dispute,
    'POST clock': advance,
    'POST past': past,
  };

  return async (request, response, url) => {
    try {
      refuseStrangers(request);
      const name = url.pathname.replace(/^\/_control\/?/, '');
      const one = /^faults\/(\d+)$/.exec(name);
      const call =
        one && request.method === 'DELETE' ? () => faults.remove(Number(one[1])) : calls[`${request.method} ${name}`];
      if (!call) {
        throw new Refused(404, `There is no ${request.method} ${url.pathname}; control.mjs lists what there is.`);
      }
      answer(response, 200, (await call(await jsonOf(request), url)) ?? {});
    } catch (error) {
      const status = error instanceof Refused || error instanceof StripeProblem ? error.status : 400;
      answer(response, status, { error: /** @type {Error} */ (error).message });
    }
  };

  /** @param {{ session: string, card?: string, iban?: string, email?: string, name?: string, confirm?: boolean }} wish */
  function payBy({
    session,
    card: number = '4242424242424242',
    iban,
    email = 'buyer@example.com',
    name = 'A Buyer',
    confirm = true,
  }) {
    const row = rowOf('session', session);
    const choice = iban === undefined ? cardChoice(number) : ibanChoice(iban);
    let result = pay(world, row, choice, { email, name });
    if (result.result === 'authenticate' && 'card' in choice && waitingIntent(world, row)) {
      result = authenticate(world, row, choice.card, confirm);
    }
    log.add({ what: 'paid', session, result: result.result });
    const { status, payment_status, payment_intent, amount_total, currency } = row.object;
    return { ...result, session: { id: session, status, payment_status, payment_intent, amount_total, currency } };
  }

  /** @param {{ account: string, kind: string, event?: string, body?: string }} wish */
  async function forge({ account, kind, event, body }) {
    const { id, endpoint } = accountOf(account);
    if (!endpoint) throw new Refused(400, `${account} has no webhook endpoint.`);
    const known = event === undefined ? world.store.all('event', id).at(-1) : rowOf('event', event);
    const others = world.accounts
      .filter((other) => other.id !== id && other.endpoint)
      .flatMap((other) => other.endpoint?.secrets ?? []);
    const { text, signature } = forgery(kind, { event: known?.object, text: body, secrets: endpoint.secrets, others });
    return deliveries.forge(endpoint, text, signature);
  }

  /** @param {{ account: string, charge?: string, dispute?: string, status?: 'won' | 'lost' }} wish */
  function dispute({ charge, dispute: id, status = 'lost' }) {
    if (id !== undefined) return closeDispute(world, rowOf('dispute', id), status);
    return openDispute(world, rowOf('charge', charge ?? '')).object;
  }

  /** @param {{ advance: number }} wish */
  function advance({ advance: seconds }) {
    if (!Number.isFinite(seconds) || seconds < 0) {
      throw new Refused(400, 'Time goes forward: advance is a number of seconds.');
    }
    world.clock.advance(seconds * 1000);
    world.store.put('meta', 'sandbox', 'clock', { offset: world.clock.offset });
    return { now: world.clock.now() };
  }

  /** @param {{ account: string, payments: import('./pay/past.mjs').Past[] }} wish */
  function past({ account, payments }) {
    const { id } = accountOf(account);
    return { remembered: payments.filter((payment) => rememberPayment(world, id, payment)).length };
  }

  /** @param {URL} url */
  function sessions(url) {
    const { id } = accountOf(url.searchParams.get('account') ?? 'allnet');
    const wanted = ['status', 'payment_status'].map((field) => [field, url.searchParams.get(field)]);
    return world.store
      .all('session', id)
      .map(({ object }) => object)
      .filter((object) => wanted.every(([field, value]) => value === null || object[field ?? ''] === value));
  }

  /** @param {string} name */
  function accountOf(name) {
    const account = world.accounts.find((entry) => entry.name === name);
    if (account) return account;
    throw new Refused(404, `There is no account '${name}'.`);
  }

  /**
   * @param {string} kind
   * @param {string} id
   * @returns {Row}
   */
  function rowOf(kind, id) {
    for (const account of world.accounts) {
      const row = world.store.find(kind, account.id, id);
      if (row) return row;
    }
    throw new Refused(404, `There is no ${kind} '${id}'.`);
  }

  function counts() {
    const kinds = ['session', 'intent', 'charge', 'refund', 'dispute', 'event'];
    return Object.fromEntries(
      world.accounts.map(({ id, name }) => [
        name,
        Object.fromEntries(kinds.map((kind) => [kind, world.store.all(kind, id).length])),
      ]),
    );
  }
}

/** @param {string} number */
function cardChoice(number) {
  const card = findCard(number);
  if (!card) throw new Refused(400, `'${number}' is no card number.`);
  return { card, expiry: { month: 12, year: 2034 } };
}

/** @param {string} text */
function ibanChoice(text) {
  const iban = findIban(text);
  if (!iban) throw new Refused(400, `'${text}' is no test account.`);
  return { iban };
}

/** @param {any} body */
function webhookMode(body) {
  const known = ['hold', 'duplicates', 'delay', 'reorder', 'lose'];
  const stray = Object.keys(body).find((key) => !known.includes(key));
  if (stray) throw new Refused(400, `There is no way of sending called '${stray}': ${known.join(', ')}.`);
  return body;
}

/** The readers of the API take what a form gives: text. @param {Record<string, unknown>} values */
function asForm(values) {
  const fields = Object.entries(values).map(
    ([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`,
  );
  return parseForm(fields.join('&'));
}

/**
 * A page in the browser must not reach this: it names its origin, or an address of its own in Host.
 * @param {Request} request
 */
function refuseStrangers(request) {
  const from = request.socket.remoteAddress ?? '';
  const isLocal = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(from);
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  if (isLocal && ['127.0.0.1', 'localhost', '[::1]'].includes(host) && request.headers.origin === undefined) return;
  throw new Refused(403, 'The control API is for programs on this machine.');
}

/** @param {Request} request */
async function jsonOf(request) {
  if (request.method !== 'POST') return {};
  let length = 0;
  const chunks = [];
  for await (const chunk of request) {
    length += chunk.length;
    if (length > maxBody) throw new Refused(413, 'That is more than the control API takes.');
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : JSON.parse(text);
}

/**
 * @param {URL} url
 * @param {string} name
 * @param {number} otherwise
 */
function number(url, name, otherwise) {
  const text = url.searchParams.get(name);
  if (text === null) return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new Refused(400, `${name} is a whole number.`);
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {unknown} body
 */
function answer(response, status, body) {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'cache-control': 'no-store',
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
