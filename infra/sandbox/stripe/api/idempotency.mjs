/**
 * Idempotency-Key, as Stripe keeps it: the first answer of a key is the answer of the key for 24 hours, also a failed
 * one, unless nothing was done because the parameters were wrong or another request was under way.
 * https://docs.stripe.com/api/idempotent_requests
 */
import { createHash } from 'node:crypto';
import { invalid, StripeProblem } from './errors.mjs';

const kept = 24 * 3_600_000;
const longestKey = 255;

/** @typedef {{ status: number, body: any, requestId: string }} Answer */

export class Idempotency {
  /** @type {Set<string>} */
  #running = new Set();

  /**
   * @param {import('../store.mjs').Store} store
   * @param {import('../clock.mjs').Clock} clock
   */
  constructor(store, clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * @param {string} account
   * @param {string} key
   * @param {{ method: string, path: string, body: string }} request
   * @param {() => Promise<Answer>} work fails with a StripeProblem when nothing was done
   * @returns {Promise<Answer & { isReplayed: boolean }>}
   */
  async once(account, key, { method, path, body }, work) {
    if (key.length > longestKey) throw invalid(`Idempotency keys can be up to ${longestKey} characters long.`);
    const known = this.#known(account, key);
    const print = createHash('sha256').update(body).digest('base64url');
    if (known) {
      const { extra } = known;
      if (extra.endpoint !== `${method} ${path}`) {
        throw reused(
          `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${path}' vs ` +
            `'${extra.endpoint.slice(extra.endpoint.indexOf(' ') + 1)}'). ${tryAnother(key)}`,
        );
      }
      if (extra.print !== print) {
        throw reused(
          `Keys for idempotent requests can only be used with the same parameters they were first used with. ${tryAnother(key)}`,
        );
      }
      return { ...known.object, isReplayed: true };
    }
    const name = `${account} ${key}`;
    if (this.#running.has(name)) throw inUse(key);
    this.#running.add(name);
    try {
      const answer = await work();
      this.store.put('request', account, key, answer, { endpoint: `${method} ${path}`, print, at: this.clock.now() });
      return { ...answer, isReplayed: false };
    } finally {
      this.#running.delete(name);
    }
  }

  /**
   * @param {string} account
   * @param {string} key
   */
  #known(account, key) {
    const row = this.store.find('request', account, key);
    if (!row) return undefined;
    if (row.extra.at > this.clock.now() - kept) return row;
    this.store.remove(row);
    return undefined;
  }
}

/** @param {string} key */
function tryAnother(key) {
  return `Try using a key other than '${key}' if you meant to execute a different request.`;
}

/** @param {string} message */
function reused(message) {
  return new StripeProblem(400, { type: 'idempotency_error', message });
}

/** @param {string} key */
function inUse(key) {
  const message =
    'There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, ' +
    `and the other request is still going through): ${key}. Please try again later.`;
  const error = { type: 'invalid_request_error', code: 'idempotency_key_in_use', message };
  return new StripeProblem(409, error, { 'stripe-should-retry': 'true' });
}
