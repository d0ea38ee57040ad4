/** Identifiers in Stripe's fashion: a prefix that names the kind, and letters nobody guesses. */
import { createHash, randomFillSync } from 'node:crypto';

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const pool = Buffer.alloc(8192);
let used = pool.length;

/** @param {number} length */
function random(length) {
  let text = '';
  while (text.length < length) {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const value = /** @type {number} */ (pool[used++]) & 63;
    // 62 and 63 are thrown away, so that every letter is as likely as any other.
    if (value < letters.length) text += letters[value];
  }
  return text;
}

export const ids = {
  session: () => `cs_test_a1${random(56)}`,
  intent: () => `pi_3${random(23)}`,
  charge: () => `ch_3${random(23)}`,
  refund: () => `re_3${random(23)}`,
  dispute: () => `du_1${random(23)}`,
  method: () => `pm_1${random(23)}`,
  transaction: () => `txn_3${random(23)}`,
  mandate: () => `mandate_1${random(23)}`,
  item: () => `li_1${random(23)}`,
  price: () => `price_1${random(23)}`,
  product: () => `prod_${random(14)}`,
  event: () => `evt_1${random(23)}`,
  request: () => `req_${random(14)}`,
  secret: () => random(25),
};

/**
 * The same for the same name: an account keeps its id when its data is thrown away.
 * @param {string} prefix
 * @param {string} name
 */
export function namedId(prefix, name) {
  const digest = createHash('sha256').update(name).digest();
  return `${prefix}_1${[...digest.subarray(0, 15)].map((byte) => letters[byte % letters.length]).join('')}`;
}

/**
 * Seeded numbers in [0, 1), the same for the same seed.
 * @param {number} seed
 */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
