/**
 * PROOFS.md F17, F20: cores that work on a review are killed with -9, and the schedule's own jobs with them.
 *
 *   node --test tests/faults/reviews.test.mjs                        the short run of ./test
 *   TESSERA_FAULTS=long node --test tests/faults/reviews.test.mjs    at every checkpoint and at 20 random points, each lease waited for
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { always, broken } from './checks.mjs';
import { crowd, crowding } from './crowd.mjs';
import { dice, Killing } from './killing.mjs';
import { startSystem } from './system.mjs';

const isLong = process.env['TESSERA_FAULTS'] === 'long';
const seed = Number(process.env['TESSERA_SEED'] ?? 20_261_122);
/** Of the checkpoints, one in so many; between them, so many random points. */
const [oneIn, randomly] = isLong ? [1, 20] : [4, 2];
/** Of these the worker's lease is waited for; of the others its time is ended. */
const waitedFor = isLong ? 3 : 1;
/** A lease of 15 s, a round of 10 s, and a machine that has other things to do. PROOFS.md: 30 s. */
const resumes = 60_000;
const atRest = ['COMPARED', 'PUBLISHED'];

/** @type {import('./system.mjs').System} */
let system;
/** @type {Killing} */
let killing;
/** @type {Awaited<ReturnType<import('./system.mjs').System['run']['database']['session']>>} */
let holder;
let holderPid = 0;
let tenant = 0;

before(async () => {
  system = await startSystem({
    build: process.env['TESSERA_BUILT'] !== '1',
    parts: ['postgres', 'identity', 'stripe', 'core'],
  });
  killing = new Killing(system);
  holder = await system.run.database.session();
  holderPid = (await holder.query('SELECT pg_backend_pid() AS pid')).rows[0].pid;
  tenant = (await system.query("SELECT id FROM tenant WHERE slug = 'allnet'"))[0]?.['id'];
  await system.query(crowding(tenant));
});
after(async () => {
  await holder?.end();
  await killing?.over().catch(() => undefined);
  await system?.stop();
});

