/** A ready database: PostgreSQL running, roles and database there. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { removeCluster, startCluster } from './cluster.mjs';
import { tryLock, unlock } from './lock.mjs';
import {
  ask,
  connectionStrings,
  isSeeded,
  keepCopy,
  markSeeded,
  provision,
  query,
  session,
  superuserFrom,
  takeCopy,
} from './provision.mjs';
import { databasePasswords } from './secrets.mjs';

/**
 * @typedef {object} Database
 * @property {number} port
 * @property {{ owner: string, app: string, superuser: string }} connections for Npgsql
 * @property {import('./cluster.mjs').Cluster | undefined} cluster undefined for a server that was given
 * @property {() => Promise<boolean>} isSeeded whether the demonstration world was loaded
 * @property {() => Promise<void>} markSeeded
 * @property {(sql: string) => Promise<Record<string, any>[]>} query rows of one statement, of every tenant
 * @property {() => Promise<import('pg').Client>} session a connection that stays
 * @property {() => Promise<void>} keep a copy of it as it is now
 * @property {() => Promise<void>} goBack to what it was when the copy was kept
 * @property {() => Promise<void>} stop
 */

/**
 * @param {{ data: string, port: number, server?: string, settings?: Record<string, string> }} options
 *   data: folder for cluster, log and passwords; server: superuser URL of a running server to take instead
 * @returns {Promise<Database>}
 */
export async function startDatabase(options) {
  mkdirSync(options.data, { recursive: true });
  const secrets = path.join(options.data, 'secrets');
  const isNew = !existsSync(secrets);
  const passwords = databasePasswords(secrets);
  if (options.server) return given(superuserFrom(options.server), passwords);

  const lock = path.join(options.data, 'postgres.lock');
  const holder = tryLock(lock);
  if (holder !== undefined) throw new Error(`Process ${holder} already runs the database in ${options.data}.`);
  /** @type {import('./cluster.mjs').Cluster | undefined} */
  let cluster;
  const stop = async () => {
    await cluster?.stop();
    unlock(lock);
  };
  try {
    cluster = await startCluster({ ...options, password: passwords.superuser, isNew });
    const superuser = { port: cluster.port, password: passwords.superuser };
    await provision(superuser, passwords);
    const connections = connectionStrings(superuser, passwords);
    return { port: cluster.port, ...marks(superuser, passwords), connections, cluster, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {import('./provision.mjs').Superuser} superuser
 * @param {{ owner: string, app: string }} passwords
 * @returns {Promise<Database>}
 */
async function given(superuser, passwords) {
  const answer = await ask(superuser);
  if (answer !== 'ready') {
    const what = answer === 'refused' ? 'does not let us in' : 'does not answer';
    throw new Error(`The server in TESSERA_POSTGRES (${superuser.host}:${superuser.port}) ${what}.`);
  }
  await provision(superuser, passwords);
  return {
    port: superuser.port,
    ...marks(superuser, passwords),
    connections: connectionStrings(superuser, passwords),
    cluster: undefined,
    stop: async () => undefined,
  };
}

/**
 * @param {import('./provision.mjs').Superuser} superuser
 * @param {{ owner: string, app: string }} passwords
 */
function marks(superuser, passwords) {
  return {
    keep: () => keepCopy(superuser),
    // What may be done to a database is not copied with it.
    goBack: () => takeCopy(superuser).then(() => provision(superuser, passwords)),
    isSeeded: () => isSeeded(superuser),
    markSeeded: () => markSeeded(superuser),
    query: (/** @type {string} */ sql) => query(superuser, sql),
    session: () => session(superuser),
  };
}

/** @param {string} data */
export async function removeDatabase(data) {
  await removeCluster(data);
  rmSync(data, { recursive: true, force: true });
}
