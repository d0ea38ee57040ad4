/** What becomes of a payment: declines, 3-D Secure, debits, refunds, disputes. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { renewal, startKit } from './kit.mjs';

/** @typedef {import('stripe').Stripe.PaymentIntent} Intent */

/** @type {Awaited<ReturnType<typeof startKit>>} */
let kit;
before(async () => (kit = await startKit()));
after(() => kit.close());

/** @param {Record<string, unknown>} means */
async function pay(means) {
  const { id } = await kit.stripe.checkout.sessions.create(renewal());
  const { result, code } = await kit.control('POST', 'pay', { session: id, ...means });
  return {
    id,
    result,
    code,
    read: () => kit.stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent.latest_charge'] }),
  };
}

/** @param {string} id of the session @param {string} type */
const told = (id, type) => () =>
  kit.receiver
    .events()
    .some((event) => event.type === type && [event.data.object.id, event.data.object.metadata?.session].includes(id));

test('declined, and then paid with another card: one session, one intent, two charges', async () => {
  for (const [card, code] of [
    ['4000000000000002', 'generic_decline'],
    ['4000 0000 0000 9995', 'insufficient_funds'],
    ['4111111111111111', 'live_mode_test_card'],
  ]) {
    const first = await pay({ card });
    assert.deepEqual([first.result, first.code], ['declined', code]);
    const open = await first.read();
    assert.deepEqual([open.status, open.payment_status, open.payment_intent], ['open', 'unpaid', null]);
    const [failed] = (await kit.stripe.events.list({ type: 'payment_intent.payment_failed', limit: 1 })).data;
    const intent = /** @type {Intent} */ (failed?.data.object);
    assert.deepEqual([intent.status, intent.last_payment_error?.decline_code], ['requires_payment_method', code]);
    assert.equal((await kit.control('POST', 'pay', { session: first.id })).result, 'paid');
    const done = await first.read();
    const settled = /** @type {Intent} */ (done.payment_intent);
    assert.deepEqual([done.payment_status, settled.id, settled.last_payment_error], ['paid', intent.id, null]);
  }
});

test('3-D Secure: confirmed it is paid, refused it is not', async () => {
  const confirmed = await pay({ card: '4000002500003155' });
  assert.equal(confirmed.result, 'paid');
  const charge = /** @type {any} */ ((await confirmed.read()).payment_intent).latest_charge;
  assert.equal(charge.payment_method_details.card.three_d_secure.result, 'authenticated');
  const refused = await pay({ card: '4000002500003155', confirm: false });
  assert.deepEqual([refused.result, refused.code], ['declined', 'authentication_failed']);
  assert.equal((await refused.read()).status, 'open');
});

test('a session is paid once, however often Pay is pressed', async () => {
  const { id } = await kit.stripe.checkout.sessions.create(renewal());
  const results = await Promise.all(Array.from({ length: 10 }, () => kit.control('POST', 'pay', { session: id })));
  assert.equal(results.filter(({ result }) => result === 'paid').length, 1);
  const { payment_intent: intent } = await kit.stripe.checkout.sessions.retrieve(id);
  const paid = (await kit.stripe.events.list({ type: 'charge.succeeded', limit: 100 })).data;
  assert.equal(paid.filter((event) => /** @type {any} */ (event.data.object).payment_intent === intent).length, 1);
});

test('a debit is under way first, and succeeds or fails later', async () => {
  const good = await pay({ iban: 'AT61 1904 3002 3457 3201' });
  assert.equal(good.result, 'processing');
  const waiting = await good.read();
  assert.deepEqual([waiting.status, waiting.payment_status], ['complete', 'unpaid']);
  assert.equal(/** @type {Intent} */ (waiting.payment_intent).status, 'processing');
  await kit.receiver.until(told(good.id, 'checkout.session.async_payment_succeeded'), 'not settled');
  assert.equal((await good.read()).payment_status, 'paid');

  const bad = await pay({ iban: 'AT861904300235473202' });
  await kit.receiver.until(told(bad.id, 'checkout.session.async_payment_failed'), 'not failed');
  const failed = await bad.read();
  const intent = /** @type {Intent} */ (failed.payment_intent);
  assert.deepEqual(
    [failed.payment_status, intent.status, intent.last_payment_error?.decline_code],
    ['unpaid', 'requires_payment_method', 'insufficient_funds'],
  );
});

test('refunds: in parts, never more than was paid, never twice for one key', async () => {
  const { read } = await pay({});
  const { id } = /** @type {Intent} */ ((await read()).payment_intent);
  const refunds = kit.stripe.refunds;
  const first = await refunds.create(
    { payment_intent: id, amount: 5000, reason: 'requested_by_customer', metadata: { refund: 'r1' } },
    { idempotencyKey: 'r1' },
  );
  const again = await refunds.create(
    { payment_intent: id, amount: 5000, reason: 'requested_by_customer', metadata: { refund: 'r1' } },
    { idempotencyKey: 'r1' },
  );
  assert.deepEqual([again.id, first.status, first.metadata?.['refund']], [first.id, 'succeeded', 'r1']);
  await assert.rejects(refunds.create({ payment_intent: id, amount: 7001 }), { statusCode: 400, param: 'amount' });
  await assert.rejects(refunds.create({ payment_intent: id, amount: 0 }), { code: 'parameter_invalid_integer' });
  await assert.rejects(refunds.create({}), { statusCode: 400 });
  await refunds.create({ payment_intent: id });
  await assert.rejects(refunds.create({ payment_intent: id }), { code: 'charge_already_refunded' });
  const charge = /** @type {any} */ ((await read()).payment_intent).latest_charge;
  assert.deepEqual([charge.amount_refunded, charge.refunded], [12_000, true]);
  const listed = await refunds.list({ payment_intent: id });
  assert.deepEqual(
    listed.data.map(({ amount }) => amount),
    [7000, 5000],
  );
  assert.equal((await kit.stripe.charges.retrieve(charge.id, { expand: ['refunds'] })).refunds?.data.length, 2);
  await kit.receiver.event('charge.refunded');
  assert.equal((await refunds.update(first.id, { metadata: { note: 'x' } })).metadata?.['note'], 'x');
});

