/** Ports and addresses of the parts on this machine. */
import { freePort, isFree, whoUses } from './ports.mjs';

const defaultBase = 7000;

/** Every port: its part, how far above the base it lies, and the variable that sets it alone. */
const layout = /** @type {const} */ ({
  edge: { offset: 0, variable: 'EDGE_PORT' },
  identity: { offset: 10, variable: 'TESSERA_IDENTITY_PORT' },
  core: { offset: 20, variable: 'TESSERA_CORE_PORT' },
  postgres: { offset: 30, variable: 'TESSERA_POSTGRES_PORT' },
  smtp: { offset: 40, variable: 'TESSERA_SMTP_PORT' },
  mail: { offset: 41, variable: 'TESSERA_MAIL_PORT' },
  stripe: { offset: 50, variable: 'TESSERA_STRIPE_PORT' },
});

/** @typedef {Record<keyof typeof layout, number>} Ports */

const names = /** @type {(keyof Ports)[]} */ (Object.keys(layout));

/**
 * @param {NodeJS.ProcessEnv} environment
 * @param {string | undefined} [base]
 * @returns {Ports}
 */
export function chosenPorts(environment, base = environment['TESSERA_PORT_BASE']) {
  const start = base === undefined || base === '' ? defaultBase : portNumber('the port base', base);
  const entries = names.map((name) => {
    const { offset, variable } = layout[name];
    const own = environment[variable];
    return [name, own ? portNumber(variable, own) : start + offset];
  });
  return Object.fromEntries(entries);
}

/** @returns {Promise<Ports>} */
export async function freePorts() {
  /** @type {Set<number>} */
  const taken = new Set();
  while (taken.size < names.length) taken.add(await freePort());
  const ports = [...taken];
  return /** @type {Ports} */ (Object.fromEntries(names.map((name, index) => [name, ports[index]])));
}

/**
 * @param {string} name
 * @param {string} text
 */
function portNumber(name, text) {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1024 && port <= 65_000) return port;
  throw new Error(`${name} must be a port between 1024 and 65000, not '${text}'.`);
}

/**
 * Fails with one line per taken port: who has it and how to choose another.
 * @param {Ports} ports
 * @param {(keyof Ports)[]} [wanted]
 */
export async function refuseTakenPorts(ports, wanted = names) {
  /** @type {string[]} */
  const problems = [];
  for (const name of wanted) {
    if (await isFree(ports[name])) continue;
    problems.push(
      `Port ${ports[name]} (${name}) is used by ${await whoUses(ports[name])}. ${layout[name].variable} sets it.`,
    );
  }
  if (problems.length === 0) return;
  problems.push('Stop what uses it, or move all ports: ./run --port-base 8000');
  throw new Error(problems.join('\n'));
}

/** @param {Ports} ports */
export function addresses(ports) {
  return {
    edge: `http://localhost:${ports.edge}`,
    identity: `http://localhost:${ports.identity}`,
    core: `http://127.0.0.1:${ports.core}`,
    mail: `http://localhost:${ports.mail}`,
    stripe: `http://localhost:${ports.stripe}`,
  };
}

/** Keys of real accounts were given: core talks to Stripe itself, and nothing of the sandbox starts. */
export function hasOwnStripe() {
  return Boolean(process.env['TESSERA_STRIPE_KEYS']);
}
