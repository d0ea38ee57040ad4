/**
 * What goes on beside the half-yearly review (PROOFS.md G6: validations meanwhile at 0.6 of normal or more, p99 at most 3 ×), and the
 * back-test of a draft of the level rules over the same programme:
 *
 *   node tests/bench/meanwhile.mjs [--keys 1000000] [--partners 10000] [--rounds 3] [--seconds 15]
 *
 * Validations come from wrk, at 32 connections for the rate and at 8 for latency, in alternation: alone, and while one core weighs dry runs
 * one after the other. One core does both, as ./run has it; PostgreSQL and the load share the machine with it.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { needWrk, run } from './load.mjs';
import { System } from './system.mjs';

const often = 50;
const warmUp = 5;
/** As many numbers as the load generator takes. */
const numbers = 400_000;
const middle = (list) => list.toSorted((left, right) => left - right)[list.length >> 1];

/** @returns rates a second, p99 in milliseconds, alone and meanwhile; the back-test in seconds and MiB */
export async function measureMeanwhile(system, { keys, partners, rounds, seconds, tell }) {
  tell(system.generateReview(keys, partners));
  const core = await system.startReviewer();
  const file = path.join(system.files, 'reviewed.txt');
  writeFileSync(file, `${system.sql(`SELECT 't1 ' || number FROM licence_key ORDER BY md5(number) LIMIT ${numbers}`).join('\n')}\n`);
  const load = { script: 'device.lua', address: system.core, env: { BENCH_FILE: file, BENCH_VERB: 'validate' } };
  await run(load, { seconds: warmUp, connections: 32 });
  const sides = { alone: [], meanwhile: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const side of ['alone', 'meanwhile']) {
      const end = side === 'meanwhile' ? await weighing(system) : undefined;
      const at32 = await run(load, { seconds, connections: 32 });
      const at8 = await run(load, { seconds: Math.max(3, Math.round(seconds / 3)), connections: 8 });
      const weighed = await end?.();
      assert.equal(at32.errors + at8.errors, 0);
      sides[side].push({ rate: at32.rate, p99: at8.p99, weighed });
      tell(`${side}: ${JSON.stringify(sides[side].at(-1))}`);
    }
  }
  const of = (side, name) => middle(sides[side].map((one) => one[name]));
  return {
    keys,
    partners,
    rate: { alone: of('alone', 'rate'), meanwhile: of('meanwhile', 'rate') },
    p99: { alone: of('alone', 'p99'), meanwhile: of('meanwhile', 'p99') },
    reviews: sides.meanwhile.reduce((sum, one) => sum + one.weighed, 0),
    backTest: await backTest(system, core, tell),
  };
}

/** The same as people read it. */
export const told = ({ keys, partners, rate, p99, reviews, backTest: test }) =>
  `Beside the review of ${partners.toLocaleString('en-US')} partners and ${keys.toLocaleString('en-US')} keys (dry runs that ended meanwhile: ${reviews}) ${Math.round(rate.meanwhile)} validations a second, alone ${Math.round(rate.alone)}: **${(rate.meanwhile / rate.alone).toFixed(2)}** (at least 0.6); p99@8 ${p99.meanwhile.toFixed(2)} ms, alone ${p99.alone.toFixed(2)} ms: ${(p99.meanwhile / p99.alone).toFixed(1)} × (at most 3). The back-test of a draft over them: ${test.seconds.toFixed(1)} s (median of ${test.rounds}), resident memory ${test.growth} MiB above idle.`;

/** Dry runs, one after the other, until it is said to end and the last of them has. The first is moving when it has begun. */
async function weighing(system) {
  const start = () => system.review(0, 'start', { dry: true });
  const first = await start();
  let [ended, weighed] = [false, 0];
  const all = (async () => {
    for (let { id } = first; ; { id } = await start()) {
      for (let state = ''; state !== 'COMPARED'; await sleep(often)) {
        ({ state } = await system.review(0, id));
        assert.ok(['SNAPSHOT', 'WEIGHING', 'KEYS', 'COMPARED'].includes(state), state);
      }
      weighed += 1;
      if (ended) return weighed;
    }
  })();
  return () => {
    ended = true;
    return all;
  };
}

/** The rules in force with higher thresholds, tried on the past four half-years. */
async function backTest(system, core, tell) {
  const memory = (name) => Math.round(Number(readFileSync(`/proc/${core.pid}/status`, 'utf8').match(new RegExp(`${name}:\\s+(\\d+)`))[1]) / 1024);
  const { versions, draftVersion, today } = await system.operator(0, '/v1/level-rules');
  const rows = versions.find((version) => version.state === 'IN_FORCE').rows.map((row) => ({ ...row, points: Math.round(row.points * 1.25) }));
  await system.operator(0, '/v1/level-rules/save', { expectedVersion: draftVersion, effectiveFrom: today, rows });
  const idle = memory('VmRSS');
  writeFileSync(`/proc/${core.pid}/clear_refs`, '5');
  const times = [];
  for (let round = 0; round < 3; round += 1) {
    const from = performance.now();
    const answer = await system.operator(0, '/v1/level-rules/back-test');
    times.push((performance.now() - from) / 1000);
    assert.equal(answer.halfYears.length, 4);
    tell(`back-test: ${times.at(-1).toFixed(2)} s`);
  }
  return { seconds: middle(times), rounds: times.length, growth: memory('VmHWM') - idle };
}

async function main() {
  const { values } = parseArgs({
    options: {
      keys: { type: 'string', default: '1000000' },
      partners: { type: 'string', default: '10000' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '15' },
      built: { type: 'boolean', default: false },
    },
  });
  needWrk();
  const folder = mkdtempSync(path.join(tmpdir(), 'tessera-bench-'));
  const system = new System(path.resolve(import.meta.dirname, '../..'), folder);
  const { keys, partners, rounds, seconds } = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]));
  try {
    if (!values.built) system.build();
    await system.startDatabase();
    const measured = await measureMeanwhile(system, { keys, partners, rounds, seconds, tell: (line) => process.stdout.write(`${line}\n`) });
    process.stdout.write(`${told(measured)}\n`);
  } finally {
    await system.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
