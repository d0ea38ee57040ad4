/** When a program in the foreground has to stop. */
import { fstatSync } from 'node:fs';

/**
 * @param {{ withInput?: boolean }} [options] withInput: also when the caller closes our standard input
 * @returns {{ asked: Promise<string>, signal: AbortSignal }} asked resolves with the reason
 */
export function stopRequest({ withInput = true } = {}) {
  const controller = new AbortController();
  const asked = whenAsked(withInput);
  void asked.then((why) => controller.abort(new Error(`stopped (${why})`)));
  return { asked, signal: controller.signal };
}

/**
 * @param {boolean} withInput
 * @returns {Promise<string>}
 */
function whenAsked(withInput) {
  return new Promise((resolve) => {
    for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, () => resolve(name));
    if (!withInput || !isPipe(0)) return;
    process.stdin.on('close', () => resolve('standard input closed'));
    process.stdin.resume();
  });
}

/** @param {number} descriptor */
function isPipe(descriptor) {
  try {
    const status = fstatSync(descriptor);
    return status.isFIFO() || status.isSocket();
  } catch {
    return false;
  }
}
