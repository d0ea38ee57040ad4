/** One part of the stack as a child process: started, waited for until healthy, stopped with all it started. */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tail } from './logs.mjs';

const defaultStopPatience = 10_000;

/**
 * @typedef {object} PartPlan
 * @property {string} name
 * @property {string} command
 * @property {string[]} args
 * @property {string} cwd
 * @property {Record<string, string>} env on top of ours
 * @property {string} health address that answers 2xx once the part is ready
 * @property {number} patience ms until it must be healthy
 */

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {number} pid
 * @property {string} log file
 * @property {Promise<string>} ended resolves with the reason once it is gone
 * @property {() => Promise<void>} healthy
 * @property {() => Promise<void>} stop
 */

/**
 * @param {PartPlan} plan
 * @param {string} logFolder
 * @param {{ stopPatience?: number }} [options] ms until a part that does not heed SIGTERM is killed
 * @returns {Part}
 */
export function startPart(plan, logFolder, { stopPatience = defaultStopPatience } = {}) {
  mkdirSync(logFolder, { recursive: true });
  const log = path.join(logFolder, `${plan.name}.log`);
  const output = openSync(log, 'a');
  const from = statSync(log).size;
  // A group of its own: Ctrl-C reaches the supervisor alone, and what the part starts is stopped with it.
  const child = spawn(plan.command, plan.args, {
    cwd: plan.cwd,
    env: { ...process.env, ...plan.env },
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  let isGone = false;
  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    const end = (/** @type {string} */ why) => {
      isGone = true;
      resolve(why);
    };
    child.once('error', (error) => end(`${plan.name} could not be started: ${error.message}`));
    child.once('exit', (code, by) => end(`${plan.name} ended (${by ?? `exit code ${code}`})`));
  });
  const withLog = (/** @type {string} */ why) => new Error(`${why}. The end of ${log}:\n${tail(log, { from })}`);

  return {
    name: plan.name,
    pid: child.pid ?? 0,
    log,
    ended,
    async healthy() {
      for (const until = Date.now() + plan.patience; Date.now() < until;) {
        if (await answers(plan.health)) return;
        await Promise.race([ended, sleep(40)]);
        if (isGone) throw withLog(await ended);
      }
      throw withLog(`${plan.name} was not healthy after ${plan.patience / 1000} s (${plan.health})`);
    },
    async stop() {
      if (child.pid === undefined) return;
      signalGroup(child.pid, 'SIGTERM');
      await Promise.race([ended, sleep(stopPatience, undefined, { ref: false })]);
      // Also after a good end: whatever it started and left behind.
      signalGroup(child.pid, 'SIGKILL');
      await ended;
    },
  };
}

/** @param {string} address */
async function answers(address) {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(2_000), redirect: 'manual' });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/**
 * @param {number} leader
 * @param {NodeJS.Signals} name
 */
export function signalGroup(leader, name) {
  try {
    process.kill(-leader, name);
  } catch {
    // The group is gone already.
  }
}
