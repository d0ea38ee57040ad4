/** Every call, error and list of the API, driven by Stripe's own SDK. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Stripe from 'stripe';
import { renewal, sdk, startKit } from './kit.mjs';

/** @type {Awaited<ReturnType<typeof startKit>>} */
let kit;
before(async () => (kit = await startKit()));
after(() => kit.close());

/**
 * @param {Promise<unknown>} call
 * @param {{ type: string, status: number, code?: string, param?: string, message?: RegExp }} expected
 */
async function refuses(call, { type, status, code, param, message = /./ }) {
  await assert.rejects(call, (/** @type {Stripe.errors.StripeError} */ error) => {
    assert.equal(error.constructor.name, type);
    assert.deepEqual([error.statusCode, error.code, error.param], [status, code, param]);
    assert.match(error.message, message);
    assert.match(error.requestId ?? '', /^req_/);
    return true;
  });
}

const invalidRequest = 'StripeInvalidRequestError';

test('a session is opened, read, listed and its lines are told', async () => {
  const { stripe } = kit;
  const session = await stripe.checkout.sessions.create(renewal());
  assert.match(session.id, /^cs_test_/);
  assert.equal(session.url, `${kit.origin}/c/pay/${session.id}`);
  assert.deepEqual([session.status, session.payment_status, session.payment_intent], ['open', 'unpaid', null]);
  assert.deepEqual([session.amount_total, session.currency, session.metadata?.['tenant']], [12_000, 'eur', 'allnet']);
  assert.equal(session.expires_at - session.created, 86_400);
  assert.deepEqual(session.payment_method_types, ['card', 'sepa_debit']);
  assert.equal('line_items' in session, false);

  assert.equal((await stripe.checkout.sessions.retrieve(session.id)).id, session.id);
  const lines = await stripe.checkout.sessions.listLineItems(session.id);
  assert.deepEqual([lines.data[0]?.quantity, lines.data[0]?.amount_total], [2, 12_000]);
  const expanded = await stripe.checkout.sessions.retrieve(session.id, { expand: ['line_items', 'payment_intent'] });
  assert.equal(expanded.line_items?.data[0]?.price?.unit_amount, 6000);
  assert.equal(expanded.payment_intent, null);
  const listed = await stripe.checkout.sessions.list({ limit: 1, expand: ['data.line_items'] });
  assert.equal(listed.data[0]?.line_items?.data.length, 1);
});

test('paid: session, intent, charge and books agree, and can be expanded into one another', async () => {
  const { stripe } = kit;
  const { id } = await stripe.checkout.sessions.create(renewal());
  await kit.control('POST', 'pay', { session: id });
  const session = await stripe.checkout.sessions.retrieve(id, {
    expand: ['payment_intent.latest_charge.balance_transaction'],
  });
  assert.deepEqual([session.status, session.payment_status, session.url], ['complete', 'paid', null]);
  const intent = /** @type {Stripe.PaymentIntent} */ (session.payment_intent);
  assert.deepEqual(
    [intent.status, intent.amount_received, intent.metadata['payment']],
    ['succeeded', 12_000, 'payment-1'],
  );
  const charge = /** @type {Stripe.Charge} */ (intent.latest_charge);
  assert.deepEqual(
    [charge.paid, charge.amount_captured, charge.payment_method_details?.card?.last4],
    [true, 12_000, '4242'],
  );
  const booked = /** @type {Stripe.BalanceTransaction} */ (charge.balance_transaction);
  assert.equal(booked.net, booked.amount - booked.fee);

  assert.equal((await stripe.paymentIntents.retrieve(intent.id)).latest_charge, charge.id);
  assert.equal((await stripe.charges.retrieve(charge.id)).payment_intent, intent.id);
  const byIntent = await stripe.checkout.sessions.list({ payment_intent: intent.id });
  assert.deepEqual(
    byIntent.data.map((entry) => entry.id),
    [id],
  );
  const done = await stripe.checkout.sessions.list({ status: 'complete' });
  assert.ok(done.data.every(({ status }) => status === 'complete'));
});

test('an open session can be expired, a closed one not', async () => {
  const { stripe } = kit;
  const { id } = await stripe.checkout.sessions.create(renewal());
  const expired = await stripe.checkout.sessions.expire(id);
  assert.deepEqual([expired.status, expired.url], ['expired', null]);
  await refuses(stripe.checkout.sessions.expire(id), {
    type: invalidRequest,
    status: 400,
    message: /status of expired/,
  });
  assert.equal((await kit.control('POST', 'pay', { session: id })).result, 'closed');
  const [event] = (await stripe.events.list({ type: 'checkout.session.expired', limit: 1 })).data;
  assert.match(event?.request?.id ?? '', /^req_/);
});

