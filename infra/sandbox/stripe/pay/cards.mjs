/** Stripe's test cards and test accounts: what each does. https://docs.stripe.com/testing */

/**
 * @typedef {object} Card
 * @property {string} number
 * @property {'visa' | 'mastercard' | 'amex'} brand
 * @property {string} country
 * @property {'credit' | 'debit'} funding
 * @property {'pays' | 'declines' | 'authenticates'} does
 * @property {string} [code] of a decline
 * @property {string} [declineCode]
 * @property {boolean} [isDisputed] paid, and then disputed as fraudulent
 * @property {'fails' | 'waits'} [refund] a refund that fails after it had succeeded, or succeeds after it had waited
 */

/** @typedef {{ iban: string, country: string, does: 'succeeds' | 'fails' }} Iban */

/** @type {Card[]} */
export const cards = [
  { number: '4242424242424242', brand: 'visa', country: 'US', funding: 'credit', does: 'pays' },
  { number: '5555555555554444', brand: 'mastercard', country: 'US', funding: 'credit', does: 'pays' },
  { number: '4000003800000008', brand: 'visa', country: 'IT', funding: 'credit', does: 'pays' },
  declining('4000000000000002', 'card_declined', 'generic_decline'),
  declining('4000000000009995', 'card_declined', 'insufficient_funds'),
  declining('4000000000009987', 'card_declined', 'lost_card'),
  declining('4000000000000069', 'expired_card', 'expired_card'),
  declining('4000000000000127', 'incorrect_cvc', 'incorrect_cvc'),
  declining('4000000000000119', 'processing_error', 'processing_error'),
  { number: '4000002500003155', brand: 'visa', country: 'FR', funding: 'credit', does: 'authenticates' },
  { number: '4000000000000259', brand: 'visa', country: 'US', funding: 'credit', does: 'pays', isDisputed: true },
  { number: '4000000000005126', brand: 'visa', country: 'US', funding: 'credit', does: 'pays', refund: 'fails' },
  { number: '4000000000007726', brand: 'visa', country: 'US', funding: 'credit', does: 'pays', refund: 'waits' },
];

/** @type {Iban[]} */
export const ibans = [
  { iban: 'AT611904300234573201', country: 'AT', does: 'succeeds' },
  { iban: 'AT861904300235473202', country: 'AT', does: 'fails' },
];

/** What the hosted page and Stripe's errors say. @type {Record<string, string>} */
export const declineMessages = {
  generic_decline: 'Your card was declined.',
  insufficient_funds: 'Your card has insufficient funds.',
  lost_card: 'Your card was declined.',
  expired_card: 'Your card has expired.',
  incorrect_cvc: "Your card's security code is incorrect.",
  processing_error: 'An error occurred while processing your card. Try again in a little bit.',
  live_mode_test_card: 'Your card was declined. Your request was in test mode, but used a non test card.',
  authentication_failed:
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
};

/**
 * @param {string} number digits, with or without spaces
 * @returns {Card | undefined} undefined: no card has this number
 */
export function findCard(number) {
  const digits = number.replace(/[\s-]/g, '');
  if (!/^\d{13,19}$/.test(digits) || !passesLuhn(digits)) return undefined;
  return cards.find((card) => card.number === digits) ?? declining(digits, 'card_declined', 'live_mode_test_card');
}

/** @param {string} iban */
export function findIban(iban) {
  const text = iban.replace(/\s/g, '').toUpperCase();
  return ibans.find((entry) => entry.iban === text);
}

/**
 * @param {string} number
 * @param {string} code
 * @param {string} declineCode
 * @returns {Card}
 */
function declining(number, code, declineCode) {
  return { number, brand: 'visa', country: 'US', funding: 'credit', does: 'declines', code, declineCode };
}

/** @param {string} digits */
function passesLuhn(digits) {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
