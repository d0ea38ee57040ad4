/**
 * Any part of the system on this machine, as a library for ./run, tests and the bench:
 *
 *   const stack = await startStack({ parts: ['postgres', 'core'] });   // free ports, a temporary folder
 *   …
 *   await stack.stop();
 *
 * As a program (node infra/local/stack.mjs [--data DIR] [--parts edge,core] [--no-seed]) it prints one line
 * of JSON with the addresses when everything is healthy, and stops with its standard input or on SIGTERM.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { tellPast } from '../sandbox/stripe/past.mjs';
import { startBalancer } from './balancer.mjs';
import { ensureBuilt, targets } from './build.mjs';
import { stopRequest } from './foreground.mjs';
import { ensurePackages, infra } from './install.mjs';
import { addresses, freePorts, hasOwnStripe, refuseTakenPorts } from './places.mjs';
import { freePort } from './ports.mjs';
import { removeCluster, Run } from './supervisor.mjs';
import { edgeSecrets, licenceKeyFile, paySecrets } from './secrets.mjs';

/** @typedef {import('./places.mjs').Ports} Ports */
/** @typedef {import('./database.mjs').Database} Database */
/** @typedef {'postgres' | 'identity' | 'mail' | 'stripe' | 'core' | 'edge'} PartName */

/** @type {PartName[]} */
export const allParts = ['postgres', 'identity', 'mail', 'stripe', 'core', 'edge'];

/** What each part needs running beside it. @type {Record<PartName, PartName[]>} */
const needs = {
  postgres: [],
  identity: [],
  mail: [],
  stripe: [],
  core: ['postgres', 'identity', 'stripe'],
  edge: ['core', 'identity'],
};

/**
 * @typedef {object} StackOptions
 * @property {PartName[]} [parts] with what they need; all by default
 * @property {string} [data] folder that stays; a temporary one by default
 * @property {Ports} [ports] free ones by default
 * @property {string} [server] superuser URL of a PostgreSQL to take instead of a private one
 * @property {boolean} [build] false: what is built is taken as it is
 * @property {boolean} [seed] false: no demonstration world
 * @property {number} [cores] several behind one address, each connection to the next of them; 1 by default
 * @property {Record<string, string>} [coreEnv] on top of what core is started with
 * @property {(line: string) => void} [progress]
 * @property {AbortSignal} [signal] gives up starting
 */

/**
 * @typedef {object} Stack
 * @property {Ports} ports
 * @property {string} data
 * @property {ReturnType<typeof addresses>} addresses
 * @property {import('./database.mjs').Database['connections'] | undefined} connections
 * @property {Promise<string>} ended resolves with the reason when a part is gone for good
 * @property {() => Promise<void>} stop
 * @property {Run} run what is under way: parts are ended and started again through it
 */

/**
 * @param {StackOptions} [options]
 * @returns {Promise<Stack>}
 */
