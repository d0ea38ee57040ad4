/**
 * ./bench [--keys N] [--rounds N] [--seconds N] [--only G1,G4r] [--sizes 10000,100000,1000000]
 *
 * Generates the world, starts floors and system on one PostgreSQL with fsync on, runs them in alternation and prints ratios.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { flowGoals, goals } from './goals.mjs';
import { flows, needWrk, pairs } from './load.mjs';
import { report } from './report.mjs';
import { measureReview } from './review.mjs';
import { System } from './system.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    keys: { type: 'string', default: '1000000' },
    sizes: { type: 'string', default: '10000,100000' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '15' },
    only: { type: 'string', default: '' },
    name: { type: 'string', default: new Date().toISOString().slice(0, 10) },
  },
});

const out = path.join(root, 'tests/bench/results');

async function main() {
  needWrk();
  const folder = mkdtempSync(path.join(tmpdir(), 'tessera-bench-'));
  const only = new Set(values.only.split(',').filter(Boolean));
  const results = {
    date: new Date().toISOString(),
    machine: { cores: cpus().length, model: cpus()[0]?.model ?? '', memoryGiB: Math.round(totalmem() / 2 ** 30) },
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
    settings: { keys: Number(values.keys), rounds: Number(values.rounds), seconds: Number(values.seconds) },
    buffers: [],
    goals: [],
    coldStart: undefined,
    memory: undefined,
    longKey: undefined,
    review: undefined,
  };
  const system = new System(root, folder);
  try {
    system.build();
    for (const size of values.sizes.split(',').filter(Boolean).map(Number)) {
      await system.startDatabase();
      system.generate(size);
      results.buffers.push(system.buffers(size));
      await system.stopDatabase();
    }
    await system.startDatabase();
    system.generate(Number(values.keys));
    results.buffers.push(system.buffers(Number(values.keys)));
    system.floorSchema(Number(values.keys));
    await system.startServices();
    results.memory = { idle: system.memory() };
    for (const goal of [...goals(system), ...flowGoals(system)]) {
      if (only.size > 0 && !only.has(goal.id)) continue;
      process.stdout.write(`${goal.id} ${goal.what}: `);
      const measured = await (goal.run ? flows : pairs)(goal, { rounds: Number(values.rounds), seconds: Number(values.seconds) });
      process.stdout.write(`${measured.ratio.toFixed(2)} of ${Math.round(measured.floorRate)}/s (must ${goal.must}), ${measured.errors} errors\n`);
      results.goals.push(measured);
      keep(results);
    }
    results.longKey = await system.longKey(Number(values.seconds));
    results.memory.after = system.memory();
    results.coldStart = await system.coldStart();
    if (only.size === 0 || only.has('G6')) {
      await system.anew();
      results.review = await measureReview(system, { keys: Number(values.keys), partners: 10_000, rounds: 3, tell: (line) => process.stdout.write(`${line}\n`) });
    }
  } finally {
    await system.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  keep(results);
  const text = report(results);
  writeFileSync(path.join(out, `${values.name}.md`), text);
  process.stdout.write(text);
}

/** What is measured so far, so that a run that breaks off has not measured for nothing. */
function keep(results) {
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, `${values.name}.json`), `${JSON.stringify(results, null, 2)}\n`);
}

await main();
