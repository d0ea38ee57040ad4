/** Debian's Chromium for the browser tests: found, or installed where that is allowed. */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { execute } from '../local/install.mjs';
import { isRoot } from '../local/postgres-user.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** @returns {string | undefined} */
function find() {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen && isExecutable(chosen)) return chosen;
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    for (const name of names) {
      const file = path.join(folder, name);
      if (isExecutable(file)) return file;
    }
  }
  return undefined;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {Promise<string>} the path; fails with the reason when there is none and none can be had */
export async function ensureChromium() {
  const found = find();
  if (found) return found;
  const advice = 'Install Debian’s chromium (apt-get install chromium), or name one in CHROMIUM_PATH.';
  if (!isRoot) throw new Error(`There is no Chromium on this machine, and only root may install it. ${advice}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await execute('apt-get', ['update', '-qq'], { env });
    await execute('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env });
  } catch (error) {
    throw new Error(`Chromium could not be installed. ${advice}\n${/** @type {Error} */ (error).message}`, {
      cause: error,
    });
  }
  const installed = find();
  if (!installed) throw new Error(`apt-get installed chromium, yet there is no executable of that name. ${advice}`);
  return installed;
}
