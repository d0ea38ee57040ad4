/** Idempotency-Key: https://docs.stripe.com/api/idempotent_requests */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { renewal, sdk, startKit } from './kit.mjs';

/** @type {Awaited<ReturnType<typeof startKit>>} */
let kit;
before(async () => (kit = await startKit()));
after(() => kit.close());

const count = async () => (await kit.control('GET', 'sessions?account=allnet')).length;

test('the same key and body give the same answer and do nothing twice', async () => {
  const { sessions } = kit.stripe.checkout;
  const before = await count();
  const first = await sessions.create(renewal(), { idempotencyKey: 'same' });
  const second = await sessions.create(renewal(), { idempotencyKey: 'same' });
  assert.equal(second.id, first.id);
  assert.equal(first.lastResponse.headers['idempotent-replayed'], undefined);
  assert.equal(second.lastResponse.headers['idempotent-replayed'], 'true');
  assert.equal(second.lastResponse.headers['original-request'], first.lastResponse.requestId);
  assert.equal(second.lastResponse.idempotencyKey, 'same');
  assert.equal(await count(), before + 1);
  // What was answered, not what has become of it since.
  await kit.control('POST', 'pay', { session: first.id });
  const third = await sessions.create(renewal(), { idempotencyKey: 'same' });
  assert.deepEqual([third.status, third.url], ['open', first.url]);
});

test('another body or another address under the same key is refused', async () => {
  const { stripe } = kit;
  await stripe.checkout.sessions.create(renewal(), { idempotencyKey: 'taken' });
  const other = stripe.checkout.sessions.create(renewal({ client_reference_id: 'other' }), { idempotencyKey: 'taken' });
  await assert.rejects(other, { type: 'StripeIdempotencyError', statusCode: 400, rawType: 'idempotency_error' });
  const elsewhere = stripe.refunds.create({ charge: 'ch_x' }, { idempotencyKey: 'taken' });
  await assert.rejects(elsewhere, { type: 'StripeIdempotencyError', message: /same endpoint/ });
});

test('keys belong to an account, and are forgotten after a day', async () => {
  const own = await kit.stripe.checkout.sessions.create(renewal(), { idempotencyKey: 'mine' });
  const others = await kit.other.checkout.sessions.create(renewal(), { idempotencyKey: 'mine' });
  assert.notEqual(own.id, others.id);
  await kit.control('POST', 'clock', { advance: 25 * 3600 });
  const later = await kit.stripe.checkout.sessions.create(renewal(), { idempotencyKey: 'mine' });
  assert.notEqual(later.id, own.id);
});

test('a request that changed nothing keeps no answer', async () => {
  const wrong = kit.stripe.checkout.sessions.create(renewal({ success_url: 'nowhere' }), {
    idempotencyKey: 'corrected',
  });
  await assert.rejects(wrong, { code: 'url_invalid' });
  const right = await kit.stripe.checkout.sessions.create(renewal(), { idempotencyKey: 'corrected' });
  assert.equal(right.status, 'open');
});

test('of two at the same time one is told to wait', async () => {
  await kit.control('POST', 'faults', { fault: 'delay', call: 'POST /v1/checkout/sessions', ms: 200 });
  const before = await count();
  const clients = [1, 2, 3, 4].map(() => sdk(kit.port, 'allnet'));
  const results = await Promise.allSettled(
    clients.map((client) => client.checkout.sessions.create(renewal(), { idempotencyKey: 'at once' })),
  );
  const refused = results.filter(({ status }) => status === 'rejected');
  assert.ok(refused.length >= 1);
  for (const result of refused) {
    const { reason } = /** @type {PromiseRejectedResult} */ (result);
    assert.deepEqual([reason.statusCode, reason.code], [409, 'idempotency_key_in_use']);
  }
  assert.equal(await count(), before + 1);
});

test('the SDK retries by itself and gets what it wanted once', async () => {
  const patient = sdk(kit.port, 'allnet', { maxNetworkRetries: 3 });
  const before = await count();
  await kit.control('POST', 'faults', { fault: 'lost', call: 'POST /v1/checkout/sessions', times: 2 });
  const session = await patient.checkout.sessions.create(renewal());
  assert.equal(session.status, 'open');
  assert.equal(await count(), before + 1);
});
