/** The two roles and the database of Tessera on a PostgreSQL server, ours or a given one. */
import pg from 'pg';

export const database = 'tessera';
export const ownerRole = 'tessera_owner';
export const appRole = 'tessera_app';

/** @typedef {{ host?: string, port: number, user?: string, password: string, database?: string }} Superuser */

/** @param {Superuser} superuser */
function clientOf({ host = '127.0.0.1', port, user = 'postgres', password, database: name = 'postgres' }) {
  return new pg.Client({ host, port, user, password, database: name, connectionTimeoutMillis: 5_000 });
}

/**
 * Rows of one statement or of several, as a role that sees every tenant's: for tests.
 * @param {Superuser} superuser
 * @param {string} sql
 * @returns {Promise<Record<string, any>[]>}
 */
export async function query(superuser, sql) {
  const client = clientOf({ ...superuser, database });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return [await client.query(sql)].flat().flatMap(({ rows }) => rows);
  } finally {
    await client.end();
  }
}

/**
 * A connection that stays, for what has to hold a lock.
 * @param {Superuser} superuser
 */
export async function session(superuser) {
  const client = clientOf({ ...superuser, database });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** invalid_password, invalid_authorization_specification */
const refusals = new Set(['28P01', '28000']);

/**
 * Whether the server takes queries: not yet, or not from us.
 * @param {Superuser} superuser
 * @returns {Promise<'ready' | 'silent' | 'refused'>}
 */
export async function ask(superuser) {
  const client = clientOf(superuser);
  // A server going down mid-query is an answer here, not an uncaught error.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return 'ready';
  } catch (error) {
    return refusals.has(/** @type {pg.DatabaseError} */ (error).code ?? '') ? 'refused' : 'silent';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Makes the roles with these passwords and the database; doing it again changes nothing.
 * @param {Superuser} superuser
 * @param {{ owner: string, app: string }} passwords
 */
export async function provision(superuser, passwords) {
  const client = clientOf(superuser);
  await client.connect();
  try {
    await ensureRole(client, ownerRole, passwords.owner);
    await ensureRole(client, appRole, passwords.app);
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`create database ${database} owner ${ownerRole}`);
    await client.query(`revoke all on database ${database} from public`);
    await client.query(`grant connect, temporary on database ${database} to ${appRole}`);
  } finally {
    await client.end();
  }
  await trustWordMatch({ ...superuser, database });
}

/**
 * Row-level security keeps an index from being used by an operator that is not marked leakproof, and the full-text match is
 * not, although it neither raises errors nor tells anything about rows it was not asked for. Marked so, searches read the
 * index; unmarked they give the same answers from a scan of the tenant's rows.
 * @param {Superuser} superuser
 */
async function trustWordMatch(superuser) {
  const client = clientOf(superuser);
  await client.connect();
  try {
    await client.query('alter function pg_catalog.ts_match_vq(tsvector, tsquery) leakproof');
  } finally {
    await client.end();
  }
}

/**
 * @param {pg.Client} client
 * @param {string} role
 * @param {string} password
 */
async function ensureRole(client, role, password) {
  const found = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  const verb = found.rowCount === 0 ? 'create' : 'alter';
  const attributes = 'login nosuperuser nobypassrls nocreatedb nocreaterole noreplication';
  await client.query(`${verb} role ${role} with ${attributes} password ${client.escapeLiteral(password)}`);
}

/** Kept with the database itself, so that it is true of it wherever it came from. Another text: `seed` is asked again, and adds what an older world lacks. */
const seededMark = 'The demonstration world of Tessera is loaded, with sales of the past months.';

/** @param {Superuser} superuser */
export async function isSeeded(superuser) {
  const client = clientOf(superuser);
  await client.connect();
  try {
    const query = "select shobj_description(oid, 'pg_database') as mark from pg_database where datname = $1";
    const found = await client.query(query, [database]);
    return found.rows[0]?.mark === seededMark;
  } finally {
    await client.end();
  }
}

/** @param {Superuser} superuser */
export async function markSeeded(superuser) {
  const client = clientOf(superuser);
  await client.connect();
  try {
    await client.query(`comment on database ${database} is ${client.escapeLiteral(seededMark)}`);
  } finally {
    await client.end();
  }
}

/** The database as it once was, kept beside it. */
const copy = `${database}_copy`;

/**
 * Keeps a copy of the database as it is now, as a backup would. Whoever is connected is cut off for a moment.
 * @param {Superuser} superuser
 */
export const keepCopy = (superuser) =>
  alone(superuser, [`create database ${copy} template ${database} owner ${ownerRole}`]);

/**
 * The database is again what it was when its copy was kept; what was written since is lost.
 * @param {Superuser} superuser
 */
export const takeCopy = (superuser) =>
  alone(superuser, [`drop database ${database}`, `alter database ${copy} rename to ${database}`]);

/**
 * @param {Superuser} superuser
 * @param {string[]} statements run while nobody is connected to the database
 */
async function alone(superuser, statements) {
  const client = clientOf(superuser);
  await client.connect();
  try {
    await client.query(`alter database ${database} with allow_connections false`);
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database]);
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.query(`alter database ${database} with allow_connections true`).catch(() => undefined);
    await client.end();
  }
}

/**
 * Connection strings as Npgsql reads them.
 * @param {Superuser} superuser
 * @param {{ owner: string, app: string }} passwords
 */
export function connectionStrings(superuser, passwords) {
  const { host = '127.0.0.1', port, user = 'postgres', password, database: maintenance = 'postgres' } = superuser;
  const text = (/** @type {string} */ name, /** @type {string} */ secret, /** @type {string} */ db) =>
    `Host=${host};Port=${port};Username=${name};Password=${quoted(secret)};Database=${db}`;
  return {
    owner: text(ownerRole, passwords.owner, database),
    app: text(appRole, passwords.app, database),
    superuser: text(user, password, maintenance),
  };
}

/** @param {string} value */
function quoted(value) {
  return /^[\w-]*$/.test(value) ? value : `"${value.replaceAll('"', '""')}"`;
}

/**
 * @param {string} url postgres://user:password@host:port/database of a superuser
 * @returns {Superuser}
 */
export function superuserFrom(url) {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol) || !parsed.hostname) {
    throw new Error('TESSERA_POSTGRES must read postgres://user:password@host:port/database.');
  }
  return {
    host: parsed.hostname,
    port: Number(parsed.port || 5432),
    user: decodeURIComponent(parsed.username) || 'postgres',
    password: decodeURIComponent(parsed.password),
    database: parsed.pathname.slice(1) || 'postgres',
  };
}
