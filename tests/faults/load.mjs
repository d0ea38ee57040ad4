/** Mixed load: devices that validate and activate, people who read, and renewals from quote to paid. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '../../infra/sandbox/stripe/ids.mjs';

/** Until a paid quote must be told as paid, whatever happens meanwhile. */
const settled = 90_000;

/** @typedef {import('./system.mjs').System} System */
/** @typedef {{ id: string, number: string, tenant: string }} Key */
/** @typedef {{ key: Key, quote: string, session: string, how: string, state: string, headers: Record<string, string>, paidAt: number, ms: number }} Renewal ms: from paid at the provider to told as paid by us */
/** @typedef {NonNullable<Awaited<ReturnType<Load['quote']>>>} Page what a pay link shows, and what accepts it */

export class Load {
  /** @type {Renewal[]} */
  renewals = [];
  /** Keys that could not be quoted, by refusal. @type {Record<string, number>} */
  refused = {};
  /** Bindings that were acknowledged: they must be there afterwards. @type {{ key: Key, fingerprint: string }[]} */
  activated = [];
  /** Of the pay links that were used. @type {string[]} */
  tokens = [];
  counts = { validated: 0, activated: 0, read: 0, retried: 0 };
  /** What must not have happened. @type {string[]} */
  problems = [];
  #isOver = false;
  /** @type {Promise<void>[]} */
  #workers = [];
  /** @type {Promise<void>[]} */
  #waiting = [];
  #random;

  /**
   * @param {System} system
   * @param {Record<string, Key[]>} keys by tenant
   * @param {number} seed
   */
  constructor(system, keys, seed) {
    this.system = system;
    this.keys = keys;
    this.#random = seeded(seed);
    /** A key is in one flow at a time: two on one key is a test of its own. */
    this.unused = Object.fromEntries(Object.entries(keys).map(([tenant, own]) => [tenant, [...own]]));
  }