test('an unpaid intent has nothing to refund', async () => {
  await pay({ card: '4000000000000002' });
  const [failed] = (await kit.stripe.events.list({ type: 'payment_intent.payment_failed', limit: 1 })).data;
  assert.ok(failed);
  const { id } = /** @type {Intent} */ (failed.data.object);
  await assert.rejects(kit.stripe.refunds.create({ payment_intent: id }), { code: 'payment_intent_unexpected_state' });
});

test('a refund that fails later gives the money back to the charge; one that waits succeeds', async () => {
  const { read } = await pay({ card: '4000000000005126' });
  const intent = /** @type {Intent} */ ((await read()).payment_intent);
  const refund = await kit.stripe.refunds.create({ payment_intent: intent.id });
  assert.equal(refund.status, 'succeeded');
  const event = await kit.receiver.event('refund.failed');
  assert.deepEqual([event.data.object.id, event.data.object.failure_reason], [refund.id, 'expired_or_canceled_card']);
  const charge = /** @type {any} */ ((await read()).payment_intent).latest_charge;
  assert.deepEqual([charge.amount_refunded, charge.refunded], [0, false]);

  const waiting = await pay({ card: '4000000000007726' });
  const other = /** @type {Intent} */ ((await waiting.read()).payment_intent);
  const pending = await kit.stripe.refunds.create({ payment_intent: other.id });
  assert.equal(pending.status, 'pending');
  await kit.receiver.until(
    () =>
      kit.receiver
        .events()
        .some(
          ({ type, data }) =>
            type === 'refund.updated' && data.object.id === pending.id && data.object.status === 'succeeded',
        ),
    'it did not succeed',
  );
});

test('disputed: opened by the card, closed by the control API, refused a refund meanwhile', async () => {
  const { read } = await pay({ card: '4000000000000259' });
  const opened = await kit.receiver.event('charge.dispute.created');
  const charge = /** @type {any} */ ((await read()).payment_intent).latest_charge;
  assert.equal(charge.disputed, true);
  const dispute = await kit.stripe.disputes.retrieve(opened.data.object.id, { expand: ['charge'] });
  assert.deepEqual([dispute.status, dispute.reason, dispute.amount], ['needs_response', 'fraudulent', 12_000]);
  assert.equal((await kit.stripe.disputes.list({ charge: charge.id })).data.length, 1);
  await assert.rejects(kit.stripe.refunds.create({ charge: charge.id }), { code: 'charge_disputed' });
  await kit.control('POST', 'disputes', { account: 'allnet', dispute: dispute.id, status: 'won' });
  assert.equal((await kit.receiver.event('charge.dispute.closed')).data.object.status, 'won');
});

test('what was paid before the sandbox began is known, told to nobody, and refunded like any other', async () => {
  const metadata = { tenant: 'allnet', payment: 'p-1' };
  const refunds = [{ id: 're_past', amount: 1_000, at: 1_790_500_000, metadata: { ...metadata, refund: 'r-1' } }];
  const payment = { session: 'cs_test_past', intent: 'pi_past', charge: 'ch_past', amount: 12_000, currency: 'eur' };
  const more = { at: 1_790_000_000, email: 'anna@example.com', name: 'O-00001', reference: 'p-1', metadata, refunds };
  const body = {
    account: 'allnet',
    payments: [{ ...payment, ...more, returnTo: 'https://tessera.example/pay/allnet' }],
  };
  assert.equal((await kit.control('POST', 'past', body)).remembered, 1);
  assert.equal((await kit.control('POST', 'past', body)).remembered, 0);

  const session = await kit.stripe.checkout.sessions.retrieve('cs_test_past', {
    expand: ['payment_intent.latest_charge'],
  });
  const intent = /** @type {Intent} */ (session.payment_intent);
  const charge = /** @type {any} */ (intent.latest_charge);
  assert.deepEqual([session.payment_status, session.client_reference_id, intent.id], ['paid', 'p-1', 'pi_past']);
  assert.deepEqual([charge.id, charge.created, charge.amount_refunded], ['ch_past', 1_790_000_000, 1_000]);
  assert.equal((await kit.stripe.refunds.create({ payment_intent: 'pi_past' })).amount, 11_000);
  const told = await kit.receiver.event('refund.created');
  assert.ok(told);
  assert.ok(!kit.receiver.events().some(({ data }) => ['cs_test_past', 're_past'].includes(data.object.id)));
});
