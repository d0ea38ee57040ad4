/**
 * Nothing is lost (PROOFS.md §4, F1–F3, F5–F11, F37): real processes under load, killed and brought back while money is under way.
 *
 *   node --test tests/faults/faults.test.mjs                        the short run of ./test
 *   TESSERA_FAULTS=long node --test tests/faults/faults.test.mjs    the same faults again and again, for minutes
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { comesBack } from './backup.mjs';
import {
  always,
  archived,
  bound,
  broken,
  holding,
  ledger,
  mailsOnce,
  money,
  paidOnBothSides,
  still,
} from './checks.mjs';
import { Load } from './load.mjs';
import { Sides } from './sides.mjs';
import { startSystem } from './system.mjs';

const isLong = process.env['TESSERA_FAULTS'] === 'long';
const rounds = isLong ? 8 : 1;
const between = isLong ? 5_000 : 1_500;
/** @param {number} ms */
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
/** Keys that only the test of the backup takes. */
const backedUp = 5;
const seed = Number(process.env['TESSERA_SEED'] ?? 20_261_122);

/** @type {import('./system.mjs').System} */
let system;
/** @type {Load} */
let load;
/** @type {Record<string, import('./load.mjs').Key[]>} */
let spare;
/** @type {{ kind: string, status: number }[]} */
const forged = [];
/** @type {undefined | (() => Promise<void>)} */
let stopForging;

before(async () => {
  system = await startSystem({ build: process.env['TESSERA_BUILT'] !== '1' });
  const keys = Object.fromEntries(
    await Promise.all(['allnet', 'vcom'].map(async (tenant) => [tenant, await keysOf(tenant)])),
  );
  // Some of each tenant are kept for the tests of two sides and of the backup.
  spare = Object.fromEntries(
    Object.entries(keys).map(([tenant, own]) => [tenant, own.splice(0, Math.floor(own.length / 3))]),
  );
  load = new Load(system, keys, seed);
});
after(async () => {
  await Promise.allSettled([load?.stop(), stopForging?.()]);
  await system?.stop();
});

/** @param {string} tenant @returns {Promise<import('./load.mjs').Key[]>} */
async function keysOf(tenant) {
  const { body, text } = await system.ask('/v1/keys?first=100&sort=-EXPIRY&kind=ANNUAL&trial=false', { tenant });
  const sold = (body?.items ?? []).filter((/** @type {any} */ item) => !item.free && !item.closed);
  assert.ok(sold.length > 5, text.slice(0, 300));
  return sold.map((/** @type {any} */ { id, number }) => ({ id, number, tenant }));
}

const kinds = [
  'no_header',
  'nonsense_header',
  'wrong_secret',
  'other_account',
  'stale',
  'future',
  'changed_body',
  'reserialised',
  'moved_moment',
  'v0_only',
  'cut_signature',
  'oversized',
];

/** Forgeries between the true ones, until it is stopped. */
function forging() {
  let isOver = false;
  const done = (async () => {
    for (let n = 0; !isOver; n++) {
      const kind = kinds[n % kinds.length] ?? '';
      const answer = await system.control('POST', 'webhooks/forge', { account: 'allnet', kind });
      forged.push({ kind, status: answer.status });
      await sleep(200);
    }
  })();
  // Whoever stops it learns of what failed; until then nobody listens.
  done.catch(() => undefined);
  return () => {
    isOver = true;
    return done;
  };
}

/** @type {[string, () => Promise<void>][]} */
const faults = [
  ['one core is killed and started again', () => killed('core-1')],
  ['another core is killed and started again', () => killed('core-2')],
  ['PostgreSQL is restarted', () => system.run.restartDatabase({ isCrash: false })],
  ['PostgreSQL is killed', () => system.run.restartDatabase({ isCrash: true })],
  ['Stripe is away', away],
  ['Stripe does it and its answers are lost, or it fails, or has had enough', unreliable],
  ['messages are held back and arrive late, long after we asked', late],
];

/** @param {string} name */
async function killed(name) {
  await system.run.halt(name, 'SIGKILL');
  await sleep(1_000);
  await system.run.revive(name);
}

async function away() {
  await system.remember();
  await system.run.halt('stripe', 'SIGTERM');
  await sleep(isLong ? 20_000 : 4_000);
  await system.run.revive('stripe');
  await disturb();
}

