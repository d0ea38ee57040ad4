/** Secrets of one data folder: made once, readable by their owner alone, never those of production. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @param {string} folder
 * @param {string} name of the file
 * @param {() => string} make
 */
function once(folder, name, make) {
  const file = path.join(folder, name);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, make(), { mode: 0o600 });
    renameSync(unfinished, file);
  }
  return file;
}

const random = () => randomBytes(32).toString('base64url');

/**
 * @param {string} folder
 * @returns {{ superuser: string, owner: string, app: string }}
 */
export function databasePasswords(folder) {
  const make = () => JSON.stringify({ superuser: random(), owner: random(), app: random() });
  return JSON.parse(readFileSync(once(folder, 'postgres.json', make), 'utf8'));
}

/**
 * @param {string} folder
 * @returns {{ edge: string, session: string }}
 */
export function edgeSecrets(folder) {
  const make = () => JSON.stringify({ edge: random(), session: random() });
  return JSON.parse(readFileSync(once(folder, 'edge.json', make), 'utf8'));
}

/**
 * What signs pay links, and the messages of each tenant's account in the Stripe sandbox.
 * @param {string} folder
 * @param {string[]} tenants
 * @returns {{ pay: string, webhooks: Record<string, string> }}
 */
export function paySecrets(folder, tenants) {
  const make = () =>
    JSON.stringify({
      pay: random(),
      webhooks: Object.fromEntries(tenants.map((tenant) => [tenant, `whsec_${random()}`])),
    });
  return JSON.parse(readFileSync(once(folder, 'pay.json', make), 'utf8'));
}

/**
 * The key that signs licence files, as a PEM file.
 * @param {string} folder
 */
export function licenceKeyFile(folder) {
  return once(folder, 'licence-key.pem', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  });
}
