/** What happens on the hosted payment page: shown, pressed, confirmed, left. */
import { isEmail } from '../api/params.mjs';
import { findCard, findIban } from './cards.mjs';
import { confirmPage, messagePage, pagePolicy, paymentPage, textsOf } from './page.mjs';
import { authenticate, pay, waitingIntent } from './payments.mjs';
import { languageOf } from './texts.mjs';

const maxForm = 8_192;

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */
/** @typedef {import('../store.mjs').Row} Row */
/** @typedef {import('./page.mjs').View} View */
/** @typedef {import('./payments.mjs').Paid} Paid */

/**
 * @param {{ world: import('../world.mjs').World, sellers: Map<string, string> }} parts sellers: names by account id
 * @returns {(request: Request, response: Response, url: URL) => Promise<void>}
 */
export function checkoutEndpoint({ world, sellers }) {
  return async (request, response, url) => {
    const [, id = '', step] = /^\/c\/pay\/([A-Za-z0-9_]{1,100})(\/confirm)?$/.exec(url.pathname) ?? [];
    const row = find(id);
    if (!row) return sendUnknown(request, response);
    const view = viewOf(row, request);
    if (request.method === 'GET') return show(response, row, view, url, step !== undefined);
    if (request.method !== 'POST') return void response.writeHead(405, { allow: 'GET, POST' }).end();
    const form = await formOf(request);
    if (!form) return void response.writeHead(413).end();
    if (row.object.status !== 'open') return leave(response, row, view);
    if (step) return confirm(response, row, view, form);
    return press(response, row, view, form);
  };

  /**
   * @param {Response} response
   * @param {Row} row
   * @param {View} view
   * @param {URL} url
   * @param {boolean} isConfirmation
   */
  function show(response, row, view, url, isConfirmation) {
    const say = textsOf(view.language);
    const { status, cancel_url: cancelUrl } = row.object;
    if (status === 'expired') {
      const link = { url: cancelUrl, text: say.back };
      return sendPage(response, 410, messagePage(view, { title: say.expired, hint: say.expiredHint, link }), row);
    }
    if (status === 'complete') {
      const link = { url: successUrl(row), text: say.continue };
      return sendPage(response, 200, messagePage(view, { title: say.done, hint: say.doneHint, link }), row);
    }
    if (isConfirmation && waitingIntent(world, row)) return sendPage(response, 200, confirmPage(view), row);
    const method = methodOf(row, url.searchParams.get('method'));
    return sendPage(response, 200, paymentPage(view, { method }), row);
  }

  /**
   * @param {Response} response
   * @param {Row} row
   * @param {View} view
   * @param {URLSearchParams} form
   */
  function press(response, row, view, form) {
    const method = methodOf(row, form.get('method'));
    const say = textsOf(view.language);
    const values = Object.fromEntries(form);
    const use = form.get('use');
    if (use) values[method === 'card' ? 'number' : 'iban'] = use;
    const { choice, errors } = choiceOf(method, values, world.clock.now(), say);
    if (!isEmail(values['email'] ?? '')) errors['email'] = say.wrongEmail;
    if (!choice || Object.keys(errors).length > 0) {
      return sendPage(response, 422, paymentPage(view, { method, values, errors }), row);
    }
    const payer = { email: values['email'] ?? null, name: values['name']?.trim().slice(0, 200) || null };
    return goOn(response, row, view, pay(world, row, choice, payer), { method, values });
  }

  /**
   * @param {Response} response
   * @param {Row} row
   * @param {View} view
   * @param {URLSearchParams} form
   */
  function confirm(response, row, view, form) {
    const intent = waitingIntent(world, row);
    const number = intent && world.store.find('method', row.account, intent.extra.waiting)?.extra.card;
    const card = number && findCard(number);
    if (!card) return redirect(response, `/c/pay/${row.id}`);
    return goOn(response, row, view, authenticate(world, row, card, form.get('answer') === 'confirm'), {
      method: 'card',
    });
  }

  /**
   * @param {Response} response
   * @param {Row} row
   * @param {View} view
   * @param {Paid} paid
   * @param {{ method: 'card' | 'sepa_debit', values?: Record<string, string> }} form
   */
  function goOn(response, row, view, paid, form) {
    if (paid.result === 'authenticate') return redirect(response, `/c/pay/${row.id}/confirm`);
    if (paid.result !== 'declined') return leave(response, row, view);
    const say = /** @type {Record<string, string>} */ (textsOf(view.language));
    return sendPage(response, 402, paymentPage(view, { ...form, failure: say[paid.code] ?? say['declined'] }), row);
  }

  /**
   * A second press of the button finds the session closed and follows the first.
   * @param {Response} response
   * @param {Row} row
   * @param {View} view
   */
  function leave(response, row, view) {
    if (row.object.status === 'complete') return redirect(response, successUrl(row));
    return show(response, row, view, new URL(world.origin), false);
  }

  /** @param {string} id */
  function find(id) {
    for (const account of world.accounts) {
      const row = world.store.find('session', account.id, id);
      if (row) return row;
    }
    return undefined;
  }

  /**
   * @param {Row} row
   * @param {Request} request
   * @returns {View}
   */
  function viewOf(row, request) {
    const language = languageOf(row.object.locale, request.headers['accept-language']);
    return { session: row.object, items: row.extra.items, seller: sellers.get(row.account) ?? '', language };
  }

  /**
   * @param {Request} request
   * @param {Response} response
   */
  function sendUnknown(request, response) {
    const language = languageOf(null, request.headers['accept-language']);
    const say = textsOf(language);
    const view = { session: {}, items: [], seller: '', language };
    sendPage(response, 404, messagePage(view, { title: say.unknown, hint: say.unknownHint }), undefined);
  }
}