async function unreliable() {
  const call = 'POST /v1/checkout/sessions';
  for (const fault of ['lost', 'error', 'reset', 'limit']) {
    await system.control('POST', 'faults', { fault, call, times: 0, share: 0.15, seed });
  }
  await system.control('POST', 'faults', { fault: 'stall', call, ms: 3_000 });
  await sleep(isLong ? 20_000 : 4_000);
  await system.control('DELETE', 'faults');
}

async function late() {
  await system.control('POST', 'webhooks', { hold: true });
  await sleep(isLong ? 60_000 : 3_000);
  await system.control('POST', 'webhooks', { hold: false });
}

/** Every message twice, and out of order. */
const disturb = () => system.control('POST', 'webhooks', { duplicates: 1, reorder: { seed, window: 6 } });

test(
  'load goes on through every fault, and every answer is one that may be given',
  { timeout: isLong ? 3_600_000 : 600_000 },
  async (context) => {
    await disturb();
    stopForging = forging();
    load.start({ renewals: 4, devices: 3, readers: 1, pause: 20 });
    for (let round = 0; round < rounds; round++) {
      for (const [name, fault] of faults) {
        await sleep(between);
        const [from, at] = [load.renewals.length, Date.now()];
        await fault();
        context.diagnostic(
          `${name}: ${seconds(Date.now() - at)}, ${load.renewals.length - from} renewals begun meanwhile`,
        );
      }
    }
    await sleep(between);
    await stopForging();
    await load.stop();
    const { renewals, refused, counts, problems } = load;
    context.diagnostic(JSON.stringify({ renewals: renewals.length, refused, ...counts, forged: forged.length, seed }));
    const waits = renewals
      .filter(({ how }) => how !== 'debit')
      .map(({ ms }) => ms)
      .sort((left, right) => left - right);
    context.diagnostic(
      `told as paid after ${seconds(waits[waits.length >> 1] ?? 0)} in the middle, ${seconds(waits.at(-1) ?? 0)} at most`,
    );
    assert.deepEqual(problems, []);
    assert.ok(renewals.length >= 10, `only ${renewals.length} renewals`);
    assert.ok(counts.validated > 100 && counts.activated > 5 && counts.read > 10, JSON.stringify(counts));
    assert.ok(counts.retried > 0, 'no request met a fault');
  },
);

test('forged messages are refused without a word, and leave nothing', async () => {
  assert.ok(forged.length >= kinds.length, `only ${forged.length} forgeries`);
  assert.deepEqual(
    [
      ...new Set(
        forged.filter(({ status }) => status !== 400 && status !== 0).map(({ kind, status }) => `${kind}: ${status}`),
      ),
    ],
    [],
  );
  assert.deepEqual(
    await system.query("SELECT event_id FROM inbox WHERE event_id LIKE 'evt_2%' OR event_id = 'evt_1forged'"),
    [],
  );
});

test(
  'two sides of one key at once: one term for one payment, or an open credit, and nothing of the other side is lost',
  { timeout: isLong ? 900_000 : 300_000 },
  async (context) => {
    await system.control('POST', 'webhooks/release');
    const sides = new Sides(system, load, seed);
    await sides.run([...(spare['vcom'] ?? []), ...(spare['allnet']?.slice(backedUp) ?? [])], isLong ? 50 : 12);
    context.diagnostic(JSON.stringify(sides.ends));
    assert.ok((sides.ends['paid twice'] ?? 0) >= 4 && (sides.ends['reissued'] ?? 0) >= 4, JSON.stringify(sides.ends));
  },
);

test('afterwards everything adds up', { timeout: 300_000 }, async (context) => {
  await system.control('POST', 'webhooks/release');
  assert.deepEqual(await still(system), []);
  const { problems, count } = await paidOnBothSides(system);
  assert.deepEqual(problems, [], 'each paid session is one payment');
  assert.ok(count >= load.renewals.length);
  assert.deepEqual(await ledger(system), []);
  assert.deepEqual(await broken(system, money), []);
  assert.deepEqual(await broken(system, always), []);
  const messages = await archived(system);
  assert.deepEqual(messages.problems, []);
  const mails = await mailsOnce(system);
  assert.deepEqual(mails.problems, []);
  assert.deepEqual(await bound(system, load.activated), []);
  assert.deepEqual(await holding(system, load.tokens.slice(0, 50)), [], 'what opens a pay page rests somewhere');
  context.diagnostic(`${count} paid sessions, ${messages.taken} messages taken, ${mails.count} mails`);
});

