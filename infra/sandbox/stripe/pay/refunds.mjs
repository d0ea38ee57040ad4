/** Refunds and disputes: money that goes back, or is asked back. */
import { invalid, missing } from '../api/errors.mjs';
import { integer, list, metadata, oneOf, text } from '../api/params.mjs';
import { ids } from '../ids.mjs';
import { make, shapes } from '../shapes/templates.mjs';

/** @typedef {import('../world.mjs').World} World */
/** @typedef {import('../world.mjs').Cause} Cause */
/** @typedef {import('../store.mjs').Row} Row */

const disputeFee = 1500;
const daysToAnswer = 9;

export const refundParams = {
  amount: integer(1),
  charge: text(),
  expand: list(text()),
  metadata,
  payment_intent: text(),
  reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer'),
};

/**
 * @param {World} world
 * @param {string} account
 * @param {any} params read by refundParams
 * @param {Cause} cause
 */
export function refund(world, account, params, cause) {
  const charge = chargeToRefund(world, account, params);
  const { object } = charge;
  const left = object.amount - object.amount_refunded;
  if (left === 0) throw invalid(`Charge ${object.id} has already been refunded.`, undefined, 'charge_already_refunded');
  if (object.disputed) {
    throw invalid(`Charge ${object.id} has been charged back; cannot issue a refund.`, undefined, 'charge_disputed');
  }
  const amount = params.amount ?? left;
  if (amount > left) {
    throw invalid(
      `Refund amount (${money(amount, object)}) is greater than unrefunded amount on charge (${money(left, object)})`,
      'amount',
    );
  }
  const isWaiting = charge.extra.refund === 'waits';
  const row = putRefund(world, charge, params, amount, isWaiting ? 'pending' : 'succeeded');
  const refunded = object.amount_refunded + amount;
  world.store.change(charge, { amount_refunded: refunded, refunded: refunded === object.amount });
  world.emit(account, 'refund.created', row.object, cause);
  world.emit(account, 'charge.refunded', charge.object, cause);
  if (charge.extra.refund) world.later(row, 'refund', world.delays.refund);
  return row.object;
}

/**
 * What becomes of a refund made with one of the two cards for it.
 * @param {World} world
 * @param {Row} row of the refund
 */
export function settleRefund(world, row) {
  const { account, object } = row;
  const charge = /** @type {Row} */ (world.store.find('charge', account, object.charge));
  if (charge.extra.refund === 'waits') {
    world.store.change(row, { status: 'succeeded' });
    world.emit(account, 'refund.updated', row.object);
    return;
  }
  const back = world.book(account, charge.object, {
    amount: object.amount,
    fee: 0,
    type: 'refund_failure',
    source: object.id,
  });
  world.store.change(row, {
    failure_balance_transaction: back.id,
    failure_reason: 'expired_or_canceled_card',
    status: 'failed',
  });
  const refunded = charge.object.amount_refunded - object.amount;
  world.store.change(charge, { amount_refunded: refunded, refunded: false });
  world.emit(account, 'refund.updated', row.object);
  world.emit(account, 'refund.failed', row.object);
}

/**
 * @param {World} world
 * @param {Row} charge
 */
export function openDispute(world, charge) {
  const { account, object } = charge;
  if (object.disputed) throw invalid(`Charge ${object.id} is disputed already.`, 'charge');
  const id = ids.dispute();
  const taken = world.book(account, object, {
    amount: -object.amount,
    fee: disputeFee,
    type: 'adjustment',
    source: id,
  });
  const dispute = make('dispute', {
    id,
    amount: object.amount,
    balance_transactions: [taken],
    charge: object.id,
    created: world.clock.seconds(),
    currency: object.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: world.clock.seconds() + daysToAnswer * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    is_charge_refundable: false,
    payment_intent: object.payment_intent,
    payment_method_details: {
      card: {
        brand: object.payment_method_details.card?.brand ?? null,
        case_type: 'chargeback',
        network: 'visa',
        network_reason_code: '10.4',
      },
      type: 'card',
    },
    reason: 'fraudulent',
    status: 'needs_response',
  });
  world.store.change(charge, { disputed: true });
  const row = world.store.put('dispute', account, id, dispute, {});
  world.emit(account, 'charge.dispute.created', dispute);
  world.emit(account, 'charge.dispute.funds_withdrawn', dispute);
  return row;
}

/**
 * @param {World} world
 * @param {Row} row of the dispute
 * @param {'won' | 'lost'} status
 */
export function closeDispute(world, row, status) {
  const { account, object } = row;
  if (['won', 'lost'].includes(object.status)) throw invalid('This dispute is already closed.', 'dispute');
  const charge = /** @type {Row} */ (world.store.find('charge', account, object.charge));
  const back =
    status === 'won'
      ? [world.book(account, charge.object, { amount: object.amount, fee: 0, type: 'adjustment', source: row.id })]
      : [];
  world.store.change(row, { balance_transactions: [...object.balance_transactions, ...back], status });
  if (status === 'won') world.emit(account, 'charge.dispute.funds_reinstated', row.object);
  world.emit(account, 'charge.dispute.closed', row.object);
  return row.object;
}

/**
 * @param {World} world
 * @param {string} account
 * @param {any} params
 * @returns {Row}
 */
function chargeToRefund(world, account, { charge, payment_intent: intentId }) {
  if (charge && intentId) {
    throw invalid('Received both charge and payment_intent parameters. Please pass in only one.', 'payment_intent');
  }
  if (charge) return refundable(world.store.find('charge', account, charge), () => missing('charge', charge, 'charge'));
  if (!intentId) {
    throw invalid('One of the following params should be provided for this request: payment_intent or charge.');
  }
  const intent = world.store.find('intent', account, intentId);
  if (!intent) throw missing('payment_intent', intentId, 'payment_intent');
  const nothing = () =>
    invalid(
      `This PaymentIntent (${intentId}) does not have a successful charge to refund.`,
      'payment_intent',
      'payment_intent_unexpected_state',
    );
  return refundable(world.store.find('charge', account, intent.object.latest_charge), nothing);
}

/**
 * @param {Row | undefined} charge
 * @param {() => Error} otherwise
 */
function refundable(charge, otherwise) {
  if (!charge || charge.object.status !== 'succeeded') throw otherwise();
  return charge;
}

/**
 * @param {World} world
 * @param {Row} charge
 * @param {any} params
 * @param {number} amount
 * @param {'pending' | 'succeeded'} status
 */
function putRefund(world, charge, params, amount, status) {
  const id = params.id ?? ids.refund();
  const { account, object } = charge;
  const transaction = world.book(account, object, { amount: -amount, fee: 0, type: 'refund', source: id });
  const type = object.payment_method_details.type;
  const made = make('refund', {
    id,
    amount,
    balance_transaction: transaction.id,
    charge: object.id,
    created: world.clock.seconds(),
    currency: object.currency,
    destination_details: { [type]: type === 'card' ? { type: 'refund' } : {}, type },
    metadata: params.metadata ?? {},
    payment_intent: object.payment_intent,
    payment_method: object.payment_method,
    reason: params.reason ?? null,
    status,
  });
  return world.store.put('refund', account, id, made, {});
}

/**
 * @param {number} minor
 * @param {{ currency: string }} of
 */
function money(minor, { currency }) {
  return `${(minor / 100).toFixed(2)} ${currency}`;
}

const noEvidence = Object.freeze({
  ...Object.fromEntries(Object.keys(shapes['dispute']?.['evidence'] ?? {}).map((field) => [field, null])),
  enhanced_evidence: {},
});
