/** Payments from before this sandbox began: kept as if they had been made here, at their own moment, and told to nobody. */
import { findCard } from './cards.mjs';
import { pay } from './payments.mjs';
import { refund } from './refunds.mjs';
import { openSession } from './sessions.mjs';

/** @typedef {import('../world.mjs').World} World */

/**
 * Ids as the other side knows them; moments in seconds since the epoch.
 * @typedef {{ session: string, intent: string, charge: string, amount: number, currency: string, at: number, email: string | null, name: string,
 *   reference: string, returnTo: string, metadata: Record<string, string>, refunds: { id: string, amount: number, at: number, metadata: Record<string, string> }[] }} Past
 */

/**
 * @param {World} world
 * @param {string} account
 * @param {Past} past
 * @returns {boolean} false: it is known already
 */
export function rememberPayment(world, account, past) {
  if (world.store.find('session', account, past.session)) return false;
  const { metadata, email } = past;
  const then = at(world, past.at);
  openSession(then, account, {
    id: past.session,
    mode: 'payment',
    cancel_url: past.returnTo,
    client_reference_id: past.reference,
    customer_email: email,
    line_items: [
      {
        price_data: { currency: past.currency, product_data: { name: past.name }, unit_amount: past.amount },
        quantity: 1,
      },
    ],
    metadata,
    payment_intent_data: { id: past.intent, charge: past.charge, description: past.name, metadata },
    success_url: past.returnTo,
  });
  const row = /** @type {import('../store.mjs').Row} */ (world.store.find('session', account, past.session));
  const card = /** @type {import('./cards.mjs').Card} */ (findCard('4242424242424242'));
  pay(then, row, { card, expiry: { month: 12, year: 2034 } }, { email, name: null });
  for (const { id, amount, at: moment, metadata: own } of past.refunds) {
    refund(at(world, moment), account, { id, payment_intent: past.intent, amount, metadata: own }, undefined);
  }
  return true;
}

/**
 * The same rows at another moment, of which nobody is told.
 * @param {World} world
 * @param {number} seconds
 * @returns {World}
 */
function at(world, seconds) {
  const clock = { seconds: () => seconds, now: () => seconds * 1000, at: () => undefined };
  return Object.create(world, { clock: { value: clock }, emit: { value: () => undefined } });
}
