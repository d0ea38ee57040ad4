/** What goes wrong on purpose, what survives a restart, and who may steer the sandbox. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { readAccounts } from '../accounts.mjs';
import { Clock } from '../clock.mjs';
import { refuseProduction } from '../server.mjs';
import { renewal, sdk, startKit } from './kit.mjs';

const data = mkdtempSync(path.join(tmpdir(), 'tessera-stripe-'));

/** @type {Awaited<ReturnType<typeof startKit>>} */
let kit;
before(async () => (kit = await startKit({ data, delays: { sepa: 700, dispute: 50, refund: 50 } })));
after(async () => {
  await kit.close();
  rmSync(data, { recursive: true, force: true });
});
afterEach(() => kit.control('DELETE', 'faults'));

const call = 'POST /v1/checkout/sessions';
const sessions = async () => (await kit.control('GET', 'sessions?account=allnet')).length;
const create = (/** @type {string} */ key) => kit.stripe.checkout.sessions.create(renewal(), { idempotencyKey: key });
// The SDK asks once more by itself where a connection was cut.
const connection = { type: 'StripeConnectionError' };

test('the answer is lost after success: the same key finds what was done', async () => {
  const before = await sessions();
  await kit.control('POST', 'faults', { fault: 'lost', call, times: 2 });
  await assert.rejects(create('lost'), connection);
  assert.equal(await sessions(), before + 1);
  const again = await create('lost');
  assert.equal(again.lastResponse.headers['idempotent-replayed'], 'true');
  assert.equal(await sessions(), before + 1);
});

test('reset, 500 and 429: nothing was done; 500 with executed: it was', async () => {
  const before = await sessions();
  await kit.control('POST', 'faults', { fault: 'reset', call, times: 2 });
  await assert.rejects(create('a'), connection);
  await kit.control('POST', 'faults', { fault: 'error', call, status: 503 });
  await assert.rejects(create('a'), { type: 'StripeAPIError', statusCode: 503 });
  await kit.control('POST', 'faults', { fault: 'limit', call, retryAfter: 7 });
  await assert.rejects(create('a'), (/** @type {any} */ error) => {
    assert.deepEqual(
      [error.type, error.statusCode, error.code, error.headers['retry-after']],
      ['StripeRateLimitError', 429, 'rate_limit', '7'],
    );
    return true;
  });
  assert.equal(await sessions(), before);
  await kit.control('POST', 'faults', { fault: 'error', call, executed: true });
  await assert.rejects(create('a'), { statusCode: 500 });
  assert.equal(await sessions(), before + 1);
  assert.equal((await create('a')).status, 'open');
  assert.equal(await sessions(), before + 1);
});

test('a stall outlives the patience of the caller, and is done all the same', async () => {
  const before = await sessions();
  await kit.control('POST', 'faults', { fault: 'stall', call, ms: 300 });
  const hasty = sdk(kit.port, 'allnet', { timeout: 100 });
  await assert.rejects(hasty.checkout.sessions.create(renewal(), { idempotencyKey: 'stalled' }), connection);
  await assert.rejects(create('stalled'), { statusCode: 409, code: 'idempotency_key_in_use' });
  await sleep(300);
  await create('stalled');
  assert.equal(await sessions(), before + 1);
});

test('down is down until it is taken away; a share strikes as the seed says; a fault strikes its call alone', async () => {
  const { id } = await kit.control('POST', 'faults', { fault: 'down' });
  await assert.rejects(kit.stripe.events.list(), connection);
  await assert.rejects(fetch(`${kit.origin}/c/pay/x`));
  await kit.control('DELETE', `faults/${id}`);
  await kit.stripe.events.list();

  const strike = async () => {
    await kit.control('POST', 'faults', { fault: 'error', call: 'GET /v1/events', times: 0, share: 0.5, seed: 4 });
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => kit.stripe.events.list()));
    await kit.control('DELETE', 'faults');
    return results.filter(({ status }) => status === 'rejected').length;
  };
  const first = await strike();
  assert.ok(first > 3 && first < 17);
  assert.equal(await strike(), first);

  await kit.control('POST', 'faults', { fault: 'error', call: 'GET /v1/checkout/sessions/*' });
  await kit.stripe.checkout.sessions.list();
  await assert.rejects(kit.stripe.checkout.sessions.retrieve('cs_test_x'), { statusCode: 500 });
});

