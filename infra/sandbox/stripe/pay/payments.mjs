/** What happens when somebody pays: the intent, its charges, what is told of them, and what follows later. */
import { ids } from '../ids.mjs';
import { make } from '../shapes/templates.mjs';
import { declineMessages } from './cards.mjs';
import { cardCharge, cardMethod, outcomes, sepaCharge, sepaMethod } from './methods.mjs';
import { customerDetails } from './sessions.mjs';

/** @typedef {import('../world.mjs').World} World */
/** @typedef {import('../store.mjs').Row} Row */
/** @typedef {import('./cards.mjs').Card} Card */
/** @typedef {import('./cards.mjs').Iban} Iban */
/** @typedef {{ email: string | null, name: string | null }} Payer */
/** @typedef {{ card: Card, expiry: { month: number, year: number } }} CardChoice */
/** @typedef {{ iban: Iban }} IbanChoice */

/**
 * @typedef {{ result: 'paid' | 'processing' | 'closed' } | { result: 'authenticate' } |
 *   { result: 'declined', code: string, message: string }} Paid
 */

/**
 * Somebody pressed Pay. A session that is not open any more takes nothing.
 * @param {World} world
 * @param {Row} row of the session
 * @param {CardChoice | IbanChoice} choice
 * @param {Payer} payer
 * @returns {Paid}
 */
export function pay(world, row, choice, payer) {
  if (row.object.status !== 'open') return { result: 'closed' };
  const intent = intentOf(world, row);
  const method = 'card' in choice ? cardMethod(world, choice, payer) : sepaMethod(world, choice.iban, payer);
  world.store.put('method', row.account, method.id, method, {
    card: 'card' in choice ? choice.card.number : undefined,
  });
  intent.extra.payer = payer;
  if ('iban' in choice) return debit(world, row, intent, method, choice.iban);
  const { card } = choice;
  if (card.does === 'declines') return decline(world, intent, method, card.declineCode ?? 'generic_decline', card.code);
  if (card.does === 'pays') return succeed(world, row, intent, method, card);
  intent.extra.waiting = method.id;
  world.store.change(intent, {
    next_action: {
      type: 'redirect_to_url',
      redirect_to_url: { return_url: row.object.success_url, url: `${row.object.url}/confirm` },
    },
    payment_method: method.id,
    status: 'requires_action',
  });
  world.emit(row.account, 'payment_intent.requires_action', intent.object);
  return { result: 'authenticate' };
}

/**
 * The bank's answer after 3-D Secure.
 * @param {World} world
 * @param {Row} row of the session
 * @param {Card} card
 * @param {boolean} isConfirmed
 * @returns {Paid}
 */
export function authenticate(world, row, card, isConfirmed) {
  const intent = waitingIntent(world, row);
  if (row.object.status !== 'open' || !intent) return { result: 'closed' };
  const method = world.store.find('method', row.account, intent.extra.waiting)?.object;
  delete intent.extra.waiting;
  if (isConfirmed) return succeed(world, row, intent, method, card);
  const message = declineMessages['authentication_failed'] ?? '';
  world.store.change(intent, {
    last_payment_error: paymentError('payment_intent_authentication_failure', undefined, message, method, undefined),
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  });
  world.emit(row.account, 'payment_intent.payment_failed', intent.object);
  return { result: 'declined', code: 'authentication_failed', message };
}

/**
 * @param {World} world
 * @param {Row} row of the session
 * @returns {Row | undefined} the intent whose payer has gone to confirm it
 */
export function waitingIntent(world, row) {
  const intent = row.extra.intentId && world.store.find('intent', row.account, row.extra.intentId);
  return intent?.extra.waiting ? intent : undefined;
}

/**
 * A delayed payment is settled now.
 * @param {World} world
 * @param {Row} charge pending
 */
