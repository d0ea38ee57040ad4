/** Payment methods, and what a charge says of the one it was made with. */
import { createHash } from 'node:crypto';
import { ids } from '../ids.mjs';
import { make } from '../shapes/templates.mjs';

/** @typedef {import('../world.mjs').World} World */
/** @typedef {import('./cards.mjs').Card} Card */
/** @typedef {import('./cards.mjs').Iban} Iban */
/** @typedef {import('./payments.mjs').Payer} Payer */

const noChecks = { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' };

/** How the network judged a charge. */
export const outcomes = {
  authorized: outcome('approved_by_network', 'Payment complete.', 'authorized'),
  pending: outcome('approved_by_network', 'Payment pending.', 'authorized'),
  /** @type {(declineCode: string, message: string) => any} */
  declined: (declineCode) => ({
    ...outcome(
      'declined_by_network',
      'The bank did not return any further details with this decline.',
      'issuer_declined',
    ),
    advice_code: 'try_again_later',
    network_decline_code: '01',
    reason: declineCode,
  }),
};

/**
 * @param {World} world
 * @param {{ card: Card, expiry: { month: number, year: number } }} choice
 * @param {Payer} payer
 */
export function cardMethod(world, { card, expiry }, payer) {
  return method(world, payer, card.country, 'card', {
    brand: card.brand,
    checks: noChecks,
    country: card.country,
    display_brand: card.brand,
    exp_month: expiry.month,
    exp_year: expiry.year,
    fingerprint: fingerprint(card.number),
    funding: card.funding,
    generated_from: null,
    last4: card.number.slice(-4),
    networks: { available: [card.brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  });
}

/**
 * @param {World} world
 * @param {Iban} iban
 * @param {Payer} payer
 */
export function sepaMethod(world, iban, payer) {
  return method(world, payer, iban.country, 'sepa_debit', {
    bank_code: iban.iban.slice(4, 9),
    branch_code: null,
    country: iban.country,
    fingerprint: fingerprint(iban.iban),
    generated_from: null,
    last4: iban.iban.slice(-4),
  });
}

/**
 * @param {any} used the payment method
 * @param {Pick<Card, 'brand'> & { does?: string }} card
 * @param {number} amount
 */
export function cardCharge({ card: own }, card, amount) {
  const isConfirmed = card.does === 'authenticates';
  return {
    card: {
      amount_authorized: amount,
      authorization_code: String(100_000 + Math.floor(Math.random() * 900_000)),
      brand: own.brand,
      checks: own.checks,
      country: own.country,
      exp_month: own.exp_month,
      exp_year: own.exp_year,
      extended_authorization: { status: 'disabled' },
      fingerprint: own.fingerprint,
      funding: own.funding,
      incremental_authorization: { status: 'unavailable' },
      installments: null,
      last4: own.last4,
      mandate: null,
      multicapture: { status: 'unavailable' },
      network: card.brand,
      network_token: { used: false },
      network_transaction_id: null,
      overcapture: { maximum_amount_capturable: amount, status: 'unavailable' },
      regulated_status: 'unregulated',
      three_d_secure: isConfirmed ? threeDSecure : null,
      transaction_link_id: null,
      wallet: null,
    },
    type: 'card',
  };
}

/** @param {any} used the payment method */
export function sepaCharge({ sepa_debit: own }) {
  const { bank_code, branch_code, country, fingerprint: print, last4 } = own;
  return {
    sepa_debit: {
      bank_code,
      branch_code,
      country,
      expected_debit_date: null,
      fingerprint: print,
      last4,
      mandate: ids.mandate(),
    },
    type: 'sepa_debit',
  };
}

const threeDSecure = Object.freeze({
  authentication_flow: 'challenge',
  electronic_commerce_indicator: '05',
  exemption_indicator: null,
  result: 'authenticated',
  result_reason: null,
  transaction_id: '00000000-0000-4000-8000-000000000000',
  version: '2.2.0',
});

/**
 * @param {World} world
 * @param {Payer} payer
 * @param {string} country
 * @param {'card' | 'sepa_debit'} type
 * @param {any} details
 */
function method(world, { email, name }, country, type, details) {
  const made = make('payment_method', {
    id: ids.method(),
    allow_redisplay: 'limited',
    billing_details: {
      address: { city: null, country, line1: null, line2: null, postal_code: null, state: null },
      email,
      name,
      phone: null,
      tax_id: null,
    },
    created: world.clock.seconds(),
    type,
  });
  // A payment method has one field of details, named after its type.
  delete made.card;
  return { ...made, [type]: details };
}

/**
 * @param {string} status
 * @param {string} message
 * @param {string} type
 */
function outcome(status, message, type) {
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: status,
    reason: null,
    seller_message: message,
    type,
  };
}

/** @param {string} number */
function fingerprint(number) {
  return createHash('sha256').update(number).digest('base64').replace(/[+/=]/g, '').slice(0, 16);
}
