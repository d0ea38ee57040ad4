import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { after, test } from 'node:test';
import pg from 'pg';
import { removeDatabase, startDatabase } from './database.mjs';
import { infra } from './install.mjs';
import { isAlive } from './lock.mjs';

/** @type {string[]} */
const folders = [];

after(async () => {
  for (const folder of folders) await removeDatabase(folder);
});

function newFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'tessera-test-'));
  folders.push(folder);
  return folder;
}

/**
 * @param {string} connection as Npgsql reads it
 * @param {string} sql
 * @returns {Promise<any[]>}
 */
async function query(connection, sql) {
  const parts = Object.fromEntries(connection.split(';').map((pair) => pair.split('=')));
  const { Host: host, Port: port, Username: user, Password: password, Database: database } = parts;
  const client = new pg.Client({ host, port, user, password, database });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('the command prints one line when ready and is gone, data too, when its input closes', async () => {
  const child = spawn(process.execPath, [path.join(infra, 'local/postgres.mjs'), '--temporary'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ready = JSON.parse(String((await lines.next()).value));
  assert.equal(ready.ready, true);

  const [server] = await query(
    ready.superuser,
    "select current_setting('data_directory') as folder, current_setting('fsync') as fsync",
  );
  assert.equal(server.fsync, 'on');
  const roles = await query(
    ready.app,
    `select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as strong, current_user as me
     from pg_roles where rolname like 'tessera%' order by 1`,
  );
  assert.deepEqual(
    roles.map(({ rolname, strong }) => [rolname, strong]),
    [
      ['tessera_app', false],
      ['tessera_owner', false],
    ],
  );
  assert.equal(roles[0].me, 'tessera_app');
  await assert.rejects(query(ready.app, 'create table public.mine (id int)'), /permission denied/);
  await query(ready.owner, 'create table ours (id int)');

  child.stdin.end();
  assert.equal((await lines.next()).done, true);
  const code = await new Promise((resolve) =>
    child.exitCode === null ? child.once('exit', resolve) : resolve(child.exitCode),
  );
  assert.equal(code, 0);
  assert.equal(existsSync(path.dirname(server.folder)), false);
});

test('after kill -9 of the server a new one starts on the same port and has lost nothing', async () => {
  const data = newFolder();
  const first = await startDatabase({ data, port: 0 });
  assert.ok(first.cluster);
  await query(first.connections.owner, 'create table kept as select 1 as id');
  assert.equal(statSync(path.join(data, 'secrets/postgres.json')).mode & 0o777, 0o600);

  process.kill(first.cluster.pid, 'SIGKILL');
  assert.match(await first.cluster.ended, /SIGKILL/);
  await first.stop();
  const second = await startDatabase({ data, port: first.port });
  assert.equal(second.port, first.port);
  assert.deepEqual(await query(second.connections.owner, 'select id from kept'), [{ id: 1 }]);
  await second.stop();
});

test('a server whose supervisor was killed is stopped by the next one; a living one is left alone', async () => {
  const data = newFolder();
  const command = spawn(process.execPath, [path.join(infra, 'local/postgres.mjs'), '--data', data], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await createInterface({ input: command.stdout })[Symbol.asyncIterator]().next();
  await assert.rejects(startDatabase({ data, port: 0 }), /already runs the database/);

  command.kill('SIGKILL');
  await new Promise((resolve) => command.once('exit', resolve));
  const orphan = Number(readFileSync(path.join(data, 'cluster/postmaster.pid'), 'utf8').split('\n')[0]);
  assert.ok(isAlive(orphan));
  const next = await startDatabase({ data, port: 0 });
  assert.equal(isAlive(orphan), false);
  await next.stop();
});

test('a given server is taken as it is: roles and database are made there, twice over without harm', async () => {
  const own = await startDatabase({ data: newFolder(), port: 0 });
  const password = own.connections.superuser.match(/Password=([^;]+)/)?.[1];
  const server = `postgres://postgres:${password}@127.0.0.1:${own.port}/postgres`;
  const data = newFolder();
  for (const time of [1, 2]) {
    const given = await startDatabase({ data, port: 0, server });
    assert.deepEqual(await query(given.connections.app, 'select 1 as one'), [{ one: 1 }], `time ${time}`);
    assert.equal(await given.isSeeded(), time === 2);
    await given.markSeeded();
    await given.stop();
  }
  await assert.rejects(
    startDatabase({ data, port: 0, server: server.replace(/:[^:@]+@/, ':wrong@') }),
    /does not let us in/,
  );
  await assert.rejects(startDatabase({ data, port: 0, server: 'nonsense' }), /TESSERA_POSTGRES must read/);
  await own.stop();
});

test('passwords that are not those of the cluster are an answer, and not a wait', async () => {
  const data = newFolder();
  await (await startDatabase({ data, port: 0 })).stop();
  rmSync(path.join(data, 'secrets'), { recursive: true });
  await assert.rejects(startDatabase({ data, port: 0 }), /passwords in .+ are not those of .+--fresh/);
});

test('what is not there to be removed is no trouble', async () => {
  const data = path.join(tmpdir(), `tessera-test-none-${process.pid}`);
  await removeDatabase(data);
  rmSync(data, { recursive: true, force: true });
});