export async function startStack(options = {}) {
  const parts = withNeeds(options.parts ?? allParts);
  const isTemporary = options.data === undefined;
  const data = path.resolve(options.data ?? mkdtempSync(path.join(tmpdir(), 'tessera-stack-')));
  const ports = options.ports ?? (await freePorts());
  const run = new Run(data, options.progress ?? (() => undefined));
  /** @type {{ close?: () => Promise<void> }} */
  const balancer = {};
  const stop = async () => {
    await balancer.close?.();
    await run.stop();
    if (!isTemporary) return;
    await removeCluster(path.join(data, 'postgres'));
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await run.begin();
    const connections = await Promise.race([
      bringUp(run, parts, { ...options, ports, balancer }),
      aborted(options.signal),
    ]);
    return { ports, data, addresses: addresses(ports), connections, ended: run.ended, stop, run };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<never>} fails once the signal is given
 */
function aborted(signal) {
  return new Promise((_resolve, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/**
 * Everything at once, each as soon as what it needs is there.
 * @param {Run} run
 * @param {Set<PartName>} parts
 * @param {StackOptions & { ports: Ports, balancer: { close?: () => Promise<void> } }} options
 */
async function bringUp(run, parts, { ports, server, balancer, build = true, seed = true, cores = 1, coreEnv = {} }) {
  await refuseTakenPorts(ports, portsOf(parts, server));
  const infraReady = run.step('packages of infra', () => ensurePackages(infra));
  const built = async (/** @type {import('./build.mjs').Target} */ target) =>
    build ? run.step(`${target.name} built`, () => ensureBuilt(target)) : false;

  const coreBuilt = parts.has('core') ? built(targets.core) : undefined;
  const edgeBuilt = parts.has('edge') ? infraReady.then(() => built(targets.edge)) : undefined;
  const frontendBuilt = edgeBuilt?.then(() => built(targets.frontend));
  const database = parts.has('postgres')
    ? infraReady.then(() => run.startDatabase({ port: ports.postgres, server }))
    : undefined;
  const plans = infraReady.then(() => import('./parts.mjs'));
  const identity = parts.has('identity')
    ? plans.then((make) => run.start(make.identityPlan(ports, run.data)))
    : undefined;
  const mail = parts.has('mail') ? startMail() : undefined;
  const stripe = parts.has('stripe') ? plans.then(startStripe) : undefined;
  const rest = parts.has('core') ? startCoreAndEdge() : undefined;

  async function startMail() {
    const make = await plans;
    await run.step('packages of the mail catcher', () => ensurePackages(make.mailFolder));
    await run.start(make.mailPlan(ports));
  }

  /** @param {typeof import('./parts.mjs')} make */
  async function startStripe(make) {
    const { webhooks } = paySecrets(path.join(run.data, 'secrets'), Object.keys(make.sellers));
    await run.start(make.stripePlan(ports, run.data, webhooks));
  }

  async function startCoreAndEdge() {
    const [make, { connections, isSeeded, markSeeded }] = await Promise.all([
      plans,
      /** @type {Promise<Database>} */ (database),
      coreBuilt,
      identity,
      stripe,
    ]);
    const folder = path.join(run.data, 'secrets');
    const setting = {
      ports,
      data: run.data,
      connections,
      secrets: edgeSecrets(folder),
      paySecrets: paySecrets(folder, Object.keys(make.sellers)),
      hasMail: parts.has('mail'),
      licenceKeyFile: licenceKeyFile(folder),
    };
    const env = make.coreEnvironment(setting);
    await run.core('migrate', env);
    if (seed && !(await isSeeded())) {
      await run.step('demonstration world loaded', () => run.core('seed', env).then(() => true));
      if (parts.has('stripe')) await tellPast((sql) => run.query(sql), `http://127.0.0.1:${ports.stripe}`);
      await markSeeded();
    }
    await Promise.all([startCores(make, setting), frontendBuilt]);
    if (parts.has('edge')) await run.start(make.edgePlan(setting));
  }

  /**
   * @param {typeof import('./parts.mjs')} make
   * @param {import('./parts.mjs').Setting} setting
   */
  async function startCores(make, setting) {
    const start = (/** @type {import('./process.mjs').PartPlan} */ plan) =>
      run.start({ ...plan, env: { ...plan.env, ...coreEnv } });
    if (cores === 1) return start(make.corePlan(setting));
    const own = await Promise.all(Array.from({ length: cores }, freePort));
    await Promise.all(own.map((port, index) => start(make.corePlan(setting, { name: `core-${index + 1}`, port }))));
    balancer.close = (await startBalancer(ports.core, own)).close;
  }

  const [, ready] = await Promise.all([infraReady, database, identity, mail, stripe, rest, coreBuilt, frontendBuilt]);
  return ready?.connections;
}

/**
 * @param {Set<PartName>} parts
 * @param {string | undefined} server
 */
function portsOf(parts, server) {
  /** @type {(keyof Ports)[]} */
  const wanted = [...parts];
  if (parts.has('mail')) wanted.push('smtp');
  return wanted.filter((name) => name !== 'postgres' || !server);
}

/** @param {PartName[]} parts */
function withNeeds(parts) {
  /** @type {Set<PartName>} */
  const all = new Set();
  const add = (/** @type {PartName} */ part) => {
    if (part === 'stripe' && hasOwnStripe()) return;
    needs[part].forEach(add);
    all.add(part);
  };
  parts.forEach(add);
  return all;
}

async function main() {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      parts: { type: 'string' },
      'no-build': { type: 'boolean', default: false },
      'no-seed': { type: 'boolean', default: false },
    },
  });
  const request = stopRequest();
  const parts = values.parts?.split(',').filter((name) => allParts.includes(/** @type {PartName} */ (name)));
  const stack = await startStack({
    data: values.data,
    parts: /** @type {PartName[] | undefined} */ (parts),
    build: !values['no-build'],
    seed: !values['no-seed'],
    signal: request.signal,
    progress: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`${JSON.stringify({ ready: true, ...stack.addresses, ...stack.connections })}\n`);
  const reason = await Promise.race([request.asked, stack.ended.then((why) => new Error(why))]);
  await stack.stop();
  if (reason instanceof Error) throw reason;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().then(
    () => process.exit(0),
    (/** @type {Error} */ error) => {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    },
  );
}