test('a session expires when its time has come', async () => {
  const { id } = await kit.stripe.checkout.sessions.create(renewal());
  await kit.control('POST', 'clock', { advance: 86_401 });
  await kit.receiver.until(
    () => kit.receiver.events().some(({ type, data }) => type === 'checkout.session.expired' && data.object.id === id),
    'it did not expire',
  );
});

test('wrong parameters are named', async () => {
  const { sessions } = kit.stripe.checkout;
  const wrong = (/** @type {object} */ overrides) =>
    sessions.create(/** @type {any} */ ({ ...renewal(), ...overrides }));
  const line = (/** @type {object} */ price, quantity = 1) => ({
    line_items: [
      { quantity, price_data: { currency: 'eur', unit_amount: 100, product_data: { name: 'x' }, ...price } },
    ],
  });
  const status = 400;
  const type = invalidRequest;
  await refuses(wrong({ success_url: undefined }), { type, status, code: 'parameter_missing', param: 'success_url' });
  await refuses(wrong({ line_items: undefined }), { type, status, code: 'parameter_missing', param: 'line_items' });
  await refuses(wrong({ colour: 'red' }), { type, status, code: 'parameter_unknown', param: 'colour' });
  await refuses(wrong({ success_url: 'javascript:alert(1)' }), {
    type,
    status,
    code: 'url_invalid',
    param: 'success_url',
  });
  await refuses(wrong({ customer_email: 'a@b\r\nBcc: c@d' }), {
    type,
    status,
    code: 'email_invalid',
    param: 'customer_email',
  });
  await refuses(wrong({ mode: 'gift' }), { type, status, param: 'mode', message: /must be one of/ });
  await refuses(wrong(line({ currency: 'xyz' })), {
    type,
    status,
    param: 'line_items[0][price_data][currency]',
    message: /Invalid currency/,
  });
  await refuses(wrong(line({ unit_amount: 10.5 })), {
    ...{ type, status, code: 'parameter_invalid_integer' },
    param: 'line_items[0][price_data][unit_amount]',
  });
  await refuses(wrong(line({ unit_amount: -5 })), {
    ...{ type, status, code: 'parameter_invalid_integer' },
    param: 'line_items[0][price_data][unit_amount]',
  });
  await refuses(wrong(line({}, 1_000_000)), {
    type,
    status,
    code: 'parameter_invalid_integer',
    param: 'line_items[0][quantity]',
  });
  await refuses(wrong(line({ unit_amount: 49 })), { type, status, code: 'amount_too_small', param: 'line_items' });
  await refuses(wrong(line({ unit_amount: 99_999_999 }, 2)), {
    type,
    status,
    code: 'amount_too_large',
    param: 'line_items',
  });
  await refuses(wrong({ currency: 'nok' }), { type, status, param: 'line_items', message: /same currency/ });
  await refuses(wrong({ ...line({ currency: 'nok', unit_amount: 5000 }), payment_method_types: ['sepa_debit'] }), {
    ...{ type, status, param: 'payment_method_types' },
  });
  await refuses(wrong({ metadata: { note: 'x'.repeat(501) } }), {
    ...{ type, status, code: 'parameter_invalid_string_too_long', param: 'metadata[note]' },
  });
  await refuses(wrong({ expires_at: 1 }), { type, status, param: 'expires_at', message: /30 minutes/ });
  await refuses(wrong({ expand: ['customer'] }), { type, status, param: 'expand', message: /cannot be expanded/ });
});

test('what is not there is not found, in the words of Stripe; neither is what another account has', async () => {
  const { stripe, other } = kit;
  const { id } = await stripe.checkout.sessions.create(renewal());
  const expected = { type: invalidRequest, status: 404, code: 'resource_missing', param: 'id' };
  await refuses(stripe.checkout.sessions.retrieve('cs_test_none'), {
    ...expected,
    message: /No such checkout.session: 'cs_test_none'/,
  });
  await refuses(other.checkout.sessions.retrieve(id), expected);
  await refuses(other.checkout.sessions.expire(id), expected);
  await refuses(stripe.paymentIntents.retrieve('pi_none'), expected);
  await refuses(stripe.charges.retrieve('ch_none'), expected);
  await refuses(stripe.refunds.retrieve('re_none'), expected);
  await refuses(stripe.disputes.retrieve('du_none'), expected);
  await refuses(stripe.events.retrieve('evt_none'), expected);
  await refuses(stripe.refunds.create({ charge: 'ch_none' }), { ...expected, status: 400, param: 'charge' });
  await refuses(stripe.customers.list(), { type: invalidRequest, status: 404, message: /Unrecognized request URL/ });
  assert.equal((await other.events.list()).data.length, 0);
});

