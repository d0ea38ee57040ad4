/** Parts of a run that was killed: written down while they live, stopped by the next run. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { execute } from './install.mjs';
import { isAlive } from './lock.mjs';
import { signalGroup } from './process.mjs';

/** @typedef {{ name: string, pid: number, born: string }} Remembered born: distinguishes it from a later bearer of its number */

/**
 * @param {string} file
 * @param {{ name: string, pid: number }[]} parts
 */
export async function rememberParts(file, parts) {
  const remembered = await Promise.all(parts.map(async ({ name, pid }) => ({ name, pid, born: await birthOf(pid) })));
  writeFileSync(file, JSON.stringify(remembered));
}

/** @param {string} file */
export function forgetParts(file) {
  rmSync(file, { force: true });
}

/**
 * @param {string} file
 * @returns {Promise<string[]>} names of what was still alive
 */
export async function stopLeftovers(file) {
  if (!existsSync(file)) return [];
  /** @type {Remembered[]} */
  const remembered = JSON.parse(readFileSync(file, 'utf8'));
  const alive = [];
  for (const part of remembered) {
    if (isAlive(part.pid) && (await birthOf(part.pid)) === part.born) alive.push(part);
  }
  for (const { pid } of alive) signalGroup(pid, 'SIGTERM');
  for (const until = Date.now() + 5_000; alive.some(({ pid }) => isAlive(pid)) && Date.now() < until;) await sleep(50);
  for (const { pid } of alive) signalGroup(pid, 'SIGKILL');
  forgetParts(file);
  return alive.map(({ name }) => name);
}

/** @param {number} pid */
async function birthOf(pid) {
  try {
    // Field 22 counts from behind the name, which may contain blanks and brackets.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
    return fields?.[19] ?? '';
  } catch {
    return (await execute('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => '')).trim();
  }
}
