/** The signing key and the cookie secret of this sandbox, made once per data folder. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** @typedef {{ jwk: import('oidc-provider').JWK, cookieSecret: string }} Keys */

/**
 * @param {string} data folder
 * @returns {Keys}
 */
export function loadKeys(data) {
  const file = path.join(data, 'keys.json');
  if (!existsSync(file)) {
    mkdirSync(data, { recursive: true });
    writeFileSync(file, JSON.stringify(makeKeys()), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

function makeKeys() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = {
    ...privateKey.export({ format: 'jwk' }),
    use: 'sig',
    alg: 'RS256',
    kid: randomBytes(8).toString('hex'),
  };
  return { jwk, cookieSecret: randomBytes(32).toString('base64url') };
}