/** Negative controls: what is done to the database and undone again, and the statement that must notice. */
const damage = [
  [
    "SET session_replication_role = replica; UPDATE ledger_posting SET amount_minor = amount_minor + 1 WHERE account = 'APPLIED'",
    'I1: a transaction of the ledger sums to zero in each currency',
  ],
  [
    "SET session_replication_role = replica; UPDATE payment SET paid_minor = paid_minor + 1 WHERE state = 'PAID'",
    'I1: what payments received is what the ledger received',
  ],
  [
    "UPDATE payment SET refunded_minor = 1 WHERE state = 'PAID'",
    'I1: what was given back is what the ledger gave back',
  ],
  [
    "UPDATE open_credit SET state = 'APPLIED'",
    'I1: the account of credits holds the open credits, and nothing else once no line waits',
  ],
  ["UPDATE order_line SET state = 'WAITING' WHERE state = 'APPLIED'", 'I2: no line of a paid order waits'],
  [
    "UPDATE sales_order SET state = 'PAID' WHERE state = 'FULFILLED'",
    'I2: a paid order is fulfilled, or needs attention where a line became a credit',
  ],
  [
    "UPDATE order_line SET key_version = key_version + 1 WHERE state = 'APPLIED'",
    'I2: an applied line is exactly one event of its key, and every event of an order is exactly one line',
  ],
  // Two paid sessions, and one of them silently nothing.
  [
    "UPDATE order_line SET state = 'APPLIED', key_version = 2, refusal = NULL WHERE state = 'CREDITED'",
    'I2: an applied line is exactly one event of its key, and every event of an order is exactly one line',
  ],
  [
    "INSERT INTO key_event SELECT (jsonb_populate_record(e, jsonb_build_object('version', e.version + 1000000))).* FROM key_event e WHERE body ->> 'reference' LIKE 'order:%'",
    'I2: nothing that was paid renewed twice',
  ],
  [
    'SET session_replication_role = replica; DELETE FROM open_credit',
    'I2: a line that was not applied is an open credit',
  ],
  [
    "UPDATE inbox SET state = 'DEAD' WHERE event_id = (SELECT min(event_id) FROM inbox)",
    'I7: every message of the provider was worked on',
  ],
  [
    "INSERT INTO outbox (tenant_id, message_id, kind, dedupe, body, state, created_at, due_at) SELECT id, gen_random_uuid(), 'mail', 'planted', '{}', 'NEW', now(), now() - interval '1 hour' FROM tenant",
    'I9: nothing that is to leave was left',
  ],
  [
    'SET session_replication_role = replica; DELETE FROM document d WHERE number = (SELECT min(number) + 1 FROM document n WHERE (n.tenant_id, n.kind) = (d.tenant_id, d.kind))',
    'OM-11: documents are numbered without a gap',
  ],
  [
    "SET session_replication_role = replica; DELETE FROM document WHERE kind = 'INVOICE'",
    'OM-11: a paid order has one invoice for each payment of it that was not paid twice',
  ],
];

test('each check finds what was broken on purpose', async () => {
  assert.deepEqual(
    money.map(({ name }) => name).filter((name) => !damage.some(([, found]) => found === name)),
    [],
    'without a control',
  );
  for (const [deed = '', name] of damage) {
    const found = await broken(
      system,
      money.filter((entry) => entry.name === name),
      deed,
    );
    assert.equal(found.length, 1, `${name} did not notice: ${deed}`);
  }
});

test('what looks for a pay link finds what is there', async () => {
  const [{ email = '' } = {}] = await system.query("SELECT email FROM quote WHERE email LIKE 'faults-%' LIMIT 1");
  assert.ok((await holding(system, [email])).includes('public.quote'));
});

test(
  'an older copy of the database comes back: what was paid since is found again, or waits for an operator',
  { timeout: 600_000 },
  async (context) => {
    const { problems, ...found } = await comesBack(system, load, spare['allnet'] ?? [], { areAsked: isLong });
    context.diagnostic(JSON.stringify(found));
    assert.deepEqual(problems, []);
  },
);
