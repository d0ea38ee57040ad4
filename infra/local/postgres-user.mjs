/** PostgreSQL refuses to run as root: who runs it instead, and where that user can reach its files. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { execute } from './install.mjs';

/** @typedef {{ name: string, uid: number, gid: number }} SystemUser */

export const isRoot = process.getuid?.() === 0;
const reachableHome = '/var/lib/tessera-local';

/**
 * The user to run PostgreSQL as; undefined means the caller itself.
 * @returns {Promise<SystemUser | undefined>}
 */
export async function postgresUser() {
  if (!isRoot) return undefined;
  const existing = findUser('postgres') ?? findUser('tessera-postgres');
  if (existing) return existing;
  await execute('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'tessera-postgres',
  ]).catch((/** @type {Error} */ error) => {
    throw new Error(
      `PostgreSQL does not run as root and no other user could be made for it (${error.message}). ` +
        'Start as an ordinary user, or name a running server in TESSERA_POSTGRES.',
    );
  });
  const created = findUser('tessera-postgres');
  if (!created) throw new Error('The user tessera-postgres was created but is not in /etc/passwd.');
  return created;
}

/**
 * @param {string} name
 * @returns {SystemUser | undefined}
 */
function findUser(name) {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  if (!line) return undefined;
  const [, , uid, gid] = line.split(':');
  return { name, uid: Number(uid), gid: Number(gid) };
}

/**
 * Whether every folder above (and including) the path lets the user through.
 * @param {string} target
 * @param {SystemUser} user
 */
function canReach(target, user) {
  for (let folder = path.resolve(target); ; folder = path.dirname(folder)) {
    if (existsSync(folder)) {
      const { mode, uid, gid } = statSync(folder);
      const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return false;
    }
    if (folder === path.dirname(folder)) return true;
  }
}

/**
 * Where the cluster of a data folder lives: inside it, or, when a folder above it is closed to the
 * PostgreSQL user (a clone below /root), in a folder of its own.
 * @param {string} dataFolder
 * @param {SystemUser | undefined} user
 */
export function clusterFolder(dataFolder, user) {
  const inside = path.join(dataFolder, 'cluster');
  if (!user) return inside;
  // What is secret in the data folder is so by its own mode; passing through harms nothing.
  if (existsSync(dataFolder)) chmodSync(dataFolder, statSync(dataFolder).mode | 0o711);
  if (canReach(dataFolder, user)) return inside;
  const name = createHash('sha256').update(path.resolve(dataFolder)).digest('hex').slice(0, 16);
  return path.join(reachableHome, 'clusters', name);
}

/**
 * The folder of the binaries, copied to where the user can reach it if need be.
 * @param {string} native folder with bin, lib and share
 * @param {SystemUser | undefined} user
 * @param {string} version
 */
export function reachableBinaries(native, user, version) {
  if (!user || canReach(path.join(native, 'bin'), user)) return native;
  const copy = path.join(reachableHome, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  mkdirSync(reachableHome, { recursive: true, mode: 0o755 });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, copy);
  } catch {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return copy;
}

/**
 * @param {string} folder
 * @param {SystemUser | undefined} user
 */
export function makeOwnFolder(folder, user) {
  mkdirSync(path.dirname(folder), { recursive: true, mode: 0o755 });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user) chownSync(folder, user.uid, user.gid);
}
