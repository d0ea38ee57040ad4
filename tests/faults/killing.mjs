/** Finds which core a connection of PostgreSQL belongs to, and kills that core. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {import('./system.mjs').System} System */

const patience = 60_000;

export class Killing {
  /** Cores that are coming back. @type {Map<string, Promise<void>>} */
  #reviving = new Map();
  #system;
  /** Who died, in order. @type {string[]} */
  dead = [];

  /** @param {System} system */
  constructor(system) {
    this.#system = system;
  }

  /**
   * The core whose statement waits for what a session holds; undefined after a while without one.
   * @param {number} holder process of PostgreSQL that holds it
   * @param {number} [wait] ms
   */
  async waiting(holder, wait = patience) {
    for (const until = Date.now() + wait; Date.now() < until; await sleep(5)) {
      const core = await this.#owner(`wait_event_type = 'Lock' AND ${holder} = ANY (pg_blocking_pids(pid))`);
      if (core) return core;
    }
    return undefined;
  }

  /** The core that is in the middle of a page, if one is. */
  working() {
    return this.#owner("state <> 'idle' AND xact_start IS NOT NULL");
  }

  /** Kills it, when another is there to go on; it comes back beside the test. @param {string} name */
  async kill(name) {
    while (this.#reviving.size > 1) await Promise.race(this.#reviving.values());
    await this.#system.run.halt(name, 'SIGKILL');
    this.dead.push(name);
    const back = this.#system.run.revive(name).finally(() => this.#reviving.delete(name));
    back.catch(() => undefined);
    this.#reviving.set(name, back);
  }

  /** Everybody is back. */
  async over() {
    await Promise.all(this.#reviving.values());
  }

  /** @param {string} which connection of the reviews' pool */
  async #owner(which) {
    const rows = await this.#system.query(
      `SELECT client_port AS port FROM pg_stat_activity WHERE application_name = 'tessera-reviews' AND ${which}`,
    );
    for (const { port } of rows) {
      const core = this.#system.run.alive.find(
        ({ name, pid }) => name.startsWith('core') && socketsOf(pid).has(inodeOf(port)),
      );
      if (core) return core.name;
    }
    return undefined;
  }
}

/** The socket that has a port on our side. @param {number} port */
function inodeOf(port) {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of readFileSync(table, 'utf8').split('\n').slice(1)) {
      const fields = line.trim().split(/\s+/);
      if (fields[1]?.endsWith(local)) return fields[9] ?? '';
    }
  }
  return '';
}

/** @param {number} pid */
function socketsOf(pid) {
  try {
    const links = readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`);
      } catch {
        return '';
      }
    });
    return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
  } catch {
    return new Set();
  }
}

/** Numbers from 0 to 1, the same for a seed. @param {number} seed */
export function dice(seed) {
  let state = seed >>> 0;
  assert.ok(Number.isInteger(seed));
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
