/** Every object has the fields Stripe's own fixtures have, as answered and as told in events. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { shapes } from '../shapes/templates.mjs';
import { renewal, startKit } from './kit.mjs';

/** @type {Awaited<ReturnType<typeof startKit>>} */
let kit;
before(async () => (kit = await startKit()));
after(() => kit.close());

/** Fields Stripe leaves out though its fixtures, which show every field, have them. @type {Record<string, string[]>} */
const leftOut = {
  // Only where they are expanded.
  charge: ['refunds'],
  // A method has the one field of details that its type names.
  payment_method: ['card'],
};

/** Fields that are there in some states alone. @type {Record<string, string[]>} */
const added = {
  'checkout.session': ['line_items'],
  payment_method: ['sepa_debit', 'card'],
  refund: ['failure_balance_transaction', 'failure_reason'],
};

/** What is keyed by ids, types or the caller's own names: no shape holds for it. */
const free = new Set([
  'metadata',
  'payment_method_options',
  'payment_method_details',
  'destination_details',
  'amount_details',
  'last_payment_error',
  'processing',
  'next_action',
  'object',
]);

/**
 * What differs from the shape, as paths.
 * @param {any} value
 * @param {any} shape
 * @param {string} at
 * @returns {string[]}
 */
function differences(value, shape, at) {
  if (value === null || shape === null || typeof value !== 'object' || typeof shape !== 'object') return [];
  if (Array.isArray(value)) {
    return value.flatMap((entry, index) => (shape[0] ? differences(entry, shape[0], `${at}[${index}]`) : []));
  }
  const own = shape.object && shapes[shape.object] ? String(shape.object) : '';
  const missing = Object.keys(shape).filter((key) => !(key in value) && !leftOut[own]?.includes(key));
  const strange = Object.keys(value).filter((key) => !(key in shape) && !added[own]?.includes(key));
  return [
    ...missing.map((key) => `${at}.${key} is missing`),
    ...strange.map((key) => `${at}.${key} is none of Stripe's`),
    ...Object.keys(value)
      .filter((key) => key in shape && !free.has(key))
      .flatMap((key) => differences(value[key], shape[key], `${at}.${key}`)),
  ];
}

/** @param {any} object */
function matches(object) {
  const shape = shapes[object.object];
  assert.ok(shape, `no shape of ${object.object}`);
  assert.deepEqual(differences(object, shape, object.object), []);
}

/** @param {string} path */
async function raw(path) {
  const headers = { authorization: 'Bearer sk_test_allnet_sandbox' };
  return /** @type {any} */ (await (await fetch(`${kit.origin}/v1/${path}`, { headers })).json());
}

/** @param {Record<string, unknown>} means */
async function paid(means) {
  const { id } = await kit.stripe.checkout.sessions.create(renewal());
  await kit.control('POST', 'pay', { session: id, ...means });
  return raw(
    `checkout/sessions/${id}?expand[]=payment_intent.latest_charge.balance_transaction&expand[]=payment_intent.payment_method&expand[]=line_items`,
  );
}

/** The comparison itself: it must not pass what is wrong. */
test('a missing and a strange field are both found', () => {
  const shape = { object: 'refund', amount: 1, destination_details: {}, inner: { a: 1 } };
  assert.deepEqual(
    differences({ object: 'refund', amount: 1, destination_details: {}, inner: { a: 2 } }, shape, 'refund'),
    [],
  );
  assert.deepEqual(differences({ object: 'refund', odd: 1, inner: {} }, shape, 'refund'), [
    'refund.amount is missing',
    'refund.destination_details is missing',
    "refund.odd is none of Stripe's",
    'refund.inner.a is missing',
  ]);
});

for (const [name, means] of /** @type {[string, Record<string, unknown>][]} */ ([
  ['by card', {}],
  ['with 3-D Secure', { card: '4000002500003155' }],
  ['in vain', { card: '4000000000000002' }],
  ['by debit', { iban: 'AT611904300234573201' }],
])) {
  test(`paid ${name}: session, lines, intent, charge, method and books`, async () => {
    const session = await paid(means);
    const { payment_intent: known, line_items: lines, ...rest } = session;
    matches({ ...rest, payment_intent: null });
    lines.data.forEach(matches);
    const [newest] = (await kit.control('GET', 'sessions?account=allnet')).slice(-1);
    assert.equal(newest.id, session.id);
    const intent = known ?? (await raw(`events?type=payment_intent.payment_failed&limit=1`)).data[0].data.object;
    matches(intent);
    const charge =
      typeof intent.latest_charge === 'string' ? await raw(`charges/${intent.latest_charge}`) : intent.latest_charge;
    matches(charge);
    if (charge.balance_transaction) matches(charge.balance_transaction);
    const [type] = Object.keys(charge.payment_method_details);
    if (type === 'card') {
      const detail = shapes['charge']?.['payment_method_details'].card;
      assert.deepEqual(differences(charge.payment_method_details.card, detail, 'card'), []);
    }
    matches(intent.payment_method ?? (await raw(`payment_methods/${charge.payment_method}`)));
  });
}

test('a refund, good and failed, and a dispute', async () => {
  const session = await paid({ card: '4000000000005126' });
  const refund = await kit.stripe.refunds.create({ payment_intent: session.payment_intent.id, amount: 100 });
  matches(await raw(`refunds/${refund.id}`));
  const failed = await kit.receiver.event('refund.failed');
  matches(failed.data.object);
  matches(await raw(`charges/${session.payment_intent.latest_charge.id}`));
  await paid({ card: '4000000000000259' });
  matches((await kit.receiver.event('charge.dispute.created')).data.object);
});

test('every event, and what it tells of', async () => {
  const { data } = await raw('events?limit=100');
  assert.ok(data.length > 20);
  for (const event of data) {
    matches(event);
    const told = event.data.object;
    assert.equal(shapes[told.object] !== undefined, true, told.object);
    matches(told.object === 'payment_intent' && told.last_payment_error ? { ...told, last_payment_error: null } : told);
  }
});
