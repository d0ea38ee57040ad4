/** The Stripe accounts of the sandbox: one per tenant, each with a secret key and at most one webhook endpoint. */
import { namedId } from './ids.mjs';

/** What an endpoint is told of unless it asks for other types; `*` is all. */
export const defaultEvents = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'payment_intent.payment_failed',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
];

/** @typedef {{ id: string, url: URL, secrets: string[], events: Set<string> }} Endpoint secrets: two while they rotate */
/** @typedef {{ name: string, id: string, key: string, endpoint: Endpoint | undefined }} Account */

/** @param {string} name */
export const secretKey = (name) => `sk_test_${name}_sandbox`;

/**
 * @param {string[]} names
 * @param {string[]} webhooks "allnet=http://127.0.0.1:7020/v1/allnet/stripe=whsec_new,whsec_old"
 * @param {string[]} events
 * @returns {Account[]}
 */
export function readAccounts(names, webhooks, events) {
  const endpoints = new Map(webhooks.map((text) => readWebhook(text, events)));
  return [...new Set([...names, ...endpoints.keys()])].map((name) => ({
    name,
    id: namedId('acct', name),
    key: secretKey(name),
    endpoint: endpoints.get(name),
  }));
}

/**
 * @param {string} text
 * @param {string[]} events
 * @returns {[string, Endpoint]}
 */
function readWebhook(text, events) {
  const parts = /^([a-z][a-z0-9-]*)=(https?:\/\/.+)=(whsec_[^=]+)$/.exec(text);
  if (!parts || !URL.canParse(parts[2] ?? '')) {
    throw new Error(`A webhook is written ACCOUNT=URL=whsec_SECRET[,whsec_OLD], not '${text}'.`);
  }
  const [, name = '', url = '', secrets = ''] = parts;
  const endpoint = { id: namedId('we', text), url: new URL(url), secrets: secrets.split(','), events: new Set(events) };
  return [name, endpoint];
}
