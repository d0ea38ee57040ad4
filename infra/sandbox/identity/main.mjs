/**
 * node infra/sandbox/identity/main.mjs --data DIR [--port 7010] [--edge http://localhost:7000]…
 *
 * --edge: where people come back to after signing in; may be given several times.
 */
import { parseArgs } from 'node:util';
import { startIdentity } from './server.mjs';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string', default: '7010' },
    edge: { type: 'string', multiple: true, default: ['http://localhost:7000'] },
  },
});

try {
  if (!values.data) throw new Error('Say where to keep the keys: --data DIR.');
  const identity = await startIdentity({ port: Number(values.port), data: values.data, edgeUrls: values.edge });
  process.stdout.write(`identity sandbox at ${identity.authority}\n`);
  const stop = () => identity.close().then(() => process.exit(0));
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  process.stderr.write(`${/** @type {Error} */ (error).message}\n`);
  process.exit(1);
}
