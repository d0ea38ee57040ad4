/** What the sandbox was asked and what it sent, with the answers: the newest entries, for tests that count. */

const most = 200_000;

/** @typedef {{ n: number, at: number, what: 'request' | 'webhook' | 'forged' | 'paid', [field: string]: unknown }} Entry at: ms since the epoch */

export class Log {
  /** @type {Entry[]} */
  #entries = [];
  #count = 0;

  /** @param {Omit<Entry, 'n' | 'at'> & { what: Entry['what'], [field: string]: unknown }} entry */
  add(entry) {
    this.#entries.push({ n: ++this.#count, at: Date.now(), ...entry });
    if (this.#entries.length > most) this.#entries.splice(0, most / 10);
  }

  /**
   * @param {number} after number of the last entry that is known
   * @param {number} limit
   */
  since(after, limit) {
    const first = this.#entries[0]?.n ?? 0;
    const from = Math.max(after + 1 - first, 0);
    const entries = this.#entries.slice(from, from + limit);
    return { entries, next: entries.at(-1)?.n ?? after, forgotten: Math.max(first - 1, 0) };
  }
}
