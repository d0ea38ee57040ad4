/** The calls of Stripe's API that the sandbox answers. */
import { lineItems, openSession, expireSession, sessionParams, sessionRow } from '../pay/sessions.mjs';
import { refund, refundParams } from '../pay/refunds.mjs';
import { missing } from './errors.mjs';
import { page, paging } from './lists.mjs';
import { flag, list, metadata, moments, oneOf, text } from './params.mjs';

/** @typedef {import('../world.mjs').World} World */
/** @typedef {import('../world.mjs').Cause} Cause */
/** @typedef {import('./params.mjs').Reader} Reader */

/**
 * @typedef {object} Call
 * @property {World} world
 * @property {string} account
 * @property {string} id of the path
 * @property {any} params
 * @property {Cause} cause
 */

/**
 * @typedef {object} Route
 * @property {'GET' | 'POST'} method
 * @property {string} path with * for an id
 * @property {Record<string, Reader>} params
 * @property {string[]} [required]
 * @property {(call: Call) => any} answer
 */

const expandable = { expand: list(text()) };

/** @type {Route[]} */
export const routes = [
  {
    method: 'POST',
    path: '/v1/checkout/sessions',
    params: sessionParams,
    required: ['mode', 'success_url'],
    answer: ({ world, account, params }) => openSession(world, account, params),
  },
  {
    ...listOf('session', '/v1/checkout/sessions', {
      created: moments,
      payment_intent: text(),
      status: oneOf('open', 'complete', 'expired'),
    }),
  },
  {
    method: 'GET',
    path: '/v1/checkout/sessions/*',
    params: expandable,
    answer: ({ world, account, id }) => sessionRow(world, account, id).object,
  },
  {
    method: 'POST',
    path: '/v1/checkout/sessions/*/expire',
    params: expandable,
    answer: ({ world, account, id, cause }) => expireSession(world, account, id, cause),
  },
  {
    method: 'GET',
    path: '/v1/checkout/sessions/*/line_items',
    params: { ...paging, ...expandable },
    answer: ({ world, account, id }) => lineItems(world, account, id),
  },
  single('intent', 'payment_intent', '/v1/payment_intents/*'),
  single('charge', 'charge', '/v1/charges/*'),
  single('method', 'PaymentMethod', '/v1/payment_methods/*'),
  single('transaction', 'balance_transaction', '/v1/balance_transactions/*'),
  {
    method: 'POST',
    path: '/v1/refunds',
    params: refundParams,
    answer: ({ world, account, params, cause }) => refund(world, account, params, cause),
  },
  listOf('refund', '/v1/refunds', { charge: text(), created: moments, payment_intent: text() }),
  single('refund', 'refund', '/v1/refunds/*'),
  {
    method: 'POST',
    path: '/v1/refunds/*',
    params: { ...expandable, metadata },
    answer({ world, account, id, params }) {
      const row = world.store.find('refund', account, id);
      if (!row) throw missing('refund', id);
      world.store.change(row, { metadata: { ...row.object.metadata, ...params.metadata } });
      return row.object;
    },
  },
  listOf('dispute', '/v1/disputes', { charge: text(), created: moments, payment_intent: text() }),
  single('dispute', 'dispute', '/v1/disputes/*'),
  listOf('event', '/v1/events', {
    created: moments,
    delivery_success: flag,
    type: text(),
    types: list(text(), 20),
  }),
  single('event', 'event', '/v1/events/*'),
];

/**
 * @param {string} kind
 * @param {string} name as Stripe names it where there is none of that id
 * @param {string} path
 * @returns {Route}
 */
function single(kind, name, path) {
  return {
    method: 'GET',
    path,
    params: expandable,
    answer({ world, account, id }) {
      const row = world.store.find(kind, account, id);
      if (!row) throw missing(name, id);
      return row.object;
    },
  };
}

/**
 * @param {string} kind
 * @param {string} path
 * @param {Record<string, Reader>} filters
 * @returns {Route}
 */
function listOf(kind, path, filters) {
  return {
    method: 'GET',
    path,
    params: { ...paging, ...expandable, ...filters },
    answer({ world, account, params }) {
      const { type, types, delivery_success: isDelivered, charge, payment_intent: intent, status } = params;
      /** @type {((object: any) => boolean)[]} */
      const conditions = [];
      if (type) conditions.push((object) => matchesType(object.type, type));
      if (types) {
        conditions.push((object) => types.some((/** @type {string} */ wanted) => matchesType(object.type, wanted)));
      }
      if (isDelivered !== undefined) conditions.push((object) => (object.pending_webhooks === 0) === isDelivered);
      if (charge) conditions.push((object) => object.charge === charge);
      if (intent) conditions.push((object) => object.payment_intent === intent);
      if (status) conditions.push((object) => object.status === status);
      const source = { store: world.store, kind, account };
      return page(path, source, params, (object) => conditions.every((holds) => holds(object)));
    },
  };
}

/**
 * @param {string} type "charge.refunded"
 * @param {string} wanted the same, or "charge.*"
 */
function matchesType(type, wanted) {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}

const fixed = new Map(
  routes.filter(({ path }) => !path.includes('*')).map((route) => [`${route.method} ${route.path}`, route]),
);
const withId = routes
  .filter(({ path }) => path.includes('*'))
  .map((route) => ({ route, pattern: new RegExp(`^${route.path.replace('*', '([A-Za-z0-9_%-]{1,300})')}$`) }));

/**
 * @param {string} method
 * @param {string} path
 * @returns {{ route: Route, id: string } | undefined}
 */
export function findRoute(method, path) {
  const exact = fixed.get(`${method} ${path}`);
  if (exact) return { route: exact, id: '' };
  for (const { route, pattern } of withId) {
    const found = route.method === method ? pattern.exec(path) : null;
    if (found) return { route, id: found[1] ?? '' };
  }
  return undefined;
}