  /** @param {{ renewals: number, devices: number, readers: number, pause: number }} how workers, and ms between their turns */
  start({ renewals, devices, readers, pause }) {
    const tenants = Object.keys(this.keys);
    const repeat = (/** @type {number} */ times, /** @type {(tenant: string) => Promise<void>} */ turn) => {
      for (let n = 0; n < times; n++)
        this.#workers.push(this.#work(() => turn(tenants[n % tenants.length] ?? ''), pause));
    };
    repeat(renewals, (tenant) => this.renewOne(tenant));
    repeat(devices, (tenant) => this.#device(tenant));
    repeat(readers, (tenant) => this.#read(tenant));
  }

  /** No new turns; those under way end. */
  async stop() {
    this.#isOver = true;
    await Promise.all(this.#workers);
    await Promise.all(this.#waiting);
  }

  /**
   * @param {() => Promise<void>} turn
   * @param {number} pause
   */
  async #work(turn, pause) {
    while (!this.#isOver) {
      try {
        await turn();
      } catch (error) {
        this.problems.push(/** @type {Error} */ (error).message);
      }
      await sleep(pause);
    }
  }

  /** @param {string} tenant */
  async #device(tenant) {
    const key = this.#pick(this.keys[tenant] ?? []);
    const isNew = this.#random() < 0.1;
    const fingerprint = `faults-${key.id}`;
    const body = isNew ? { key: key.number, fingerprint, version: '20.0.1' } : { key: key.number, fingerprint };
    const answer = await this.system.ask(`/v1/${tenant}/${isNew ? 'activate' : 'validate'}`, { body });
    this.#note(answer);
    this.#only(tenant, answer);
    if (answer.status >= 500) assert.fail(`a device was answered ${answer.status}: ${answer.text.slice(0, 300)}`);
    if (!isNew) this.counts.validated++;
    else if (answer.status === 200) {
      this.counts.activated++;
      this.activated.push({ key, fingerprint });
    }
  }

  /** @param {string} tenant */
  async #read(tenant) {
    const query = '{ keys(first: 20, sort: EXPIRY) { nodes { id number customer { name } partner { name } } } }';
    const answer = await this.system.ask('/graphql', { tenant, base: this.system.addresses.edge, body: { query } });
    this.#note(answer);
    this.#only(tenant, answer);
    if (answer.status >= 500) assert.fail(`the edge answered ${answer.status}: ${answer.text.slice(0, 300)}`);
    const codes = (answer.body?.errors ?? []).map((/** @type {any} */ error) => error.extensions?.code);
    const strange = codes.filter(
      (/** @type {string} */ code) => !['UNAVAILABLE', 'SERVICE_UNAVAILABLE', 'CORE_UNAVAILABLE'].includes(code),
    );
    if (strange.length > 0) this.problems.push(`GraphQL answered ${strange.join()}: ${answer.text.slice(0, 300)}`);
    this.counts.read++;
  }

  /**
   * From quote to paid, as somebody with a link does it.
   * @param {string} tenant
   */
  async renewOne(tenant) {
    const key = this.unused[tenant]?.shift();
    if (!key) return;
    const renewal = await this.renew(key);
    if (!renewal) return;
    // The next customer does not wait for this one.
    this.#waiting.push(this.paid(renewal).then(() => void this.unused[tenant]?.push(key)));
  }

  /**
   * Until the checkout session is paid; whoever pays, presses twice now and then, has a card declined, or pays by debit.
   * @param {Key} key
   * @param {{ how?: string }} [options]
   * @returns {Promise<Renewal | undefined>} undefined where the key takes no renewal
   */
  async renew(
    key,
    { how = this.#pick(['card', 'card', 'card', 'declined first', 'debit', 'double click', '3-D Secure']) } = {},
  ) {
    const page = await this.quote(key);
    if (!page) return undefined;
    const clicks = how === 'double click' ? 2 : 1;
    const [session = '', second = session] = await Promise.all(
      Array.from({ length: clicks }, () => this.open(key, page)),
    );
    if (second !== session) this.problems.push(`a double click opened two pages: ${session} ${second}`);
    await this.pay(session, how, page.currency);
    const renewal = {
      key,
      quote: page.quote,
      session,
      how,
      state: 'paid',
      headers: page.headers,
      paidAt: Date.now(),
      ms: 0,
    };
    this.renewals.push(renewal);
    return renewal;
  }

  /**
   * Accepts what is quoted.
   * @param {Key} key
   * @param {Page} page
   * @returns {Promise<string>} the provider's session
   */
  async open({ tenant }, { accept, headers }) {
    const { status, body, text } = await this.system.ask(`/v1/${tenant}/pay/accept`, { body: accept, headers });
    const session = /\/c\/pay\/(cs_test_\w+)/.exec(body?.url ?? '')?.[1];
    return session ?? assert.fail(`accept answered ${status}: ${text.slice(0, 300)}`);
  }

  /**
   * @param {string} session
   * @param {string} how
   * @param {string} currency
   */
  async pay(session, how, currency) {
    if (how === 'declined first') await this.system.control('POST', 'pay', { session, card: '4000000000009995' });
    const isDebit = how === 'debit' && currency === 'EUR';
    const means = isDebit ? { iban: 'AT611904300234573201' } : how === '3-D Secure' ? { card: '4000002500003155' } : {};
    const pressed = how === 'double click' ? 3 : 1;
    await Promise.all(Array.from({ length: pressed }, () => this.system.control('POST', 'pay', { session, ...means })));
  }

  /** @param {Key} key */
  async quote(key) {
    const { tenant } = key;
    const lines = [{ keyId: key.id, years: 1 }];
    const made = await this.system.ask('/v1/quotes/create', {
      tenant,
      body: { payer: 'CUSTOMER', lines, email: `faults-${key.id}@example.com`, language: 'en' },
    });
    this.#note(made);
    if (made.status === 422) {
      const code = made.body?.code ?? made.body?.errors?.[0]?.code ?? 'unknown';
      this.refused[code] = (this.refused[code] ?? 0) + 1;
      return undefined;
    }
    if (made.status !== 200) assert.fail(`a quote was answered ${made.status}: ${made.text.slice(0, 300)}`);
    const link = await this.system.ask(`/v1/quotes/${made.body.id}/link`, { tenant, body: {} });
    const token =
      /\/pay\/\w+\.([\w-]+)$/.exec(link.body?.url ?? '')?.[1] ?? assert.fail(`no link: ${link.text.slice(0, 300)}`);
    this.tokens.push(token);
    const headers = { 'tessera-pay-token': token };
    const page = await this.system.ask(`/v1/${tenant}/pay`, { headers });
    if (page.status !== 200) assert.fail(`the pay page answered ${page.status}: ${page.text.slice(0, 300)}`);
    const acknowledge = page.body.needsAcknowledgement.map((/** @type {any} */ entry) => entry.keyId);
    const returnTo = `${this.system.addresses.edge}/pay/${tenant}.${token}`;
    return {
      quote: made.body.id,
      currency: page.body.gross.currency,
      headers,
      accept: { name: 'A Buyer', acknowledge, version: page.body.version, returnTo },
    };
  }

  /**
   * Waits until the page says so, and then until its lines are applied: a core that is killed between the two leaves that to another, and
   * a key is quoted anew only when nothing that was paid for it still waits. That too has an end.
   * @param {Renewal} renewal
   */
  async paid(renewal) {
    const { key, headers } = renewal;
    let waiting = 'nothing told';
    for (const until = Date.now() + settled; Date.now() < until; await sleep(250)) {
      if (renewal.state !== 'PAID') {
        const { body } = await this.system.ask(`/v1/${key.tenant}/pay/state`, { headers });
        renewal.state = body?.state ?? 'unknown';
        renewal.ms = Date.now() - renewal.paidAt;
        waiting = `is ${renewal.state}`;
        if (renewal.state !== 'PAID') continue;
      }
      const { body } = await this.system.ask(`/v1/${key.tenant}/pay`, { headers });
      const states = body?.receipt?.lines?.map((/** @type {{ state: string }} */ { state }) => state) ?? ['unknown'];
      if (!states.some((/** @type {string} */ state) => ['WAITING', 'unknown'].includes(state))) return;
      waiting = `its lines are ${states}`;
    }
    this.problems.push(`${renewal.session} (${renewal.how}) was paid, and ${waiting} after ${settled / 1000} s`);
  }

  /** @param {import('./system.mjs').Answer} answer */
  #note({ tries }) {
    if (tries > 1) this.counts.retried++;
  }

  /**
   * No answer of one tenant holds an id of another's.
   * @param {string} tenant
   * @param {import('./system.mjs').Answer} answer
   */
  #only(tenant, { text }) {
    for (const [other, keys] of Object.entries(this.keys)) {
      if (other === tenant) continue;
      const stranger = keys.find((key) => text.includes(key.id) || text.includes(key.number));
      if (stranger) this.problems.push(`${tenant} was shown ${stranger.number} of ${other}`);
    }
  }

  /**
   * @template T
   * @param {T[]} list
   * @returns {T}
   */
  #pick(list) {
    return /** @type {T} */ (list[Math.floor(this.#random() * list.length)]);
  }
}
