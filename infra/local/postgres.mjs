/**
 * node infra/local/postgres.mjs --data DIR --port N [--temporary] [--set name=value]…
 *
 * A private PostgreSQL in the foreground. Prints one line of JSON when it takes queries; stops when
 * its standard input is closed, on SIGTERM or on Ctrl-C. Port 0 takes a free one; --temporary removes
 * DIR (by default a new folder) at the end. TESSERA_POSTGRES names a running server to take instead of a
 * lasting one of our own.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { stopRequest } from './foreground.mjs';
import { ensurePackages, infra } from './install.mjs';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string', default: '0' },
    temporary: { type: 'boolean', default: false },
    set: { type: 'string', multiple: true, default: [] },
  },
});

async function main() {
  const stop = stopRequest();
  if (!values.data && !values.temporary) throw new Error('Say where: --data DIR, or --temporary.');
  const data = path.resolve(values.data ?? mkdtempSync(path.join(tmpdir(), 'tessera-postgres-')));
  await ensurePackages(infra);
  const { startDatabase, removeDatabase } = await import('./database.mjs');
  const cleanUp = async () => (values.temporary ? removeDatabase(data) : undefined);
  const database = await startDatabase({
    data,
    port: Number(values.port),
    server: values.temporary ? undefined : process.env['TESSERA_POSTGRES'],
    settings: Object.fromEntries(values.set.map((pair) => pair.split(/=(.*)/s).slice(0, 2))),
  }).catch(async (error) => {
    await cleanUp();
    throw error;
  });
  process.stdout.write(`${JSON.stringify({ ready: true, port: database.port, ...database.connections })}\n`);
  const died = database.cluster?.ended ?? new Promise(() => undefined);
  const reason = await Promise.race([
    stop.asked,
    died.then((why) => new Error(`${why}; see ${database.cluster?.log}`)),
  ]);
  await database.stop();
  await cleanUp();
  if (reason instanceof Error) throw reason;
}

main().then(
  () => process.exit(0),
  (/** @type {Error} */ error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
