/** ./run: everything on this machine, until Ctrl-C. */
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { stopRequest } from './foreground.mjs';
import { ensurePackages, infra, repository } from './install.mjs';
import { chosenPorts } from './places.mjs';
import { startStack } from './stack.mjs';
import { removeCluster } from './supervisor.mjs';
import { welcome } from './welcome.mjs';

const usage = `./run [options]      starts Tessera on this machine and keeps it running until Ctrl-C

  --port-base N   ports from N on instead of 7000 (edge N, identity N+10, core N+20, PostgreSQL N+30, mail N+40 and N+41, Stripe N+50);
                  single ones: EDGE_PORT, TESSERA_IDENTITY_PORT, TESSERA_CORE_PORT, TESSERA_POSTGRES_PORT,
                  TESSERA_SMTP_PORT, TESSERA_MAIL_PORT, TESSERA_STRIPE_PORT
  --fresh         throws the data in .data away first
  --no-build      takes what is built as it is
  --no-seed       no demonstration world
  --once          stops as soon as everything is healthy
  --data DIR      another folder than .data
  --help

TESSERA_POSTGRES=postgres://superuser:password@host:port/postgres takes a running server instead of a private one.
TESSERA_STRIPE_KEYS="tenant=sk_…;…" with TESSERA_STRIPE_WEBHOOK_SECRETS="tenant=whsec_…;…" talks to Stripe itself; its sandbox does not start.
`;

async function main() {
  const { values } = parseArgs({
    options: {
      'port-base': { type: 'string' },
      fresh: { type: 'boolean', default: false },
      'no-build': { type: 'boolean', default: false },
      'no-seed': { type: 'boolean', default: false },
      once: { type: 'boolean', default: false },
      data: { type: 'string', default: path.join(repository, '.data') },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    say(usage);
    return;
  }
  const from = performance.now();
  const request = stopRequest({ withInput: false });
  const ports = chosenPorts(process.env, values['port-base']);
  if (values.fresh) await forget(values.data);

  const stack = await startStack({
    data: values.data,
    ports,
    server: process.env['TESSERA_POSTGRES'] || undefined,
    build: !values['no-build'],
    seed: !values['no-seed'],
    signal: request.signal,
    progress: (line) => say(`  ${line}\n`),
  });
  say(welcome(stack, (performance.now() - from) / 1000));

  const reason = values.once
    ? 'started once'
    : await Promise.race([request.asked, stack.ended.then((why) => new Error(why))]);
  if (!values.once) say(reason instanceof Error ? `\n${reason.message}\nStopping everything.\n` : '\nStopping.\n');
  void stopRequest({ withInput: false }).asked.then(() => process.exit(130));
  await stack.stop();
  if (reason instanceof Error) process.exitCode = 1;
}

/** @param {string} data folder */
async function forget(data) {
  if (!existsSync(data)) return;
  await ensurePackages(infra);
  await removeCluster(path.join(data, 'postgres'));
  rmSync(data, { recursive: true, force: true });
}

/** @param {string} text */
function say(text) {
  process.stdout.write(text);
}

main().then(
  () => process.exit(),
  (/** @type {Error} */ error) => {
    process.stderr.write(`\n${error.message}\n`);
    process.exit(1);
  },
);