/** @param {string} path @param {unknown} [body] */
async function review(path, body) {
  const answer = await system.ask(`/v1/reviews/${path}`, { tenant: 'allnet', body });
  assert.ok(answer.status < 300, `${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

/** @param {string} run */
const row = async (run) =>
  (await system.query(`SELECT state, done, worker, failure FROM review_run WHERE run_id = '${run}'`))[0] ?? {};

/** @param {string} run */
async function resting(run) {
  for (const until = Date.now() + 120_000; Date.now() < until; await sleep(50)) {
    const { state } = await row(run);
    if (atRest.includes(state)) return state;
  }
  return assert.fail(`the review does not rest: ${JSON.stringify(await row(run))}`);
}

/** What a run came to, whoever worked on it. @param {string} run */
async function cameTo(run) {
  const [all] = await system.query(`
    SELECT (SELECT md5(string_agg(partner_id || encode(hash, 'hex') || record::text, ',' ORDER BY partner_id)) FROM review_result WHERE run_id = '${run}') AS results,
      (SELECT md5(string_agg(to_jsonb(k)::text, ',' ORDER BY key_id)) FROM (SELECT key_id, key_version, partner_id, level, last_day, status, effective_size, compliance, points FROM review_key WHERE run_id = '${run}') k) AS keys`);
  return all;
}

/** The lease is over, and somebody is asked to go on, as the next round would. @param {string} run @param {(sql: string) => Promise<unknown>} query */
async function takenUp(run, query) {
  await query(
    `UPDATE review_run SET leased_until = clock_timestamp() - interval '1 s' WHERE run_id = '${run}' AND worker IS NOT NULL`,
  );
  await wanted(run);
}

/** @param {string} run */
function wanted(run) {
  const change = { Tenant: tenant, Kind: 'review-wanted', Id: run, Version: 0, Partners: [], State: null, Total: 0 };
  return system.query(`SELECT pg_notify('tessera_changes', 'faults|[${JSON.stringify(change)}]')`);
}

/**
 * Lets a run come to rest with its workers dying: at checkpoints, where the worker waits for the run's row between two pages, and in the
 * middle of pages.
 * @param {string} run
 * @param {{ random: number, waits: number, roll: () => number }} deaths
 */
async function livesThrough(run, { random, waits, roll }) {
  const told = { checkpoints: /** @type {string[]} */ ([]), middles: 0, resumed: /** @type {string[]} */ ([]) };
  /** @type {Set<string>} */
  const places = new Set();
  for (const until = Date.now() + 600_000; Date.now() < until;) {
    await holder.query('BEGIN');
    const [now] = (await holder.query(`SELECT state, done, worker FROM review_run WHERE run_id = '${run}' FOR UPDATE`))
      .rows;
    const place = `${now.state} ${now.done}`;
    if (atRest.includes(now.state)) {
      await holder.query('COMMIT');
      return told;
    }
    const isNew = now.worker !== null && !places.has(place);
    const victim = isNew ? await killing.waiting(holderPid, 5_000) : undefined;
    if (!victim) {
      await holder.query('COMMIT');
      continue;
    }
    places.add(place);
    if (places.size % oneIn === 1 % oneIn) {
      await killing.kill(victim);
      told.checkpoints.push(place);
      if (waits-- > 0) {
        const from = Date.now();
        await holder.query('COMMIT');
        while ((await row(run))['worker'] === now.worker) {
          assert.ok(Date.now() - from < resumes, `nobody goes on after ${resumes / 1000} s`);
          await sleep(50);
        }
        told.resumed.push(`${((Date.now() - from) / 1000).toFixed(1)} s`);
        continue;
      }
      await takenUp(run, (sql) => holder.query(sql));
      await holder.query('COMMIT');
      continue;
    }
    await holder.query('COMMIT');
    if (random > 0) {
      await sleep(roll() * 80);
      const busy = await killing.working();
      if (!busy) continue;
      random--;
      told.middles++;
      await killing.kill(busy);
      await takenUp(run, (sql) => system.query(sql));
    }
  }
  return assert.fail(`the review does not rest: ${JSON.stringify(await row(run))}`);
}

test(
  'F17: a review whose workers are killed again and again comes to what it comes to undisturbed, and nothing is counted twice',
  { timeout: isLong ? 3_600_000 : 300_000 },
  async (context) => {
    const { id: undisturbed } = await review('start', { dry: false });
    const from = Date.now();
    await resting(undisturbed);
    const took = Date.now() - from;
    const expected = await cameTo(undisturbed);
    await review(`${undisturbed}/cancel`, { reason: 'Once more, with deaths' });

    const roll = dice(seed);
    const { id } = await review('start', { dry: false });
    const weighed = await livesThrough(id, { random: randomly, waits: waitedFor, roll });
    assert.deepEqual(await cameTo(id), expected);
    await approve(id);
    await review(`${id}/publish`, {});
    const published = await livesThrough(id, { random: randomly, waits: isLong ? 1 : 0, roll });
    context.diagnostic(
      `undisturbed ${took} ms; killed at ${[...weighed.checkpoints, ...published.checkpoints].join(', ')}; in the middle ${weighed.middles + published.middles} times; gone on elsewhere after ${[...weighed.resumed, ...published.resumed].join(', ')} (at most 30 s)`,
    );
    assert.ok(
      weighed.checkpoints.length >= 2 && published.checkpoints.length >= 1 && weighed.resumed.length > 0,
      JSON.stringify([weighed, published]),
    );
    assert.ok(new Set(killing.dead).size > 1, `only ${killing.dead.join()} died`);
    await addsUp(id);
  },
);

/** By an operator of the programme; tokens of people are the browser's. @param {string} run */
function approve(run) {
  return system.query(`
    INSERT INTO review_approval SELECT tenant_id, '${run}', membership_id, name, now() FROM membership WHERE tenant_id = ${tenant} AND role = 'OPERATOR' AND NOT application LIMIT 1;
    UPDATE review_run SET state = 'APPROVED' WHERE run_id = '${run}'`);
}

/** I8: one result, effect, level, notice and mail for each, one record for each key, each record the same when it is run again. @param {string} run */
async function addsUp(run) {
  const check = await review(`${run}/check`);
  assert.ok(check.partners >= crowd.partners, JSON.stringify(check));
  assert.deepEqual([check.results, check.same], [check.partners, check.partners]);
  const [counted] = await system.query(`
    SELECT (SELECT count(*) FROM review_key WHERE run_id = '${run}') = (SELECT count(*) FROM licence_key WHERE tenant_id = ${tenant}) AS keys,
      (SELECT count(*) FROM review_result WHERE run_id = '${run}' AND outcome = 'DEMOTED' AND effect = 'APPLIED') = (SELECT count(*) FROM level_change WHERE reference = 'review:${run}') AS levels,
      (SELECT count(*) FROM review_result WHERE run_id = '${run}' AND outcome = 'NOTICE' AND effect = 'APPLIED') = (SELECT count(*) FROM level_notice WHERE run_id = '${run}') AS notices,
      (SELECT count(DISTINCT dedupe) = count(*) AND count(*) >= ${crowd.partners / 20} FROM outbox WHERE dedupe LIKE 'review:${run}:%') AS mails`);
  assert.deepEqual(counted, { keys: true, levels: true, notices: true, mails: true });
  const reviews = always.filter(({ name, sql }) => name.startsWith('I8') && /review_|level_change/.test(sql));
  assert.ok(reviews.length >= 4);
  assert.deepEqual(await broken(system, reviews), []);
}

/** Executions of a job that the schedule began because another node died with it. @param {string} job */
const recoveries = (job) =>
  system.query(
    `SELECT entry_id, instance_name FROM quartz.qrtz_fired_triggers WHERE job_name = '${job}' AND trigger_group = 'RECOVERING_JOBS'`,
  );

/**
 * Kills the node in the middle of the round that takes up reviews, which waits for a table we hold.
 * @returns what was recovered elsewhere while we held it, and after how long
 */
async function dyingRound(/** @type {{ isControl: boolean }} */ { isControl }) {
  await holder.query('BEGIN; LOCK TABLE review_run IN ACCESS EXCLUSIVE MODE');
  try {
    const victim = await killing.waiting(holderPid);
    assert.ok(victim, 'no round has come');
    const [fired] = await system.query(
      "SELECT entry_id, instance_name, requests_recovery FROM quartz.qrtz_fired_triggers WHERE job_name = 'TakeUpReviews' AND state = 'EXECUTING'",
    );
    assert.ok(fired?.['requests_recovery'], JSON.stringify(fired));
    if (isControl)
      await system.query(
        `UPDATE quartz.qrtz_fired_triggers SET requests_recovery = false WHERE entry_id = '${fired['entry_id']}'`,
      );
    const from = Date.now();
    await killing.kill(victim);
    /** @type {Map<string, string>} */
    const found = new Map();
    let noticed = 0;
    for (
      const until = from + resumes;
      Date.now() < until && (noticed === 0 || Date.now() < noticed + 2_000);
      await sleep(50)
    ) {
      for (const one of await recoveries('TakeUpReviews'))
        if (one['entry_id'] !== fired['entry_id']) found.set(one['entry_id'], one['instance_name']);
      const left = await system.query(
        `SELECT 1 FROM quartz.qrtz_fired_triggers WHERE entry_id = '${fired['entry_id']}'`,
      );
      if (noticed === 0 && left.length === 0) noticed = Date.now();
    }
    assert.ok(noticed > 0, 'nobody noticed that the node died');
    return { found: [...found.values()], died: fired['instance_name'], after: noticed - from };
  } finally {
    await holder.query('ROLLBACK');
  }
}

test(
  'F20: the round that takes up reviews dies with its node and is recovered once, elsewhere; in the long run: without the request it is not',
  { timeout: 180_000 },
  async (context) => {
    await killing.over();
    const recovered = await dyingRound({ isControl: false });
    assert.equal(recovered.found.length, 1, JSON.stringify(recovered));
    assert.notEqual(recovered.found[0], recovered.died);
    context.diagnostic(`recovered after ${(recovered.after / 1000).toFixed(1)} s`);
    // The negative control takes as long again.
    if (!isLong) return;
    await killing.over();
    const control = await dyingRound({ isControl: true });
    assert.deepEqual(control.found, []);
  },
);
