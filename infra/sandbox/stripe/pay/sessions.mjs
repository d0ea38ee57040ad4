/** Checkout Sessions, mode payment: opened, shown, expired. https://docs.stripe.com/api/checkout/sessions */
import { invalid, missing } from '../api/errors.mjs';
import { currency, email, hash, integer, leastAmounts, list, metadata, oneOf, text, url } from '../api/params.mjs';
import { ids } from '../ids.mjs';
import { make } from '../shapes/templates.mjs';

const halfHour = 1800;
const day = 86_400;
const largestAmount = 99_999_999;

/** @typedef {import('../world.mjs').World} World */
/** @typedef {import('../world.mjs').Cause} Cause */
/** @typedef {import('../store.mjs').Row} Row */

const product = hash({ name: text(250), description: text(500), metadata, tax_code: text() }, ['name']);
const priceData = hash(
  {
    currency,
    product_data: product,
    tax_behavior: oneOf('exclusive', 'inclusive', 'unspecified'),
    unit_amount: integer(0, largestAmount),
  },
  ['currency', 'product_data', 'unit_amount'],
);

/** What a session may be opened with. Stripe takes more; what Tessera does not use is refused rather than ignored. */
export const sessionParams = {
  billing_address_collection: oneOf('auto', 'required'),
  cancel_url: url,
  client_reference_id: text(200),
  currency,
  customer_creation: oneOf('always', 'if_required'),
  customer_email: email,
  expand: list(text()),
  expires_at: integer(0),
  line_items: list(hash({ price_data: priceData, quantity: integer(1, 999_999) }, ['price_data', 'quantity'])),
  locale: text(10),
  metadata,
  mode: oneOf('payment', 'setup', 'subscription'),
  payment_intent_data: hash({
    description: text(1000),
    metadata,
    receipt_email: email,
    statement_descriptor: text(22),
    statement_descriptor_suffix: text(22),
  }),
  payment_method_types: list(oneOf('card', 'sepa_debit')),
  submit_type: oneOf('auto', 'book', 'donate', 'pay'),
  success_url: url,
  ui_mode: oneOf('hosted', 'embedded', 'custom'),
};

/**
 * @param {World} world
 * @param {string} account
 * @param {any} params read by sessionParams
 */
export function openSession(world, account, params) {
  if (params.mode !== 'payment') {
    throw invalid(`The sandbox opens sessions of mode payment, not of mode ${params.mode}.`, 'mode');
  }
  if (params.ui_mode && params.ui_mode !== 'hosted') throw invalid('The sandbox has the hosted page alone.', 'ui_mode');
  const { amount, code } = total(params);
  const methods = methodTypes(params.payment_method_types, code);
  const created = world.clock.seconds();
  const id = params.id ?? ids.session();
  const session = make('checkout.session', {
    ...unused,
    id,
    amount_subtotal: amount,
    amount_total: amount,
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    created,
    currency: code,
    customer_creation: params.customer_creation ?? 'if_required',
    customer_details: params.customer_email ? customerDetails({ email: params.customer_email }) : null,
    customer_email: params.customer_email ?? null,
    expires_at: expiry(params.expires_at, created),
    locale: params.locale ?? null,
    metadata: params.metadata ?? {},
    mode: 'payment',
    payment_method_types: methods,
    payment_status: 'unpaid',
    status: 'open',
    submit_type: params.submit_type ?? null,
    success_url: params.success_url,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted',
    url: `${world.origin}/c/pay/${id}`,
  });
  const items = params.line_items.map((/** @type {any} */ line) => lineItem(line, created));
  const row = world.store.put('session', account, id, session, { items, intent: params.payment_intent_data ?? {} });
  expireInTime(world, row);
  return session;
}

/**
 * @param {World} world
 * @param {string} account
 * @param {string} id
 * @param {Cause} cause
 */
