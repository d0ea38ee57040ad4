/** ./test: builds, checks and tests everything, or the parts named; the last line has the sums. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { repository, stopExecuting } from '../local/install.mjs';
import { runStep, stopRunning } from './runner.mjs';
import { parts, stepsFor } from './steps.mjs';

/** @typedef {import('./steps.mjs').Step} Step */
/** @typedef {import('./runner.mjs').Outcome} Outcome */

/** Two at a time is what two cores carry without tests of time becoming tests of luck. */
const lanes = 2;
const shownFailures = 60;
const shownLines = 40;
const folder = path.join(repository, '.artifacts/test');

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !parts.includes(name));
if (chosen.includes('--help') || unknown.length > 0) {
  const wrong = unknown.filter((name) => name !== '--help');
  say(`${wrong.length > 0 ? `There is no part '${wrong.join("', '")}'.\n` : ''}./test [${parts.join('|')}]…\n`);
  process.exit(wrong.length > 0 ? 2 : 0);
}

for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(name, () => {
    stopExecuting();
    stopRunning();
    process.exit(130);
  });
}

mkdirSync(folder, { recursive: true });
const from = performance.now();
const outcomes = await runAll(stepsFor(chosen.length > 0 ? chosen : parts));
report(outcomes);

/**
 * @param {Step[]} steps in the order to begin them
 * @returns {Promise<Outcome[]>}
 */
async function runAll(steps) {
  /** @type {Map<string, Outcome>} */
  const done = new Map();
  const waiting = [...steps];
  /** @type {Set<Promise<void>>} */
  const active = new Set();

  const begin = (/** @type {Step} */ step) => {
    const task = runStep(step, folder).then((outcome) => finish(outcome));
    active.add(task);
    void task.then(() => active.delete(task));
  };
  const finish = (/** @type {Outcome} */ outcome) => {
    done.set(outcome.step.name, outcome);
    if (!outcome.isGood || !outcome.step.quiet || outcome.seconds > 2) say(lineOf(outcome));
  };
  const isDone = (/** @type {string} */ name) => done.has(name) || !steps.some((step) => step.name === name);
  const blockedBy = (/** @type {Step} */ step) => step.after.find((name) => done.get(name)?.isGood === false);

  while (waiting.length > 0 || active.size > 0) {
    for (const step of [...waiting]) {
      const blocker = blockedBy(step);
      if (blocker) finish(notRun(step, blocker));
      else if (active.size < lanes && step.after.every(isDone)) begin(step);
      else continue;
      waiting.splice(waiting.indexOf(step), 1);
    }
    if (active.size > 0) await Promise.race(active);
  }
  return steps.flatMap(({ name }) => done.get(name) ?? []);
}

/**
 * @param {Step} step
 * @param {string} blocker
 * @returns {Outcome}
 */
function notRun(step, blocker) {
  const failures = [{ name: step.name, message: `Not run, because '${blocker}' failed.` }];
  return { step, isGood: false, passed: 0, skipped: [], failures, seconds: 0 };
}

/** @param {Outcome} outcome */
function lineOf({ step, isGood, passed, skipped, failures, seconds }) {
  const counts = step.reader ? [`${passed} passed`] : [];
  if (!isGood) counts.push(`${failures.length} failed`);
  if (skipped.length > 0) counts.push(`${skipped.length} skipped`);
  const mark = isGood ? 'ok    ' : 'FAILED';
  return `${mark}  ${step.name.padEnd(24)} ${`${seconds.toFixed(1)} s`.padStart(8)}   ${counts.join(', ')}\n`;
}

/** @param {Outcome[]} all */
function report(all) {
  const failures = all.flatMap(({ step, failures: own }) => own.map((failure) => ({ ...failure, step: step.name })));
  for (const { step, name, message } of failures.slice(0, shownFailures)) {
    // Of a test the beginning tells what was wrong, of a command that broke the end.
    say(step === name ? `\n── ${step}\n${lastLines(message)}\n` : `\n── ${step}: ${name}\n${firstLines(message)}\n`);
  }
  if (failures.length > shownFailures) say(`\n… and ${failures.length - shownFailures} more, see .artifacts/test\n`);
  const skipped = all.flatMap(({ step, skipped: own }) => own.map((name) => `${step.name}: ${name}`));
  if (skipped.length > 0) say(`\nSkipped:\n${skipped.map((name) => `  ${name}`).join('\n')}\n`);
  const passed = all.reduce((sum, outcome) => sum + outcome.passed, 0);
  say(`\n${((performance.now() - from) / 60_000).toFixed(1)} minutes\n${passed} passed, ${failures.length} failed\n`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

/** @param {string} text */
function firstLines(text) {
  const lines = text.split('\n');
  const rest = lines.length > shownLines ? `\n… ${lines.length - shownLines} more lines` : '';
  return lines.slice(0, shownLines).join('\n') + rest;
}

/** @param {string} text */
function lastLines(text) {
  const lines = text.split('\n');
  if (lines.length <= shownLines) return text;
  return [lines[0], `… ${lines.length - shownLines} more lines`, ...lines.slice(1 - shownLines)].join('\n');
}

/** @param {string} text */
function say(text) {
  process.stdout.write(text);
}