/**
 * @param {'card' | 'sepa_debit'} method
 * @param {Record<string, string>} values
 * @param {number} now ms since the epoch
 * @param {import('./texts.mjs').Texts} say
 */
function choiceOf(method, values, now, say) {
  /** @type {Record<string, string>} */
  const errors = {};
  if (method === 'sepa_debit') {
    const iban = findIban(values['iban'] ?? '');
    if (!iban) errors['iban'] = say.wrongIban;
    return { choice: iban && { iban }, errors };
  }
  const card = findCard(values['number'] ?? '');
  if (!card) errors['number'] = say.wrongNumber;
  const expiry = expiryOf(values['expiry'] ?? '');
  if (!expiry) errors['expiry'] = say.wrongExpiry;
  else if (Date.UTC(expiry.year, expiry.month) <= now) errors['expiry'] = say.pastExpiry;
  if (!/^\d{3,4}$/.test(values['cvc']?.trim() ?? '')) errors['cvc'] = say.wrongCvc;
  return { choice: card && expiry ? { card, expiry } : undefined, errors };
}

/** @param {string} text "12/34" */
function expiryOf(text) {
  const [, month = '', year = ''] = /^\s*(0?[1-9]|1[0-2])\s*\/?\s*(?:20)?(\d\d)\s*$/.exec(text) ?? [];
  return month ? { month: Number(month), year: 2000 + Number(year) } : undefined;
}

/**
 * @param {Row} row
 * @param {string | null} wish
 * @returns {'card' | 'sepa_debit'}
 */
function methodOf(row, wish) {
  const types = row.object.payment_method_types;
  return types.includes(wish) ? /** @type {'card' | 'sepa_debit'} */ (wish) : types[0];
}

/** @param {Row} row */
function successUrl(row) {
  return row.object.success_url.replaceAll('{CHECKOUT_SESSION_ID}', row.id);
}

/** @param {Request} request */
async function formOf(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > maxForm) return undefined;
  }
  return new URLSearchParams(text);
}

/**
 * @param {Response} response
 * @param {string} location
 */
function redirect(response, location) {
  response.writeHead(303, { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).end();
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {string} html
 * @param {Row | undefined} row
 */
function sendPage(response, status, html, row) {
  const targets = row ? [row.object.success_url, row.object.cancel_url] : [];
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': pagePolicy(targets),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(html);
}
