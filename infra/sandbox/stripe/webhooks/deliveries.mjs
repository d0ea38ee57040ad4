/**
 * Brings events to their endpoints until one answers 2xx: at once, then after 1, 2, 4 … s, for three days. Tests hold them
 * back, double, delay and reorder them, or lose them altogether.
 */
import { seeded } from '../ids.mjs';
import { Poster } from './post.mjs';
import { signatureOf } from './signature.mjs';

const longestTry = 3 * 86_400_000;
const connections = 64;
/** A reordered event waits at most so long for others to change places with. */
const reorderPatience = 500;

/** @typedef {import('../store.mjs').Row} Row */
/** @typedef {import('../accounts.mjs').Endpoint} Endpoint */

/**
 * @typedef {object} Mode how events travel
 * @property {boolean} hold until they are released
 * @property {number} duplicates further copies of each, sent at the same time
 * @property {number} delay ms before the first try
 * @property {{ seed: number, window: number } | null} reorder events in groups of `window`, each shuffled by the seed
 * @property {number} lose so many of the next events are never sent; only the API tells of them
 */

/** @type {Mode} */
const usual = { hold: false, duplicates: 0, delay: 0, reorder: null, lose: 0 };

export class Deliveries {
  /** @type {Mode} */
  #mode = { ...usual };
  /** @type {Row[]} */
  #held = [];
  /** @type {Row[]} */
  #group = [];
  #random = seeded(0);
  /** @type {{ row: Row, attempt: number }[]} */
  #queue = [];
  #active = 0;
  #isClosed = false;
  #poster = new Poster(connections);

  /**
   * @param {{ clock: import('../clock.mjs').Clock, store: import('../store.mjs').Store, log: import('../log.mjs').Log,
   *   endpointOf: (account: string) => Endpoint | undefined, retry: { base: number, cap: number } }} options
   */
  constructor({ clock, store, log, endpointOf, retry }) {
    this.clock = clock;
    this.store = store;
    this.log = log;
    this.endpointOf = endpointOf;
    this.retry = retry;
  }

  /** @param {Row} row of an event */
  deliver(row) {
    const { hold, lose, reorder } = this.#mode;
    if (lose > 0) {
      this.#mode.lose--;
      row.extra.isOwed = false;
      this.store.keep(row);
      return;
    }
    if (hold) this.#held.push(row);
    else if (reorder) this.#regroup(row, reorder.window);
    else this.#begin(row);
  }

  /** @param {Partial<Mode>} changes */
  setMode(changes) {
    this.#mode = { ...this.#mode, ...changes };
    if (changes.reorder) this.#random = seeded(changes.reorder.seed);
    if (!this.#mode.reorder) this.#dispatchGroup();
    if (!this.#mode.hold) this.#held.splice(0).forEach((row) => this.deliver(row));
  }

  /** Back to usual: what is held leaves. */
  reset() {
    this.setMode({ ...usual });
  }

  state() {
    return {
      ...this.#mode,
      held: this.#held.length,
      queued: this.#queue.length + this.#group.length,
      active: this.#active,
    };
  }

  /**
   * Sends an event once more, whatever became of it.
   * @param {Row} row
   */
  again(row) {
    this.#enqueue(row, row.extra.attempts);
  }

  /**
   * Anything at all, to the endpoint of an account; the answer is for the caller alone.
   * @param {Endpoint} endpoint
   * @param {string} body
   * @param {string | undefined} signature
   */
  async forge(endpoint, body, signature) {
    const answer = await this.#poster.post(endpoint.url, body, headersOf(signature));
    this.log.add({ what: 'forged', status: answer.status, failure: answer.failure, ms: answer.ms });
    return answer;
  }

  close() {
    this.#isClosed = true;
    this.#queue = [];
    this.#poster.close();
  }

  /**
   * @param {Row} row
   * @param {number} window
   */
  #regroup(row, window) {
    this.#group.push(row);
    if (this.#group.length >= window) this.#dispatchGroup();
    else if (this.#group.length === 1) setTimeout(() => this.#dispatchGroup(), reorderPatience).unref();
  }

  #dispatchGroup() {
    const group = this.#group.splice(0);
    for (let last = group.length - 1; last > 0; last--) {
      const other = Math.floor(this.#random() * (last + 1));
      [group[last], group[other]] = [/** @type {Row} */ (group[other]), /** @type {Row} */ (group[last])];
    }
    group.forEach((row) => this.#begin(row));
  }

  /** @param {Row} row */
  #begin(row) {
    const { delay, duplicates } = this.#mode;
    const send = () => {
      for (let copy = 0; copy <= duplicates; copy++) this.#enqueue(row, 0);
    };
    if (delay > 0) this.clock.at(this.clock.now() + delay, send);
    else send();
  }

  /**
   * @param {Row} row
   * @param {number} attempt tries that failed before
   */
  #enqueue(row, attempt) {
    if (this.#isClosed) return;
    if (this.#active < connections) void this.#send(row, attempt);
    else this.#queue.push({ row, attempt });
  }

  /**
   * @param {Row} row
   * @param {number} attempt
   */
  async #send(row, attempt) {
    const endpoint = this.endpointOf(row.account);
    if (!endpoint) return;
    this.#active++;
    const body = JSON.stringify(row.object);
    const answer = await this.#poster.post(endpoint.url, body, headersOf(signatureOf(body, endpoint.secrets)));
    this.#active--;
    const next = this.#queue.shift();
    if (next) this.#enqueue(next.row, next.attempt);
    if (this.#isClosed) return;
    const { status, failure, ms } = answer;
    this.log.add({
      what: 'webhook',
      account: row.account,
      event: row.id,
      type: row.object.type,
      attempt: attempt + 1,
      status,
      failure,
      ms,
    });
    if (status >= 200 && status < 300) this.#done(row);
    else this.#retry(row, attempt + 1);
  }

  /** @param {Row} row */
  #done(row) {
    if (!row.extra.isOwed) return;
    row.extra.isOwed = false;
    this.store.change(row, { pending_webhooks: 0 });
  }

  /**
   * @param {Row} row
   * @param {number} attempts so far
   */
  #retry(row, attempts) {
    row.extra.attempts = Math.max(row.extra.attempts, attempts);
    this.store.keep(row);
    const { base, cap } = this.retry;
    const due = this.clock.now() + Math.min(base * 2 ** (attempts - 1), cap);
    if (due > row.object.created * 1000 + longestTry) return;
    this.clock.at(due, () => this.#enqueue(row, attempts));
  }
}

/** @param {string | undefined} signature */
function headersOf(signature) {
  return {
    accept: '*/*; q=0.5, application/xml',
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    ...(signature !== undefined && { 'stripe-signature': signature }),
  };
}
