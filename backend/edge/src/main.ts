import process from 'node:process';
import { makeApp } from './app.js';
import { ConfigurationRefused, readConfig } from './config.js';
import { makeEdge } from './http/edge.js';
import { makeLog } from './log.js';

const PATIENCE = 10_000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = makeLog(config.logLevel);
  const app = await makeApp(makeEdge(config, log));
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping: requests in flight are finished first');
    setTimeout(() => process.exit(1), PATIENCE).unref();
    app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  await app.listen({ host: config.host, port: config.port });
  log.info({ port: config.port }, 'listening');
}

main().catch((error: unknown) => {
  const refused = error instanceof ConfigurationRefused;
  process.stderr.write(`${refused ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
