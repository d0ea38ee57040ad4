import { execFile, execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const load = path.join(import.meta.dirname, 'load');

/** wrk is the load generator; Debian has it. */
export function needWrk() {
  if (spawnSync('wrk', ['--version']).error === undefined) return;
  if (process.getuid?.() === 0) {
    execFileSync('apt-get', ['install', '-y', '-qq', 'wrk'], { stdio: 'ignore' });
    return;
  }
  throw new Error('The bench drives its load with wrk: apt-get install wrk.');
}

/** One run: requests per second, latency in milliseconds, errors. Not synchronous: this process plays the identity provider meanwhile. */
export async function run({ script, address, env }, { seconds, connections }) {
  const { stdout } = await promisify(execFile)(
    'wrk',
    ['-t2', `-c${connections}`, `-d${seconds}s`, '--latency', '-s', path.join(load, script), address],
    { encoding: 'utf8', env: { ...process.env, BENCH_LOAD: load, ...env } },
  );
  const [, requests, micros, errors, p50, p99] = stdout.match(/RESULT (\d+) (\d+) (\d+) (\d+) (\d+)/).map(Number);
  return { rate: (requests / micros) * 1e6, errors, p50: p50 / 1000, p99: p99 / 1000 };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** A seeded bootstrap, so that the same measurements print the same interval. */
function interval(ours, floor) {
  let seed = 42;
  const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  const draw = (list) => median(list.map(() => list[Math.floor(random() * list.length)]));
  const ratios = Array.from({ length: 2000 }, () => draw(ours) / draw(floor)).sort((a, b) => a - b);
  return [ratios[50], ratios[1949]];
}

/** Floor and ours in alternation: warmed up, then rounds of throughput at 32 connections and of latency at 8. */
export async function pairs(goal, { rounds, seconds }) {
  const rate = { ours: [], floor: [] };
  const latency = { ours: [], floor: [] };
  let errors = 0;
  for (let round = -1; round < rounds; round += 1) {
    for (const side of ['floor', 'ours']) {
      await goal.before?.(side);
      const at32 = await run(goal[side](), { seconds: round < 0 ? 5 : seconds, connections: 32 });
      await goal.before?.(side);
      const at8 = await run(goal[side](), { seconds: round < 0 ? 2 : Math.max(3, Math.round(seconds / 3)), connections: 8 });
      errors += side === 'ours' ? at32.errors + at8.errors : 0;
      if (round < 0) continue;
      rate[side].push(at32.rate);
      latency[side].push(at8);
    }
  }
  const ratio = median(rate.ours) / median(rate.floor);
  const middle = (side, name) => median(latency[side].map((l) => l[name]));
  const checked = (await goal.check?.()) ?? undefined;
  return {
    id: goal.id,
    what: goal.what,
    must: goal.must,
    goal: goal.goal,
    ratio,
    interval: interval(rate.ours, rate.floor),
    floorRate: median(rate.floor),
    oursRate: median(rate.ours),
    p50: { ours: middle('ours', 'p50'), floor: middle('floor', 'p50') },
    p99: { ours: middle('ours', 'p99'), floor: middle('floor', 'p99') },
    errors,
    checked,
  };
}

/** A flow is five requests and a dozen transactions of each of 100 tenants: less has not been through all code and every tenant's rules once. */
const flowWarmUp = 30;

/** G5 and G5w: flows and messages are driven by Tessera.Bench itself; the ratio is of rates, floor and ours in alternation. */
export async function flows(goal, { rounds, seconds }) {
  const sides = { ours: [], floor: [] };
  for (let round = -1; round < rounds; round += 1) {
    for (const side of ['floor', 'ours']) {
      const measured = await goal.run(side, round < 0 ? flowWarmUp : seconds);
      if (round >= 0) sides[side].push(measured);
    }
  }
  const rates = (side) => sides[side].map((run) => run.rate);
  const middle = (side, name) => median(sides[side].map((run) => run[name]));
  return {
    id: goal.id,
    what: goal.what,
    must: goal.must,
    goal: goal.goal,
    ratio: median(rates('ours')) / median(rates('floor')),
    interval: interval(rates('ours'), rates('floor')),
    floorRate: median(rates('floor')),
    oursRate: median(rates('ours')),
    p50: { ours: middle('ours', goal.p50), floor: middle('floor', goal.p50) },
    p99: { ours: middle('ours', goal.p99), floor: middle('floor', goal.p99) },
    renewed: sides.ours[0].renewedP99 === undefined ? undefined : { p50: middle('ours', 'renewedP50'), p99: middle('ours', 'renewedP99') },
    errors: sides.ours.reduce((sum, run) => sum + (run.errors ?? 0), 0),
    checked: goal.check?.(),
  };
}
