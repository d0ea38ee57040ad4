/** Two sides of one key at once (F10): two paid sessions, or a paid session while the key is closed or gets a new number. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '../../infra/sandbox/stripe/ids.mjs';
import { still } from './checks.mjs';

/** The other side sets out at most so long after the payment, ms: so that now one and now the other is first. */
const spread = 40;

/** @typedef {import('./system.mjs').System} System */
/** @typedef {import('./load.mjs').Load} Load */
/** @typedef {import('./load.mjs').Key} Key */
/** @typedef {{ key: Key, kind: Kind, sessions: string[], before: string }} Round before: its number */
/** @typedef {keyof typeof sides} Kind */

const applied = { state: 'FULFILLED', line: 'APPLIED', refusal: null, credit: null };
/** @param {string} refusal */
const credited = (refusal) => ({ state: 'ATTENTION', line: 'CREDITED', refusal, credit: 'OPEN' });

/** What the other side does, what may be in the books afterwards, and what must be true of the key then. */
const sides = {
  'paid twice': {
    ends: [[applied, credited('RENEWED_MEANWHILE')]],
    holds: 'true',
  },
  closed: {
    ends: [[applied], [credited('KEY_CLOSED')]],
    holds: 'closes_on IS NOT NULL',
  },
  reissued: {
    ends: [[applied]],
    holds: 'number <> $before',
  },
};
const kinds = /** @type {Kind[]} */ (Object.keys(sides));

export class Sides {
  /** How many rounds ended how. @type {Record<string, number>} */
  ends = {};
  #random;

  /**
   * @param {System} system
   * @param {Load} load
   * @param {number} seed
   */
  constructor(system, load, seed) {
    this.system = system;
    this.load = load;
    this.#random = seeded(seed);
  }

  /**
   * So many rounds, each on a key of its own; a key is used again once everything about it has ended.
   * @param {Key[]} keys
   * @param {number} rounds
   */
  async run(keys, rounds) {
    let pool = [...keys];
    for (let done = 0; done < rounds;) {
      assert.ok(pool.length > 0, `no key is left after ${done} rounds`);
      /** @type {Round[]} */
      const wave = [];
      /** @type {Key[]} */
      const used = [];
      for (const key of pool.slice(0, rounds - done)) {
        const kind = kinds[(done + wave.length) % kinds.length] ?? 'paid twice';
        const round = await this.#begin(key, kind);
        if (!round) continue;
        wave.push(round);
        if (kind !== 'closed') used.push(key);
      }
      assert.deepEqual(await still(this.system), []);
      for (const round of wave) await this.#judge(round);
      done += wave.length;
      pool = [...pool.slice(rounds - done + wave.length), ...used];
    }
  }

  /**
   * @param {Key} key
   * @param {Kind} kind
   * @returns {Promise<Round | undefined>} undefined where the key takes no renewal
   */
  async #begin(key, kind) {
    const pages = await Promise.all(
      kind === 'paid twice' ? [this.load.quote(key), this.load.quote(key)] : [this.load.quote(key)],
    );
    const sessions = [];
    for (const page of pages) {
      if (!page) return undefined;
      sessions.push(await this.load.open(key, page));
    }
    const [row] = await this.system.query(`SELECT number FROM licence_key WHERE key_id = '${key.id}'`);
    const [wait, lead] = [this.#random() * spread, this.#random() < 0.5 ? 0 : spread / 4];
    await Promise.all([
      ...sessions.map((session) => sleep(lead).then(() => this.system.control('POST', 'pay', { session }))),
      sleep(wait).then(() => this.#change(key, kind)),
    ]);
    return { key, kind, sessions, before: row?.['number'] };
  }

  /**
   * @param {Key} key
   * @param {Kind} kind
   */
  async #change({ id, tenant }, kind) {
    if (kind === 'paid twice') return;
    const verb = kind === 'closed' ? 'close' : 'reissue';
    const body = { reason: 'The customer asked for it' };
    const { status, text } = await this.system.ask(`/v1/keys/${id}/${verb}`, { tenant, body });
    assert.equal(status, 200, text);
  }

  /** @param {Round} round */
  async #judge({ key, kind, sessions, before }) {
    const { ends, holds } = sides[kind];
    const rows = await this.system.query(`
      SELECT o.state, l.state AS line, l.refusal, c.state AS credit FROM sales_order o JOIN order_line l USING (tenant_id, order_id)
      JOIN payment p USING (tenant_id, order_id) LEFT JOIN open_credit c USING (tenant_id, order_id)
      WHERE p.session_id IN ('${sessions.join("', '")}') ORDER BY l.state`);
    const said = JSON.stringify(rows);
    assert.ok(
      ends.some((end) => JSON.stringify(end) === said),
      `${key.number} ${kind}: ${said}`,
    );
    const [held] = await this.system.query(
      `SELECT ${holds.replace('$before', `'${before}'`)} AS held FROM licence_key WHERE key_id = '${key.id}'`,
    );
    assert.equal(held?.['held'], true, `${key.number} ${kind}: the other side left nothing`);
    const how = kind === 'closed' ? `closed, ${rows[0]?.['line'] === 'APPLIED' ? 'paid' : 'closed'} first` : kind;
    this.ends[how] = (this.ends[how] ?? 0) + 1;
  }
}
