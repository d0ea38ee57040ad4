/** Stripe-Signature: https://docs.stripe.com/webhooks#verify-manually */
import { createHmac } from 'node:crypto';

/**
 * @param {string} body
 * @param {string[]} secrets two while they rotate: a signature by each
 * @param {number} [moment] seconds since the epoch
 */
export function signatureOf(body, secrets, moment = Math.floor(Date.now() / 1000)) {
  const signatures = secrets.map((secret) => `v1=${hmac(secret, moment, body)}`);
  return [`t=${moment}`, ...signatures].join(',');
}

/**
 * @param {string} secret
 * @param {number} moment
 * @param {string} body
 */
export function hmac(secret, moment, body) {
  return createHmac('sha256', secret).update(`${moment}.${body}`).digest('hex');
}