export function expireSession(world, account, id, cause) {
  const row = sessionRow(world, account, id);
  if (row.object.status !== 'open') {
    throw invalid(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${row.object.status}.`,
    );
  }
  expire(world, row, cause);
  return row.object;
}

/**
 * @param {World} world
 * @param {string} account
 * @param {string} id
 * @param {string} [param]
 */
export function sessionRow(world, account, id, param) {
  const row = world.store.find('session', account, id);
  if (!row) throw missing('checkout.session', id, param);
  return row;
}

/**
 * @param {World} world
 * @param {Row} row of a session
 */
export function expireInTime(world, row) {
  world.clock.at(row.object.expires_at * 1000, () => {
    if (row.object.status === 'open') expire(world, row, undefined);
  });
}

/**
 * @param {World} world
 * @param {Row} row
 * @param {Cause} cause
 */
function expire(world, row, cause) {
  world.store.change(row, { status: 'expired', url: null });
  world.emit(row.account, 'checkout.session.expired', row.object, cause);
}

/**
 * @param {World} world
 * @param {string} account
 * @param {string} id
 */
export function lineItems(world, account, id) {
  const { items } = sessionRow(world, account, id).extra;
  return { object: 'list', data: items, has_more: false, url: `/v1/checkout/sessions/${id}/line_items` };
}

/** @param {{ email: string | null, name?: string | null, country?: string | null }} who */
export function customerDetails({ email: address, name = null, country = null }) {
  return {
    address: { city: null, country, line1: null, line2: null, postal_code: null, state: null },
    business_name: null,
    email: address,
    individual_name: null,
    name,
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
  };
}

/** @param {any} params */
function total(params) {
  if (!params.line_items?.length) {
    throw invalid('Missing required param: line_items.', 'line_items', 'parameter_missing');
  }
  /** @type {string[]} */
  const codes = params.line_items.map((/** @type {any} */ line) => line.price_data.currency);
  const code = params.currency ?? codes[0] ?? '';
  if (codes.some((other) => other !== code)) {
    throw invalid('All prices on a Checkout Session must have the same currency.', 'line_items');
  }
  const amount = params.line_items.reduce(
    (/** @type {number} */ sum, /** @type {any} */ line) => sum + line.price_data.unit_amount * line.quantity,
    0,
  );
  const least = leastAmounts.get(code) ?? 1;
  if (amount < least) {
    const shown = `${(least / 100).toFixed(2)} ${code}`;
    throw invalid(
      `The Checkout Session's total amount due must add up to at least ${shown}`,
      'line_items',
      'amount_too_small',
    );
  }
  if (amount > largestAmount) {
    throw invalid(
      "The Checkout Session's total amount due must be no more than 999999.99",
      'line_items',
      'amount_too_large',
    );
  }
  return { amount, code };
}

/**
 * @param {string[] | undefined} chosen
 * @param {string} code of the currency
 */
function methodTypes(chosen, code) {
  if (!chosen) return code === 'eur' ? ['card', 'sepa_debit'] : ['card'];
  if (code !== 'eur' && chosen.includes('sepa_debit')) {
    throw invalid(
      `The payment method type "sepa_debit" is invalid: it only supports the following currencies: eur. You passed ${code}.`,
      'payment_method_types',
    );
  }
  return chosen;
}

/**
 * @param {number | undefined} chosen seconds since the epoch
 * @param {number} created
 */
function expiry(chosen, created) {
  if (chosen === undefined) return created + day;
  // The clocks of two machines: Stripe forgives a minute.
  if (chosen < created + halfHour - 60) {
    throw invalid(
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      'expires_at',
    );
  }
  if (chosen > created + day + 60) {
    throw invalid(
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
      'expires_at',
    );
  }
  return chosen;
}

/**
 * @param {any} line
 * @param {number} created
 */
function lineItem({ price_data: data, quantity }, created) {
  const amount = data.unit_amount * quantity;
  const price = {
    active: false,
    billing_scheme: 'per_unit',
    created,
    currency: data.currency,
    custom_unit_amount: null,
    id: ids.price(),
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    object: 'price',
    product: ids.product(),
    recurring: null,
    tax_behavior: data.tax_behavior ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time',
    unit_amount: data.unit_amount,
    unit_amount_decimal: String(data.unit_amount),
  };
  return make('item', {
    id: ids.item(),
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: data.currency,
    description: data.product_data.name,
    metadata: {},
    price,
    quantity,
  });
}

/** What a session of ours never uses, as Stripe answers it then. Shared by all sessions, so that each stays small. */
const unused = Object.freeze({
  adaptive_pricing: { enabled: false },
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  collected_information: { business_name: null, individual_name: null, shipping_details: null },
  custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
  invoice_creation: {
    enabled: false,
    invoice_data: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: null,
      metadata: {},
      rendering_options: null,
    },
  },
  managed_payments: { enabled: false },
  payment_method_collection: 'if_required',
  payment_method_options: { card: { request_three_d_secure: 'automatic' } },
  phone_number_collection: { enabled: false },
});
