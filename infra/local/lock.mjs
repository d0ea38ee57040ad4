/** A lock between processes of one machine: a file naming its holder, void once the holder is gone. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const patience = 10 * 60_000;

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * @param {string} file
 * @returns {number | undefined} the living holder, undefined when the lock is now ours
 */
export function tryLock(file) {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return undefined;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(file);
    if (holder !== undefined && isAlive(holder)) return holder;
    rmSync(file, { force: true });
  }
  return readHolder(file) ?? 0;
}

/** @param {string} file */
export function unlock(file) {
  if (readHolder(file) === process.pid) rmSync(file, { force: true });
}

/**
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, work) {
  const until = Date.now() + patience;
  for (let holder = tryLock(file); holder !== undefined; holder = tryLock(file)) {
    if (Date.now() > until) throw new Error(`Process ${holder} has held ${file} for ten minutes.`);
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    unlock(file);
  }
}

/** @param {string} file */
function readHolder(file) {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}
