/** The end of a log file, for the person who has to know why a part did not start. */
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

const window = 16_384;

/**
 * @param {string} file
 * @param {{ lines?: number, from?: number }} [options] from: byte offset to begin at the earliest
 */
export function tail(file, { lines = 25, from = 0 } = {}) {
  if (!existsSync(file)) return '';
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const start = Math.max(from, size - window, 0);
    const buffer = Buffer.alloc(Math.max(size - start, 0));
    readSync(descriptor, buffer, 0, buffer.length, start);
    return buffer.toString('utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } finally {
    closeSync(descriptor);
  }
}
