/**
 * node tests/bench/imports.mjs [--rows 50000]
 *
 * How long an operator waits for a file of real size (issue 2: 50,000 rows in under a minute): customers, then their keys, then the same
 * keys again, each checked dry and then committed, on the stack that ./run starts. Prints a table.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startSystem } from '../faults/system.mjs';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '50000' } } });
const rows = Number(values.rows);
const atRest = ['CHECKED', 'DONE', 'FAILED', 'STOPPED'];
const annual = [4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512, 1024];
const editions = ['STANDARD', 'PROFESSIONAL', 'ENTERPRISE'];

const day = (n) => new Date(Date.UTC(2026, 10, 21) + n * 86_400_000).toISOString().slice(0, 10);
const customers = () => [
  'reference,name,email,country,city,language',
  ...Array.from({ length: rows }, (_, i) => `bench-${i},Bench ${i} S.r.l.,it${i}@bench.example,IT,Padova,it`),
];
const keys = () => [
  'number,customer_reference,kind,edition,size,last_day,pbx_version,fqdn',
  ...Array.from({ length: rows }, (_, i) => {
    const number = `BNCH${String(i).padStart(12, '0')}`;
    return `${number},bench-${i},ANNUAL,${editions[i % 3]},${annual[i % annual.length]},${day(((i * 37) % 1400) - 600)},20.0.${i % 9},pbx${i}.bench.example`;
  }),
];
const turnover = () => [
  'reference,partner,day,net,note',
  ...Array.from({ length: rows }, (_, i) => `bench-${i},Studio Colli,${day(-(i % 2000))},${1 + (i % 900)}.50,Bench ${i}`),
];

const system = await startSystem({ cores: 1 });
try {
  const table = [];
  for (const [what, kind, lines] of [
    ['customers', 'CUSTOMERS', customers()],
    ['their keys', 'KEYS', keys()],
    ['the same keys again', 'KEYS', keys()],
    ['turnover', 'TURNOVER', turnover()],
    ['the same turnover again', 'TURNOVER', turnover()],
  ]) {
    const from = performance.now();
    const { id } = await upload(kind, lines.join('\n') + '\n');
    const checked = await resting(id);
    const dry = performance.now();
    assert.equal(checked.state, 'CHECKED', JSON.stringify(checked));
    const answer = await system.ask(`/v1/imports/${id}/commit`, { tenant: 'allnet', body: {} });
    assert.equal(answer.status, 200, answer.text);
    const done = await resting(id, ['CHECKED']);
    const committed = performance.now();
    assert.equal(done.state, 'DONE', JSON.stringify(done));
    assert.equal(done.bad, 0, JSON.stringify(done));
    table.push({ what, rows, 'checked s': seconds(dry - from), 'committed s': seconds(committed - dry), 'rows/s': Math.round((rows / (committed - from)) * 1000), created: done.created, changed: done.changed });
  }
  console.table(table);
} finally {
  await system.stop();
}

async function upload(kind, csv) {
  const answer = await system.ask(`/v1/imports?kind=${kind}&fileName=bench.csv`, { tenant: 'allnet', text: csv, headers: { 'content-type': 'text/csv' }, key: randomUUID() });
  assert.equal(answer.status, 202, answer.text);
  return answer.body;
}

/** The run once it rests, past these states. */
async function resting(id, past = []) {
  for (;;) {
    const { body } = await system.ask(`/v1/imports/${id}`, { tenant: 'allnet' });
    if (atRest.includes(body.state) && !past.includes(body.state)) return body;
    await sleep(100);
  }
}

function seconds(ms) {
  return Number((ms / 1000).toFixed(1));
}
