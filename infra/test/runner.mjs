/** Runs one step: its commands with their output in a log, its time limit, and the counts of its report. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../local/install.mjs';
import { tail } from '../local/logs.mjs';
import { signalGroup } from '../local/process.mjs';
import { readReport } from './reports.mjs';

/** @typedef {import('./steps.mjs').Step} Step */
/** @typedef {import('./reports.mjs').Failure} Failure */

/**
 * @typedef {object} Outcome
 * @property {Step} step
 * @property {boolean} isGood
 * @property {number} passed
 * @property {string[]} skipped
 * @property {Failure[]} failures
 * @property {number} seconds
 */

const defaultPatience = 15 * 60_000;

/** @type {Set<number>} leaders of the process groups that run now */
const running = new Set();

export function stopRunning() {
  for (const pid of running) signalGroup(pid, 'SIGKILL');
}

/**
 * @param {Step} step
 * @param {string} folder for logs and reports
 * @returns {Promise<Outcome>}
 */
export async function runStep(step, folder) {
  const file = path.join(folder, step.name.replaceAll(' ', '-'));
  const log = `${file}.log`;
  const report = `${file}.json`;
  rmSync(report, { force: true });
  writeFileSync(log, '');
  const from = performance.now();
  /** @type {Failure[]} */
  const broken = [];
  try {
    const deadline = Date.now() + (step.patience ?? defaultPatience);
    await step.work((command, args, options) => runCommand(command, args, options ?? {}, log, deadline), report);
  } catch (error) {
    broken.push({ name: step.name, message: /** @type {Error} */ (error).message });
  }
  const counts = step.reader ? countsOf(step, report, step.reader, broken) : { passed: 0, skipped: [], failures: [] };
  // A runner that fails because tests failed has said all there is to say in its report.
  const failures = counts.failures.length > 0 ? counts.failures : broken;
  const seconds = (performance.now() - from) / 1000;
  return { step, isGood: failures.length === 0, passed: counts.passed, skipped: counts.skipped, failures, seconds };
}

/**
 * @param {Step} step
 * @param {string} report
 * @param {NonNullable<Step['reader']>} reader
 * @param {Failure[]} broken
 */
function countsOf(step, report, reader, broken) {
  const nothing = { passed: 0, skipped: [], failures: [] };
  try {
    const counts = readReport(report, reader);
    if (counts && (counts.passed > 0 || counts.failures.length > 0)) return counts;
    if (broken.length === 0) broken.push({ name: step.name, message: 'It ran no test at all.' });
    return counts ?? nothing;
  } catch (error) {
    broken.push({ name: step.name, message: `Its report cannot be read: ${/** @type {Error} */ (error).message}` });
    return nothing;
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string> }} options
 * @param {string} log
 * @param {number} deadline ms since the epoch
 * @returns {Promise<void>}
 */
function runCommand(command, args, options, log, deadline) {
  const output = openSync(log, 'a');
  return new Promise((resolve, reject) => {
    // A group of its own, so that the limit also ends what it started.
    const child = spawn(command, args, {
      cwd: options.cwd ?? repository,
      env: { ...process.env, DOTNET_NOLOGO: 'true', FORCE_COLOR: '0', NO_COLOR: '1', ...options.env },
      detached: true,
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    const pid = child.pid ?? 0;
    if (pid) running.add(pid);
    let isLate = false;
    const limit = setTimeout(() => {
      isLate = true;
      signalGroup(pid, 'SIGKILL');
    }, deadline - Date.now());
    const shown = () => `\n${tail(log, { lines: 60 })}\n(all of it: ${path.relative(repository, log)})`;
    const end = () => {
      clearTimeout(limit);
      running.delete(pid);
    };
    child.once('error', (error) => {
      end();
      reject(new Error(`${command} could not be started: ${error.message}`));
    });
    child.once('exit', (code, signal) => {
      end();
      if (isLate) reject(new Error(`It did not end in time and was stopped.${shown()}`));
      else if (code === 0) resolve();
      else reject(new Error(`${path.basename(command)} ended with ${signal ?? `exit code ${code}`}.${shown()}`));
    });
  });
}
