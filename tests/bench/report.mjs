import { told } from './review.mjs';

const number = (value, digits = 0) => value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const verdict = (goal) => (goal.interval[1] < goal.must ? 'below must' : goal.ratio >= goal.goal ? 'goal' : 'must');

/** What is measured when all goals are through; a run that was broken off has none of it. */
function ofTheWhole({ coldStart, memory, longKey, review }) {
  if (!coldStart) return ['The run was broken off after these: no cold start, memory after load and long key.'];
  return [
    `G8 one core from process start to its first right answer: ${number(coldStart.core)} ms; the bare floor ${number(coldStart.floor)} ms.`,
    `G10 resident memory, MiB: core ${memory.idle.core} idle, ${memory.after.core} after load; edge ${memory.idle.edge} idle, ${memory.after.edge} after load.`,
    `Validation of a key with 10 000 events: ${number(longKey['10000'] / longKey['10'], 2)} × the time of one with 10 (medians of 400 single requests).`,
    ...(review ? [told(review)] : []),
  ];
}

/** The results as people read them. */
export function report(results) {
  const lines = [
    `# Measured ${results.date.slice(0, 16).replace('T', ' ')} UTC at ${results.commit}`,
    '',
    `${results.machine.cores} cores (${results.machine.model}), ${results.machine.memoryGiB} GiB; load generator, PostgreSQL with fsync on, floors and system on the same cores.`,
    `${number(results.settings.keys)} keys in 100 tenants; ${results.settings.rounds} interleaved rounds of ${results.settings.seconds} s at 32 connections, latency at 8.`,
    '',
    '| # | what | ours/floor | 95 % | must | goal | reached | ours/s | floor/s | p50@8 ours (floor) ms | p99@8 ours (floor) ms | errors | answers checked |',
    '|---|---|---|---|---|---|---|---|---|---|---|---|---|',
    ...results.goals.map((g) =>
      [
        '',
        g.id,
        g.what,
        `**${number(g.ratio, 2)}**`,
        `${number(g.interval[0], 2)}–${number(g.interval[1], 2)}`,
        g.must,
        g.goal,
        verdict(g),
        number(g.oursRate),
        number(g.floorRate),
        `${number(g.p50.ours, 2)} (${number(g.p50.floor, 2)})`,
        `${number(g.p99.ours, 2)} (${number(g.p99.floor, 2)})`,
        g.errors,
        g.checked ?? '',
        '',
      ].join(' | ').trim(),
    ),
    '',
    ...results.goals.filter((g) => g.renewed).map((g) => `${g.id}: from the answered message to the key reading as renewed ${number(g.renewed.p50, 1)} ms (p50), ${number(g.renewed.p99, 1)} ms (p99, at most 250).`),
    '',
    ...ofTheWhole(results),
    '',
    'Buffers touched by the hot statements, as the restricted role, with growing numbers of keys (no Sort node above a page):',
    '',
    `| statement | ${results.buffers.map((b) => number(b.keys)).join(' | ')} | sorts |`,
    `|---|${results.buffers.map(() => '---').join('|')}|---|`,
    ...Object.keys(results.buffers[0]?.counts ?? {}).map(
      (name) => `| ${name} | ${results.buffers.map((b) => b.counts[name].hits).join(' | ')} | ${results.buffers.some((b) => b.counts[name].sort) ? 'yes' : 'no'} |`,
    ),
    '',
  ];
  return `${lines.join('\n')}\n`;
}
