/**
 * What the sandbox knows: rows in memory and, so that a restart forgets nothing, a journal of their newest states.
 *
 * An object is never changed, only replaced: an event may keep the state it tells of without copying it. Changes are
 * written together every 200 ms; a sandbox that is killed rather than stopped loses at most those.
 */
import { createReadStream, existsSync, mkdirSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

const writeDelay = 200;

/** An object of Stripe's, see shapes.json for its fields. @typedef {any} StripeObject */

/**
 * @typedef {object} Row
 * @property {string} kind
 * @property {string} account
 * @property {string} id
 * @property {number} position among the rows of its kind and account, oldest 0
 * @property {StripeObject} object as the API shows it
 * @property {any} extra what the API does not show
 */

export class Store {
  /** @type {Map<string, { rows: Map<string, Row>, order: Row[] }>} */
  #tables = new Map();
  /** @type {Set<Row>} */
  #dirty = new Set();
  /** @type {NodeJS.Timeout | undefined} */
  #pending;
  /** @type {import('node:fs/promises').FileHandle | undefined} */
  #journal;
  /** @type {Promise<unknown>} */
  #written = Promise.resolve();

  /**
   * @param {string | undefined} folder none: nothing is kept
   * @returns {Promise<Store>}
   */
  static async open(folder) {
    const store = new Store();
    if (!folder) return store;
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, 'journal.jsonl');
    if (existsSync(file)) await store.#read(file);
    await store.#rewrite(file);
    store.#journal = await open(file, 'a', 0o600);
    return store;
  }

  /**
   * @param {string} kind
   * @param {string} account
   * @param {string} id
   * @param {StripeObject} object
   * @param {any} [extra]
   * @returns {Row}
   */
  put(kind, account, id, object, extra) {
    const row = this.#set(kind, account, id, object, extra);
    this.#changed(row);
    return row;
  }

  /**
   * @param {Row} row
   * @param {StripeObject} fields to replace
   */
  change(row, fields) {
    row.object = { ...row.object, ...fields };
    this.#changed(row);
  }

  /** `extra` was changed in place. @param {Row} row */
  keep(row) {
    this.#changed(row);
  }

  /**
   * @param {string} kind
   * @param {string} account
   * @param {string} id
   */
  find(kind, account, id) {
    return this.#tables.get(`${kind}/${account}`)?.rows.get(id);
  }

  /**
   * Oldest first.
   * @param {string} kind
   * @param {string} account
   * @returns {readonly Row[]}
   */
  all(kind, account) {
    return this.#tables.get(`${kind}/${account}`)?.order ?? [];
  }

  /** @param {Row} row */
  remove(row) {
    this.#tables.get(`${row.kind}/${row.account}`)?.rows.delete(row.id);
    row.object = null;
    this.#changed(row);
  }

  async close() {
    clearTimeout(this.#pending);
    this.#flush();
    await this.#written;
    await this.#journal?.close();
    this.#journal = undefined;
  }

  /**
   * @param {string} kind
   * @param {string} account
   * @param {string} id
   * @param {StripeObject} object
   * @param {any} extra
   */
  #set(kind, account, id, object, extra) {
    const name = `${kind}/${account}`;
    let table = this.#tables.get(name);
    if (!table) this.#tables.set(name, (table = { rows: new Map(), order: [] }));
    const known = table.rows.get(id);
    if (known) {
      known.object = object;
      known.extra = extra;
      return known;
    }
    const row = { kind, account, id, position: table.order.length, object, extra };
    table.rows.set(id, row);
    table.order.push(row);
    return row;
  }

  /** @param {Row} row */
  #changed(row) {
    if (!this.#journal) return;
    this.#dirty.add(row);
    this.#pending ??= setTimeout(() => this.#flush(), writeDelay);
  }

  #flush() {
    this.#pending = undefined;
    const journal = this.#journal;
    if (!journal || this.#dirty.size === 0) return;
    const text = [...this.#dirty].map(lineOf).join('');
    this.#dirty.clear();
    this.#written = this.#written.then(() => journal.appendFile(text));
    this.#written.catch((error) => process.stderr.write(`The journal cannot be written: ${error.message}\n`));
  }

  /** @param {string} file */
  async #read(file) {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      const entry = parsed(line);
      if (!entry) continue;
      const [kind, account, id, object, extra] = entry;
      const row = this.#set(kind, account, id, object, extra);
      if (object === null) this.#tables.get(`${kind}/${account}`)?.rows.delete(row.id);
    }
    for (const table of this.#tables.values()) {
      table.order = table.order.filter((row) => row.object !== null);
      table.order.forEach((row, position) => (row.position = position));
    }
  }

  /** One line per row, instead of one per change. @param {string} file */
  async #rewrite(file) {
    const unfinished = `${file}.new`;
    const handle = await open(unfinished, 'w', 0o600);
    for (const { order } of this.#tables.values()) {
      for (let from = 0; from < order.length; from += 1000) {
        await handle.appendFile(
          order
            .slice(from, from + 1000)
            .map(lineOf)
            .join(''),
        );
      }
    }
    await handle.close();
    await rename(unfinished, file);
  }
}

/** @param {Row} row */
function lineOf({ kind, account, id, object, extra }) {
  return `${JSON.stringify([kind, account, id, object, extra])}\n`;
}

/** The last line of a sandbox that was killed may be half a line. @param {string} line */
function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