export function settle(world, charge) {
  const { account, object, extra } = charge;
  const intent = /** @type {Row} */ (world.store.find('intent', account, object.payment_intent));
  const session = /** @type {Row} */ (world.store.find('session', account, extra.session));
  if (extra.settles === 'succeeds') {
    world.store.change(charge, {
      ...captured(world, account, object),
      outcome: outcomes.authorized,
      paid: true,
      status: 'succeeded',
    });
    world.store.change(intent, { amount_received: object.amount, processing: null, status: 'succeeded' });
    world.store.change(session, { payment_status: 'paid' });
    world.emit(account, 'charge.succeeded', charge.object);
    world.emit(account, 'payment_intent.succeeded', intent.object);
    world.emit(account, 'checkout.session.async_payment_succeeded', session.object);
    return;
  }
  const message = "The customer's account has insufficient funds to cover this payment.";
  const method = world.store.find('method', account, object.payment_method)?.object;
  world.store.change(charge, {
    failure_code: 'insufficient_funds',
    failure_message: message,
    paid: false,
    status: 'failed',
  });
  world.store.change(intent, {
    last_payment_error: paymentError(
      'payment_intent_payment_attempt_failed',
      'insufficient_funds',
      message,
      method,
      charge.id,
    ),
    payment_method: null,
    processing: null,
    status: 'requires_payment_method',
  });
  world.emit(account, 'charge.failed', charge.object);
  world.emit(account, 'payment_intent.payment_failed', intent.object);
  world.emit(account, 'checkout.session.async_payment_failed', session.object);
}

/**
 * The intent of a session, made when somebody first presses Pay, as Stripe does since 2022-08-01.
 * @param {World} world
 * @param {Row} row of the session
 */