test('a restart forgets nothing: objects, answers by key, time, debits under way, webhooks not yet taken', async () => {
  await kit.control('POST', 'clock', { advance: 3600 });
  const session = await create('kept');
  const debit = await create('debit');
  kit.receiver.answer(500);
  await kit.control('POST', 'pay', { session: session.id });
  await kit.control('POST', 'pay', { session: debit.id, iban: 'AT611904300234573201' });
  const { now } = await kit.control('GET', 'state');
  await kit.restart();
  kit.receiver.answer(200);
  assert.ok((await kit.control('GET', 'state')).now >= now);
  assert.equal((await kit.stripe.checkout.sessions.retrieve(session.id)).payment_status, 'paid');
  const again = await create('kept');
  assert.deepEqual([again.id, again.lastResponse.headers['idempotent-replayed']], [session.id, 'true']);
  const isTold = (/** @type {string} */ type, /** @type {string} */ id) => () =>
    kit.receiver.events().some((event) => event.type === type && event.data.object.id === id);
  await kit.receiver.until(isTold('checkout.session.completed', session.id), 'not told after the restart');
  await kit.receiver.until(
    isTold('checkout.session.async_payment_succeeded', debit.id),
    'not settled after the restart',
  );
  await kit.control('POST', 'clock', { advance: 86_401 });
  const { id } = await create('new');
  assert.equal((await kit.stripe.checkout.sessions.retrieve(id)).status, 'open');
});

test('half a line at the end of the journal is what a kill leaves, and harms nothing', async () => {
  const { id } = await create('before the kill');
  await kit.restart();
  const file = path.join(data, 'journal.jsonl');
  await kit.close();
  writeFileSync(file, `${readFileSync(file, 'utf8')}["session","acct_1`);
  kit = await startKit({ data });
  assert.equal((await kit.stripe.checkout.sessions.retrieve(id)).id, id);
});

test('the control API is for programs on this machine, not for pages in a browser', async () => {
  /** @param {Record<string, string>} headers */
  const asked = (headers) =>
    new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port: kit.port, path: '/_control/state', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
  assert.equal(await asked({}), 200);
  assert.equal(await asked({ origin: 'https://evil.example' }), 403);
  assert.equal(await asked({ host: `rebound.example:${kit.port}` }), 403);
  const post = (/** @type {string} */ name, /** @type {unknown} */ body) =>
    fetch(`http://127.0.0.1:${kit.port}/_control/${name}`, { method: 'POST', body: JSON.stringify(body) }).then(
      ({ status }) => status,
    );
  assert.equal(await post('pay', { session: 'cs_test_none' }), 404);
  assert.equal(await post('faults', { fault: 'earthquake' }), 400);
  assert.equal(await post('webhooks', { loose: 1 }), 400);
  assert.equal(await post('clock', { advance: -1 }), 400);
  assert.equal(await post('webhooks/forge', { account: 'vcom', kind: 'stale' }), 400);
  assert.equal(await post('nothing', {}), 404);
});

test('it does not start in production, nor with a webhook that is none', () => {
  process.env['NODE_ENV'] = 'production';
  try {
    assert.throws(refuseProduction, /does not start in production/);
  } finally {
    delete process.env['NODE_ENV'];
  }
  for (const text of ['allnet', 'allnet=http://x', 'allnet=ftp://x=whsec_y', 'allnet=http://x=secret']) {
    assert.throws(() => readAccounts([], [text], []), /ACCOUNT=URL=whsec_SECRET/);
  }
  const [account] = readAccounts(['allnet'], ['allnet=http://x/?a=b=whsec_new,whsec_old'], ['*']);
  assert.deepEqual(
    [account?.endpoint?.url.href, account?.endpoint?.secrets],
    ['http://x/?a=b', ['whsec_new', 'whsec_old']],
  );
});

test('things fall due in order of time, and of asking where the time is the same', () => {
  const clock = new Clock();
  /** @type {number[]} */
  const done = [];
  const now = clock.now();
  const dues = Array.from({ length: 200 }, (_, n) => (n * 7919) % 50);
  dues.forEach((due, n) => clock.at(now + 1_000_000 + due, () => done.push(due * 1000 + n)));
  return new Promise((resolve) => {
    clock.at(now + 1_000_100, () => {
      assert.deepEqual(
        done,
        [...done].sort((left, right) => left - right),
      );
      assert.equal(done.length, 200);
      clock.stop();
      resolve(undefined);
    });
    clock.advance(1_000_200);
  });
});
