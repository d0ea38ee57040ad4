/** How each part is started: command, environment, and where it says that it is healthy. */
import path from 'node:path';
import { coreAssembly, edgeEntry, edgeFolder, staticFolder } from './build.mjs';
import { infra, repository } from './install.mjs';
import { addresses, hasOwnStripe } from './places.mjs';
import { directory } from '../sandbox/identity/directory.mjs';
import { secretKey } from '../sandbox/stripe/accounts.mjs';

export const mailFolder = path.join(infra, 'sandbox/mail');

/** @typedef {import('./places.mjs').Ports} Ports */
/** @typedef {import('./process.mjs').PartPlan} PartPlan */

/**
 * @typedef {object} Setting
 * @property {Ports} ports
 * @property {string} data folder
 * @property {{ owner: string, app: string }} connections
 * @property {{ edge: string, session: string }} secrets
 * @property {{ pay: string, webhooks: Record<string, string> }} paySecrets
 * @property {boolean} hasMail the mail catcher runs beside it
 * @property {string} licenceKeyFile
 */

/** The tenants of the demonstration world, and who is paid in each. */
export const sellers = Object.fromEntries(
  directory.directories
    .filter(({ about }) => about === 'Distributor')
    .map(({ tenant, company }) => /** @type {const} */ ([tenant, company])),
);

/**
 * @param {Ports} ports
 * @param {string} data folder
 * @returns {PartPlan}
 */
export function identityPlan(ports, data) {
  const at = addresses(ports);
  const main = path.join(infra, 'sandbox/identity/main.mjs');
  const folder = path.join(data, 'identity');
  return {
    name: 'identity',
    command: process.execPath,
    args: [main, '--port', String(ports.identity), '--data', folder, '--edge', at.edge],
    cwd: infra,
    env: { NODE_ENV: 'development' },
    health: `${at.identity}/health/live`,
    patience: 20_000,
  };
}

/**
 * @param {Ports} ports
 * @returns {PartPlan}
 */
export function mailPlan(ports) {
  const { smtp, mail } = ports;
  return {
    name: 'mail',
    command: process.execPath,
    args: [
      path.join(mailFolder, 'node_modules/maildev/dist/bin/maildev.js'),
      ...['--ip', '127.0.0.1', '--smtp', String(smtp)],
      ...['--web-ip', '127.0.0.1', '--web', String(mail)],
    ],
    cwd: mailFolder,
    env: {},
    health: `http://127.0.0.1:${mail}/api/healthz`,
    patience: 30_000,
  };
}

/**
 * Stripe's stand-in, telling core of what happens in each tenant's account.
 * @param {Ports} ports
 * @param {string} data folder
 * @param {Record<string, string>} webhooks secrets by tenant
 * @returns {PartPlan}
 */
export function stripePlan(ports, data, webhooks) {
  const at = addresses(ports);
  const accounts = Object.entries(sellers).flatMap(([tenant, seller]) => [
    ...['--account', `${tenant}=${seller}`],
    ...['--webhook', `${tenant}=${at.core}/v1/${tenant}/stripe=${webhooks[tenant]}`],
  ]);
  return {
    name: 'stripe',
    command: process.execPath,
    args: [
      path.join(infra, 'sandbox/stripe/main.mjs'),
      ...['--port', String(ports.stripe), '--data', path.join(data, 'stripe'), ...accounts],
    ],
    cwd: infra,
    env: { NODE_ENV: 'development' },
    health: `http://127.0.0.1:${ports.stripe}/health/live`,
    patience: 20_000,
  };
}

/**
 * @param {Pick<Setting, 'ports' | 'paySecrets' | 'hasMail'>} setting
 * @returns {Record<string, string>}
 */
function payEnvironment({ ports, paySecrets: { pay, webhooks }, hasMail }) {
  const sandbox = {
    TESSERA_STRIPE_URL: `http://127.0.0.1:${ports.stripe}`,
    TESSERA_STRIPE_KEYS: pairs((tenant) => secretKey(tenant)),
    TESSERA_STRIPE_WEBHOOK_SECRETS: pairs((tenant) => webhooks[tenant] ?? ''),
  };
  return {
    TESSERA_PUBLIC_URL: addresses(ports).edge,
    TESSERA_PAY_SECRET: pay,
    // Without a catcher nothing is sent: messages wait.
    ...(hasMail && { TESSERA_SMTP: `smtp://127.0.0.1:${ports.smtp}`, TESSERA_MAIL_FROM: 'no-reply@tessera.example' }),
    ...(!hasOwnStripe() && sandbox),
  };
}

/** @param {(tenant: string) => string} value */
function pairs(value) {
  return Object.keys(sellers)
    .map((tenant) => `${tenant}=${value(tenant)}`)
    .join(';');
}

/**
 * @param {Setting} setting
 * @returns {Record<string, string>}
 */
export function coreEnvironment(setting) {
  const { ports, connections, secrets, licenceKeyFile } = setting;
  const at = addresses(ports);
  const clients = [...directory.browserClients, ...directory.apps].map(({ id }) => id);
  return {
    ASPNETCORE_ENVIRONMENT: 'Development',
    DOTNET_NOLOGO: 'true',
    TESSERA_URLS: at.core,
    TESSERA_ROLE: 'all',
    TESSERA_DATABASE: connections.app,
    TESSERA_DATABASE_OWNER: connections.owner,
    TESSERA_IDENTITY_AUTHORITY: at.identity,
    TESSERA_IDENTITY_AUDIENCE: directory.api.audience,
    TESSERA_IDENTITY_CLIENTS: clients.join(','),
    TESSERA_EDGE_SECRET: secrets.edge,
    TESSERA_LICENCE_KEY_FILE: licenceKeyFile,
    TESSERA_LICENCE_KEY_ID: 'local-1',
    ...payEnvironment(setting),
  };
}

/**
 * @param {Setting} setting
 * @param {{ name?: string, port?: number }} [one] of several
 * @returns {PartPlan}
 */
export function corePlan(setting, { name = 'core', port = setting.ports.core } = {}) {
  const address = `http://127.0.0.1:${port}`;
  /** @type {Record<string, string>} */
  const env = { ...coreEnvironment(setting), TESSERA_URLS: address };
  // Serving never needs the owner's rights.
  delete env['TESSERA_DATABASE_OWNER'];
  return {
    name,
    command: 'dotnet',
    args: [coreAssembly],
    cwd: repository,
    env,
    health: `${address}/health/ready`,
    patience: 60_000,
  };
}

/**
 * @param {Setting} setting
 * @returns {PartPlan}
 */
export function edgePlan({ ports, secrets }) {
  const at = addresses(ports);
  const client = directory.browserClients[0];
  if (!client) throw new Error('directory.json names no client for the edge.');
  return {
    name: 'edge',
    command: process.execPath,
    args: [edgeEntry],
    cwd: edgeFolder,
    env: {
      NODE_ENV: 'development',
      EDGE_PORT: String(ports.edge),
      EDGE_HOST: '127.0.0.1',
      EDGE_PUBLIC_URL: at.edge,
      EDGE_CORE_URL: at.core,
      EDGE_CORE_SECRET: secrets.edge,
      EDGE_SESSION_SECRET: secrets.session,
      EDGE_STATIC_DIR: staticFolder,
      OIDC_AUTHORITY: at.identity,
      OIDC_CLIENT_ID: client.id,
      OIDC_CLIENT_SECRET: client.secret,
      OIDC_API_SCOPE: `${directory.api.uri}/${directory.api.scope}`,
    },
    health: `http://127.0.0.1:${ports.edge}/health/ready`,
    patience: 30_000,
  };
}
