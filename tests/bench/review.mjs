/**
 * G6 (PROOFS.md §2): the half-yearly review at size, beside a bare pass over the same rows in the same run. Part of ./bench; alone:
 *
 *   node tests/bench/review.mjs [--keys 1000000] [--partners 10000] [--rounds 3]
 *
 * Ours is a core of its own, asked over HTTP: start → compared (snapshot, every partner weighed, every key set down), then, after somebody
 * else's approval, publish → published (levels, notices, history, audit, mails). Both times count; the approval does not.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { System } from './system.mjs';

/** Seldom enough that asking costs nothing. */
const often = 200;
/** Of the rows PostgreSQL keeps in memory, and what makes a round like the first. */
const remember = 'CREATE TABLE bench_notice AS SELECT * FROM level_notice; CREATE TABLE bench_level AS SELECT tenant_id, partner_id, level FROM partner';
const again = `TRUNCATE review_key, review_line, review_certificate, review_exemption, review_approval, review_result, review_partner, level_notice, level_change, outbox CASCADE;
  DELETE FROM review_run WHERE on_day > (SELECT min(on_day) FROM review_run);
  UPDATE partner p SET level = b.level FROM bench_level b WHERE (b.tenant_id, b.partner_id) = (p.tenant_id, p.partner_id) AND b.level <> p.level;
  INSERT INTO level_notice SELECT * FROM bench_notice; CHECKPOINT`;

/** @returns what was measured, round by round, in seconds and MiB */
export async function measureReview(system, { keys, partners, rounds, tell }) {
  tell(system.generateReview(keys, partners));
  system.sql(remember);
  const core = await system.startReviewer();
  const memory = (name) => Math.round(Number(readFileSync(`/proc/${core.pid}/status`, 'utf8').match(new RegExp(`${name}:\\s+(\\d+)`))[1]) / 1024);
  const measured = [];
  for (let round = 0; round < rounds; round += 1) {
    const bare = system.bareReview();
    assert.equal(bare.keys, keys);
    if (round > 0) system.sql(again);
    const idle = memory('VmRSS');
    writeFileSync(`/proc/${core.pid}/clear_refs`, '5');
    const compared = await compare(system);
    const published = await publish(system, compared.id);
    const one = { bare: bare.seconds, ...compared, ...published, idle, peak: memory('VmHWM'), ...checked(system, compared.id, { keys, partners }) };
    one.ratio = (one.compared + one.published) / one.bare;
    tell(JSON.stringify(one));
    measured.push(one);
  }
  const middle = (of) => measured.map(of).sort((left, right) => left - right)[measured.length >> 1];
  return {
    keys,
    partners,
    rounds: measured,
    bare: middle((one) => one.bare),
    compared: middle((one) => one.compared),
    published: middle((one) => one.published),
    ratio: middle((one) => one.ratio),
    growth: Math.max(...measured.map((one) => one.peak - one.idle)),
    peak: Math.max(...measured.map((one) => one.peak)),
  };
}

/** The same as people read it. */
export const told = (g6) =>
  `G6 the review of ${g6.partners.toLocaleString('en-US')} partners and ${g6.keys.toLocaleString('en-US')} keys: ${(g6.compared + g6.published).toFixed(1)} s (weighed and set down ${g6.compared.toFixed(1)} s, published ${g6.published.toFixed(1)} s), the bare pass ${g6.bare.toFixed(1)} s: **${g6.ratio.toFixed(2)} ×** (aim 3); medians of ${g6.rounds.length}. Core's resident memory at most ${g6.peak} MiB, ${g6.growth} MiB above idle (goal 100, must 200).`;

async function compare(system) {
  const from = performance.now();
  const { id } = await system.review(0, 'start', { dry: false });
  const phases = {};
  let [last, since] = ['SNAPSHOT', from];
  for (;;) {
    const run = await system.review(0, id);
    const now = performance.now();
    if (run.state !== last) {
      phases[last.toLowerCase()] = (now - since) / 1000;
      [last, since] = [run.state, now];
    }
    if (run.state === 'COMPARED') return { id, compared: (now - from) / 1000, phases };
    assert.ok(['SNAPSHOT', 'WEIGHING', 'KEYS'].includes(run.state), run.state);
    await sleep(often);
  }
}

async function publish(system, id) {
  await system.review(1, `${id}/approve`, {});
  const from = performance.now();
  await system.review(1, `${id}/publish`, {});
  for (;;) {
    const run = await system.review(0, id);
    if (run.state === 'PUBLISHED') return { published: (performance.now() - from) / 1000, counts: run.counts };
    assert.equal(run.state, 'PUBLISHING');
    await sleep(often);
  }
}

/** One result for each partner, one record for each key, and the points of the keys are those of their orders. */
function checked(system, id, { keys, partners }) {
  const [line] = system.sql(
    `SELECT (SELECT count(*) FROM review_result WHERE run_id = '${id}') || ' ' || (SELECT count(*) FROM review_key WHERE run_id = '${id}') || ' ' || (SELECT sum(points) FROM review_key WHERE run_id = '${id}') || ' ' || (SELECT sum(points) FROM review_line WHERE run_id = '${id}') || ' ' || (SELECT count(*) FROM level_change WHERE reference = 'review:${id}')`,
  );
  const [results, records, given, earned, changes] = line.split(' ').map(Number);
  assert.deepEqual({ results, records }, { results: partners, records: keys });
  assert.equal(given, earned);
  return { changes };
}

async function main() {
  const { values } = parseArgs({ options: { keys: { type: 'string', default: '1000000' }, partners: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '3' }, built: { type: 'boolean', default: false } } });
  const folder = mkdtempSync(path.join(tmpdir(), 'tessera-bench-'));
  const system = new System(path.resolve(import.meta.dirname, '../..'), folder);
  try {
    if (!values.built) system.build();
    await system.startDatabase();
    const g6 = await measureReview(system, { keys: Number(values.keys), partners: Number(values.partners), rounds: Number(values.rounds), tell: (line) => process.stdout.write(`${line}\n`) });
    process.stdout.write(`${told(g6)}\n`);
  } finally {
    await system.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