test('only its own secret key opens an account', async () => {
  const wrong = new Stripe('sk_test_somebody_elses', {
    host: '127.0.0.1',
    port: kit.port,
    protocol: 'http',
    maxNetworkRetries: 0,
  });
  await refuses(wrong.events.list(), {
    type: 'StripeAuthenticationError',
    status: 401,
    message: /Invalid API Key provided: sk_test_/,
  });
  const live = new Stripe('sk_live_allnet_sandbox', {
    host: '127.0.0.1',
    port: kit.port,
    protocol: 'http',
    maxNetworkRetries: 0,
  });
  await refuses(live.events.list(), { type: 'StripeAuthenticationError', status: 401 });
  const without = await fetch(`${kit.origin}/v1/events`);
  assert.deepEqual(
    [without.status, /** @type {any} */ (await without.json()).error.type],
    [401, 'invalid_request_error'],
  );
  const basic = await fetch(`${kit.origin}/v1/events`, {
    headers: { authorization: `Basic ${btoa('sk_test_allnet_sandbox:')}` },
  });
  assert.equal(basic.status, 200);
});

test('versions: the one asked for is answered, nonsense is refused', async () => {
  const pinned = sdk(kit.port, 'allnet', { apiVersion: /** @type {any} */ ('2025-09-30.clover') });
  const { lastResponse } = await pinned.events.list({ limit: 1 });
  assert.equal(lastResponse.apiVersion, '2025-09-30.clover');
  const odd = sdk(kit.port, 'allnet', { apiVersion: /** @type {any} */ ('latest') });
  await refuses(odd.events.list(), { type: invalidRequest, status: 400, message: /Invalid Stripe API version/ });
});

test('a body that is no form, or too large, is refused', async () => {
  const headers = { authorization: 'Bearer sk_test_allnet_sandbox' };
  const json = await fetch(`${kit.origin}/v1/refunds`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: '{}',
  });
  assert.equal(json.status, 400);
  const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
  const nested = await fetch(`${kit.origin}/v1/refunds`, {
    method: 'POST',
    headers: form,
    body: `metadata${'[a]'.repeat(50)}=1`,
  });
  assert.equal(nested.status, 400);
  const polluting = await fetch(`${kit.origin}/v1/refunds`, {
    method: 'POST',
    headers: form,
    body: '__proto__[status]=200&constructor[x]=1',
  });
  assert.equal(/** @type {any} */ (await polluting.json()).error.code, 'parameter_unknown');
  assert.equal(/** @type {any} */ ({}).status, undefined);
});

test('lists: newest first, by cursor both ways, by time and by type', async () => {
  const { stripe } = kit;
  for (let n = 0; n < 5; n++) await stripe.checkout.sessions.create(renewal({ client_reference_id: `n${n}` }));
  const references = (/** @type {Stripe.ApiList<Stripe.Checkout.Session>} */ list) =>
    list.data.map((entry) => entry.client_reference_id);
  const first = await stripe.checkout.sessions.list({ limit: 2 });
  assert.deepEqual([references(first), first.has_more], [['n4', 'n3'], true]);
  const second = await stripe.checkout.sessions.list({ limit: 2, starting_after: first.data[1]?.id ?? '' });
  assert.deepEqual(references(second), ['n2', 'n1']);
  const back = await stripe.checkout.sessions.list({ limit: 2, ending_before: second.data[0]?.id ?? '' });
  assert.deepEqual([references(back), back.has_more], [['n4', 'n3'], false]);
  const all = await stripe.checkout.sessions.list({ limit: 2 }).autoPagingToArray({ limit: 1000 });
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
  assert.equal((await stripe.checkout.sessions.list({ created: { gt: first.data[0]?.created ?? 0 } })).data.length, 0);
  assert.ok((await stripe.checkout.sessions.list({ created: { gte: first.data[0]?.created ?? 0 } })).data.length > 0);
  await refuses(stripe.checkout.sessions.list({ limit: 101 }), {
    type: invalidRequest,
    status: 400,
    code: 'parameter_invalid_integer',
    param: 'limit',
  });
  await refuses(stripe.checkout.sessions.list({ starting_after: 'cs_test_none' }), {
    ...{ type: invalidRequest, status: 400, code: 'resource_missing', param: 'starting_after' },
  });

  const { id } = await stripe.checkout.sessions.create(renewal());
  await kit.control('POST', 'pay', { session: id });
  const types = ['payment_intent.succeeded', 'checkout.session.completed'];
  const events = await stripe.events.list({ types, limit: 2 });
  assert.deepEqual(
    events.data.map(({ type }) => type),
    ['checkout.session.completed', 'payment_intent.succeeded'],
  );
  const [newest] = events.data;
  assert.ok(newest);
  const event = await stripe.events.retrieve(newest.id);
  assert.equal(/** @type {any} */ (event.data.object).id, id);
  const older = await stripe.events.list({ types, limit: 1, starting_after: event.id });
  assert.equal(older.data[0]?.type, 'payment_intent.succeeded');
});
