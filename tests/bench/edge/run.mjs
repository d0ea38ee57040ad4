// G4e: the edge alone — 50 nested rows from a stub core over HTTP — beside bare Mercurius with JIT answering the same
// rows from memory, interleaved in the same run. Prints requests/s and CPU a request, which a busy machine bends less.
// npm run bench:edge (backend/edge, built). PAIRS=5 SECONDS=4
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const edge = join(import.meta.dirname, '../../../backend/edge');
const autocannon = createRequire(join(edge, 'package.json'))('autocannon');
const PAIRS = Number(process.env.PAIRS ?? 5);
const SECONDS = Number(process.env.SECONDS ?? 4);
const PORTS = { core: 17020, floor: 17021, ours: 17022 };
const children = [];

const query = `{ keys(first: 50) { nodes { id number kind edition size status lastDay extensionsCounted maxExtensions over
  customer { id name } partner { id name } } pageInfo { endCursor hasNextPage } total { count atLeast } } }`;
const load = (port, duration) =>
  autocannon({
    url: `http://127.0.0.1:${port}/graphql`,
    connections: 16,
    duration,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer bench' },
    body: JSON.stringify({ query }),
  });

function start(script, environment) {
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.push(child);
  return new Promise((done, failed) => {
    child.once('message', () => done(child));
    child.once('exit', (code) => failed(new Error(`${script} ended with ${code}`)));
  });
}

/** Microseconds of CPU the process has used. */
function cpu(child) {
  return new Promise((done) => {
    child.once('message', (used) => done(used.user + used.system));
    child.send('cpu');
  });
}

async function measure(child, port) {
  const before = await cpu(child);
  const result = await load(port, SECONDS);
  const after = await cpu(child);
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} answers were no success`);
  return {
    rate: result.requests.total / result.duration,
    cpu: (after - before) / result.requests.total,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function answered(port) {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer bench' },
    body: JSON.stringify({ query }),
  });
  return JSON.stringify((await response.json()).data);
}

try {
  await start(join(import.meta.dirname, 'stub-core.mjs'), { PORT: PORTS.core });
  const floor = await start(join(import.meta.dirname, 'floor.mjs'), { PORT: PORTS.floor });
  const ours = await start(join(import.meta.dirname, 'ours.mjs'), {
    PORT: PORTS.ours,
    CORE: `http://127.0.0.1:${PORTS.core}`,
  });
  if ((await answered(PORTS.floor)) !== (await answered(PORTS.ours))) throw new Error('the two do not answer alike');
  await load(PORTS.floor, SECONDS);
  await load(PORTS.ours, SECONDS);
  const pairs = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    pairs.push({ floor: await measure(floor, PORTS.floor), ours: await measure(ours, PORTS.ours) });
  }
  const of = (side, what) => median(pairs.map((pair) => pair[side][what]));
  for (const side of ['floor', 'ours']) {
    console.log(
      `${side.padEnd(6)} ${of(side, 'rate').toFixed(0)}/s  cpu ${of(side, 'cpu').toFixed(0)} us  p50 ${of(side, 'p50')} ms  p99 ${of(side, 'p99')} ms`,
    );
  }
  const rates = pairs.map((pair) => pair.ours.rate / pair.floor.rate);
  const cpus = pairs.map((pair) => pair.floor.cpu / pair.ours.cpu);
  const range = (values) =>
    `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)})`;
  console.log(
    `G4e ours/floor by rate ${range(rates)}, by CPU ${range(cpus)}; must 0.5, goal 0.8; ${PAIRS} pairs of ${SECONDS} s`,
  );
} finally {
  for (const child of children) child.kill();
}