function intentOf(world, row) {
  const known = row.extra.intentId && world.store.find('intent', row.account, row.extra.intentId);
  if (known) return known;
  const { amount_total: amount, currency, payment_method_types } = row.object;
  const data = row.extra.intent;
  const id = data.id ?? ids.intent();
  const object = make('payment_intent', {
    id,
    amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    automatic_payment_methods: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${ids.secret()}`,
    confirmation_method: 'automatic',
    created: world.clock.seconds(),
    currency,
    description: data.description ?? null,
    metadata: data.metadata ?? {},
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types,
    receipt_email: data.receipt_email ?? null,
    statement_descriptor: data.statement_descriptor ?? null,
    statement_descriptor_suffix: data.statement_descriptor_suffix ?? null,
    status: 'requires_payment_method',
  });
  const intent = world.store.put('intent', row.account, id, object, { session: row.id, charge: data.charge });
  row.extra.intentId = id;
  world.store.keep(row);
  world.emit(row.account, 'payment_intent.created', object);
  return intent;
}

/**
 * @param {World} world
 * @param {Row} row of the session
 * @param {Row} intent
 * @param {any} method
 * @param {Card} card
 * @returns {Paid}
 */
function succeed(world, row, intent, method, card) {
  const charge = putCharge(world, intent, method, {
    outcome: outcomes.authorized,
    paid: true,
    payment_method_details: cardCharge(method, card, intent.object.amount),
    status: 'succeeded',
  });
  world.store.change(charge, captured(world, row.account, charge.object));
  charge.extra.refund = card.refund;
  world.store.change(intent, {
    amount_received: intent.object.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: method.id,
    status: 'succeeded',
  });
  complete(world, row, intent, method, 'paid');
  world.emit(row.account, 'charge.succeeded', charge.object);
  world.emit(row.account, 'payment_intent.succeeded', intent.object);
  world.emit(row.account, 'checkout.session.completed', row.object);
  if (card.isDisputed) world.later(charge, 'dispute', world.delays.dispute);
  return { result: 'paid' };
}

/**
 * @param {World} world
 * @param {Row} row of the session
 * @param {Row} intent
 * @param {any} method
 * @param {Iban} iban
 * @returns {Paid}
 */
function debit(world, row, intent, method, iban) {
  const charge = putCharge(world, intent, method, {
    outcome: outcomes.pending,
    paid: false,
    payment_method_details: sepaCharge(method),
    status: 'pending',
  });
  charge.extra.settles = iban.does;
  charge.extra.session = row.id;
  world.store.change(intent, {
    last_payment_error: null,
    latest_charge: charge.id,
    payment_method: method.id,
    processing: { type: 'sepa_debit' },
    status: 'processing',
  });
  complete(world, row, intent, method, 'unpaid');
  world.emit(row.account, 'charge.pending', charge.object);
  world.emit(row.account, 'payment_intent.processing', intent.object);
  world.emit(row.account, 'checkout.session.completed', row.object);
  world.later(charge, 'settle', world.delays.sepa);
  return { result: 'processing' };
}

/**
 * @param {World} world
 * @param {Row} intent
 * @param {any} method
 * @param {string} declineCode
 * @param {string} [code]
 * @returns {Paid}
 */
function decline(world, intent, method, declineCode, code = 'card_declined') {
  const message = declineMessages[declineCode] ?? 'Your card was declined.';
  const card = { ...method.card, number: '' };
  const charge = putCharge(world, intent, method, {
    failure_code: code,
    failure_message: message,
    outcome: outcomes.declined(declineCode, message),
    paid: false,
    payment_method_details: cardCharge(method, card, intent.object.amount),
    status: 'failed',
  });
  world.store.change(intent, {
    last_payment_error: paymentError(code, declineCode, message, method, charge.id),
    latest_charge: charge.id,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  });
  world.emit(intent.account, 'charge.failed', charge.object);
  world.emit(intent.account, 'payment_intent.payment_failed', intent.object);
  return { result: 'declined', code: declineCode, message };
}

/**
 * @param {World} world
 * @param {Row} intent
 * @param {any} method
 * @param {Record<string, any>} fields
 */
function putCharge(world, intent, method, fields) {
  const id = intent.extra.charge ?? ids.charge();
  const { account, object } = intent;
  const charge = make('charge', {
    id,
    amount: object.amount,
    amount_captured: 0,
    amount_refunded: 0,
    billing_details: method.billing_details,
    calculated_statement_descriptor: 'TESSERA SANDBOX',
    captured: false,
    created: world.clock.seconds(),
    currency: object.currency,
    description: object.description,
    disputed: false,
    fraud_details: {},
    metadata: object.metadata,
    payment_intent: object.id,
    payment_method: method.id,
    receipt_email: object.receipt_email,
    refunded: false,
    ...fields,
  });
  // Stripe shows the refunds of a charge only where they are asked for.
  delete charge.refunds;
  return world.store.put('charge', account, id, charge, {});
}

/**
 * @param {World} world
 * @param {string} account
 * @param {any} charge
 */
function captured(world, account, charge) {
  const fee = Math.round(charge.amount * 0.015) + 25;
  const transaction = world.book(account, charge, { amount: charge.amount, fee, type: 'charge', source: charge.id });
  return { amount_captured: charge.amount, balance_transaction: transaction.id, captured: true };
}

/**
 * @param {World} world
 * @param {Row} row of the session
 * @param {Row} intent
 * @param {any} method
 * @param {'paid' | 'unpaid'} status
 */
function complete(world, row, intent, method, status) {
  const { email, name } = intent.extra.payer;
  const country = method.card?.country ?? method.sepa_debit?.country ?? null;
  world.store.change(row, {
    customer_details: customerDetails({ email, name, country }),
    payment_intent: intent.id,
    payment_status: status,
    status: 'complete',
    url: null,
  });
}

/**
 * @param {string} code
 * @param {string | undefined} declineCode
 * @param {string} message
 * @param {any} method
 * @param {string | undefined} charge
 */
function paymentError(code, declineCode, message, method, charge) {
  return {
    ...(charge && { charge }),
    code,
    ...(declineCode && { decline_code: declineCode }),
    doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`,
    message,
    payment_method: method,
    type: code === 'payment_intent_authentication_failure' ? 'invalid_request_error' : 'card_error',
  };
}
