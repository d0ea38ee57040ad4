/** What the parts of the sandbox share: rows, time, and the ways by which one thing leads to another. */
import { ids } from './ids.mjs';
import { settle } from './pay/payments.mjs';
import { openDispute, settleRefund } from './pay/refunds.mjs';
import { expireInTime } from './pay/sessions.mjs';
import { make } from './shapes/templates.mjs';

/** The version of Stripe's API whose objects these are, unless a request names another. */
export const apiVersion = '2025-09-30.clover';

/** The request that caused an event; undefined: the hosted page, or time. @typedef {{ id: string, key: string | null } | undefined} Cause */
/** @typedef {import('./store.mjs').Row} Row */
/** @typedef {{ sepa: number, dispute: number, refund: number }} Delays ms */

/** @type {Record<string, (world: World, row: Row) => void>} */
const followUps = {
  dispute: (world, row) => openDispute(world, row),
  refund: settleRefund,
  settle,
};

export class World {
  /**
   * @param {{ origin: string, store: import('./store.mjs').Store, clock: import('./clock.mjs').Clock, delays: Delays,
   *   accounts: import('./accounts.mjs').Account[], deliver: (event: Row) => void }} options
   */
  constructor({ origin, store, clock, delays, accounts, deliver }) {
    this.origin = origin;
    this.store = store;
    this.clock = clock;
    this.delays = delays;
    this.accounts = accounts;
    this.deliver = deliver;
    /** Accounts by their id. */
    this.byId = new Map(accounts.map((account) => [account.id, account]));
  }

  /** Takes up what an earlier run of the sandbox left to be done. */
  resume() {
    for (const { id: account } of this.accounts) {
      for (const row of this.store.all('session', account)) if (row.object.status === 'open') expireInTime(this, row);
      for (const kind of ['charge', 'refund']) {
        for (const row of this.store.all(kind, account)) if (row.extra.due) this.#schedule(row);
      }
      for (const row of this.store.all('event', account)) if (row.extra.isOwed) this.deliver(row);
    }
  }

  /**
   * @param {string} account
   * @param {string} type "charge.refunded"
   * @param {any} object the state to tell of
   * @param {Cause} [cause]
   */
  emit(account, type, object, cause) {
    const id = ids.event();
    const events = this.byId.get(account)?.endpoint?.events;
    const isOwed = events !== undefined && (events.has('*') || events.has(type));
    const event = make('event', {
      id,
      api_version: apiVersion,
      created: this.clock.seconds(),
      data: { object },
      pending_webhooks: isOwed ? 1 : 0,
      request: { id: cause?.id ?? null, idempotency_key: cause?.key ?? null },
      type,
    });
    const row = this.store.put('event', account, id, event, { isOwed, attempts: 0 });
    if (isOwed) this.deliver(row);
  }

  /**
   * @param {Row} row
   * @param {keyof typeof followUps} what
   * @param {number} delay ms
   */
  later(row, what, delay) {
    row.extra.due = { what, at: this.clock.now() + delay };
    this.store.keep(row);
    this.#schedule(row);
  }

  /**
   * A line in the books of the account: https://docs.stripe.com/api/balance_transactions
   * @param {string} account
   * @param {any} charge
   * @param {{ amount: number, fee: number, type: string, source: string }} entry
   */
  book(account, charge, { amount, fee, type, source }) {
    const now = this.clock.seconds();
    const transaction = make('balance_transaction', {
      id: ids.transaction(),
      amount,
      available_on: now + 2 * 86_400,
      balance_type: 'payments',
      created: now,
      currency: charge.currency,
      description: charge.description,
      fee,
      fee_details: fee
        ? [
            {
              amount: fee,
              application: null,
              currency: charge.currency,
              description: 'Stripe processing fees',
              type: 'stripe_fee',
            },
          ]
        : [],
      net: amount - fee,
      reporting_category: type === 'adjustment' ? 'dispute' : type,
      source,
      status: 'pending',
      type,
    });
    this.store.put('transaction', account, transaction.id, transaction, {});
    return transaction;
  }

  /** @param {Row} row */
  #schedule(row) {
    const { what, at } = row.extra.due;
    this.clock.at(at, () => {
      delete row.extra.due;
      this.store.keep(row);
      followUps[what]?.(this, row);
    });
  }
}
