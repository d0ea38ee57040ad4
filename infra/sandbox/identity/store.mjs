/** What the provider remembers, in memory and, so that a restart signs nobody out, in one file. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Codes and half-done sign-ins need not survive. */
const lasting = new Set(['Session', 'Grant', 'RefreshToken']);
const writeDelay = 200;

/** @typedef {import('oidc-provider').AdapterPayload} Payload */
/** @typedef {{ payload: Payload, expires: number }} Entry expires: ms since the epoch */

/** @param {string} file */
export function openStore(file) {
  /** @type {Map<string, Entry>} */
  const entries = new Map(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []);
  /** @type {NodeJS.Timeout | undefined} */
  let pending;

  const flush = () => {
    clearTimeout(pending);
    pending = undefined;
    const now = Date.now();
    const kept = [...entries].filter(([key, { expires }]) => expires > now && lasting.has(modelOf(key)));
    writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };

  /** @param {string} key */
  const changed = (key) => {
    if (lasting.has(modelOf(key))) pending ??= setTimeout(flush, writeDelay);
  };

  /** @param {string} key */
  const alive = (key) => {
    const entry = entries.get(key);
    if (entry && entry.expires > Date.now()) return entry.payload;
    entries.delete(key);
    return undefined;
  };

  /**
   * @param {string} model
   * @returns {import('oidc-provider').Adapter}
   */
  const adapter = (model) => {
    const key = (/** @type {string} */ id) => `${model}:${id}`;
    const findBy = (/** @type {'uid' | 'userCode'} */ field, /** @type {string} */ value) => {
      for (const [name, { payload }] of entries) {
        if (modelOf(name) === model && payload[field] === value) return alive(name);
      }
      return undefined;
    };
    return {
      async upsert(id, payload, expiresIn) {
        entries.set(key(id), { payload, expires: Date.now() + (expiresIn || 86_400) * 1000 });
        changed(key(id));
      },
      find: async (id) => alive(key(id)),
      findByUid: async (uid) => findBy('uid', uid),
      findByUserCode: async (userCode) => findBy('userCode', userCode),
      async consume(id) {
        const entry = entries.get(key(id));
        if (entry) entry.payload.consumed = Math.floor(Date.now() / 1000);
        changed(key(id));
      },
      async destroy(id) {
        entries.delete(key(id));
        changed(key(id));
      },
      async revokeByGrantId(grantId) {
        for (const [name, { payload }] of entries) {
          if (payload.grantId !== grantId) continue;
          entries.delete(name);
          changed(name);
        }
      },
    };
  };

  return { adapter, flush };
}

/** @param {string} key */
function modelOf(key) {
  return key.slice(0, key.indexOf(':'));
}
