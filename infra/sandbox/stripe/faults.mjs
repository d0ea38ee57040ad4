/**
 * Ways in which calls go wrong, set by the control API:
 *
 *   delay   waits `ms`, then does what it was asked, whether or not the caller still listens
 *   stall   the same with 30 s
 *   lost    does it, and the connection breaks before the answer (after `ms`)
 *   reset   the connection breaks, nothing was done
 *   down    the same, for everything, also the hosted page, until it is taken away
 *   error   answers `status` (500), nothing was done; with `executed` it was done all the same
 *   limit   429 with Retry-After of `retryAfter` s
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { StripeProblem } from './api/errors.mjs';
import { seeded } from './ids.mjs';

/**
 * @typedef {object} Fault
 * @property {number} id
 * @property {'delay' | 'stall' | 'lost' | 'reset' | 'down' | 'error' | 'limit'} fault
 * @property {string} call "POST /v1/refunds", with * for a segment of the path; "*" is every call
 * @property {number} times how often; 0: until it is taken away
 * @property {number} share of the calls it strikes, 0 … 1
 * @property {number} ms
 * @property {number} status
 * @property {number} retryAfter s
 * @property {boolean} executed
 * @property {() => number} random
 */

export const kinds = ['delay', 'stall', 'lost', 'reset', 'down', 'error', 'limit'];

/** The connection is to be broken without an answer. */
export class Broken extends Error {}

export class Faults {
  /** @type {Fault[]} */
  #faults = [];
  #count = 0;

  /** @param {Partial<Fault> & { seed?: number }} wish */
  add({
    fault = 'error',
    call = '*',
    times = 1,
    share = 1,
    ms,
    status = 500,
    retryAfter = 1,
    executed = false,
    seed = 1,
  }) {
    if (!kinds.includes(fault)) throw new Error(`A fault is one of ${kinds.join(', ')}, not '${fault}'.`);
    const entry = {
      ...{ id: ++this.#count, fault, call, times: fault === 'down' ? 0 : times, share },
      ...{ ms: ms ?? (fault === 'stall' ? 30_000 : 0), status, retryAfter, executed, random: seeded(seed) },
    };
    this.#faults.push(entry);
    return entry.id;
  }

  /** @param {number} [id] all without one */
  remove(id) {
    this.#faults = id === undefined ? [] : this.#faults.filter((entry) => entry.id !== id);
  }

  list() {
    return this.#faults.map((entry) => ({ ...entry, random: undefined }));
  }

  isDown() {
    return this.#faults.some(({ fault }) => fault === 'down');
  }

  /**
   * The fault that strikes this call, used up by it.
   * @param {string} method
   * @param {string} path
   */
  take(method, path) {
    if (this.#faults.length === 0) return undefined;
    const found = this.#faults.find(
      (entry) => matches(entry.call, method, path) && (entry.share >= 1 || entry.random() < entry.share),
    );
    if (found && found.times > 0 && --found.times === 0) this.remove(found.id);
    return found;
  }
}

/**
 * Slow work is slow while it is done, so that the same Idempotency-Key finds it under way.
 * @param {Fault | undefined} fault
 */
export async function slowDown(fault) {
  if (fault?.fault === 'delay' || fault?.fault === 'stall') await sleep(fault.ms);
}

/**
 * @template T
 * @param {Fault | undefined} fault
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function underFault(fault, work) {
  if (!fault) return work();
  switch (fault.fault) {
    case 'delay':
    case 'stall':
      return work();
    case 'lost':
      await work();
      await sleep(fault.ms);
      throw new Broken();
    case 'error':
      if (fault.executed) await work();
      throw new StripeProblem(fault.status, {
        type: 'api_error',
        message: 'An unexpected error occurred; the sandbox was asked for one.',
      });
    case 'limit':
      throw new StripeProblem(
        429,
        {
          type: 'invalid_request_error',
          code: 'rate_limit',
          message:
            'Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits.',
        },
        { 'retry-after': String(fault.retryAfter) },
      );
    default:
      throw new Broken();
  }
}

/**
 * @param {string} call
 * @param {string} method
 * @param {string} path
 */
function matches(call, method, path) {
  if (call === '*') return true;
  const [wantedMethod, wantedPath = ''] = call.split(' ');
  if (wantedMethod !== '*' && wantedMethod !== method) return false;
  const [wanted, given] = [wantedPath.split('/'), path.split('/')];
  return (
    wanted.length === given.length && wanted.every((segment, index) => segment === '*' || segment === given[index])
  );
}
