/** Webhooks that are not what they say: each kind must be refused, except where it says otherwise. (PROOFS F8) */
import { hmac, signatureOf } from './signature.mjs';

/**
 * @typedef {object} Source
 * @property {any} event a real one, to start from
 * @property {string | undefined} text the body, instead of that event
 * @property {string[]} secrets of the endpoint
 * @property {string[]} others secrets of the other accounts
 */

/** @typedef {{ text: string, signature: string | undefined }} Forgery */

const now = () => Math.floor(Date.now() / 1000);

/** @type {Record<string, (text: string, source: Source) => Forgery>} */
export const forgeries = {
  no_header: (text) => ({ text, signature: undefined }),
  empty_header: (text) => ({ text, signature: '' }),
  nonsense_header: (text) => ({ text, signature: 't=now,v1=yes' }),
  wrong_secret: (text) => ({ text, signature: signatureOf(text, ['whsec_somebody_elses']) }),
  other_account: (text, { others }) => ({
    text,
    signature: signatureOf(text, others.length > 0 ? others : ['whsec_none']),
  }),
  stale: (text, { secrets }) => ({ text, signature: signatureOf(text, secrets, now() - 301) }),
  future: (text, { secrets }) => ({ text, signature: signatureOf(text, secrets, now() + 360) }),
  changed_body: (text, { secrets }) => ({
    text: text.replace('evt_1', 'evt_2'),
    signature: signatureOf(text, secrets),
  }),
  reserialised: (text, { secrets }) => ({
    text: JSON.stringify(JSON.parse(text), undefined, 1),
    signature: signatureOf(text, secrets),
  }),
  moved_moment: (text, { secrets }) => ({
    text,
    signature: `t=${now()},v1=${hmac(secrets[0] ?? '', now() - 400, text)}`,
  }),
  v0_only: (text, { secrets }) => ({ text, signature: `t=${now()},v0=${hmac(secrets[0] ?? '', now(), text)}` }),
  cut_signature: (text, { secrets }) => ({ text, signature: signatureOf(text, secrets.slice(0, 1)).slice(0, -2) }),
  oversized: (text, { secrets }) => {
    const large = text.padEnd(5 * 1_048_576, ' ');
    return { text: large, signature: signatureOf(large, secrets) };
  },
  /** Accepted: one of two is right, as while secrets rotate. */
  two_signatures: (text, { secrets }) => ({ text, signature: signatureOf(text, ['whsec_unknown', ...secrets]) }),
  /** Accepted by the signature: what it says is for the endpoint to judge. */
  signed: (text, { secrets }) => ({ text, signature: signatureOf(text, secrets) }),
};

/**
 * @param {string} kind
 * @param {Source} source
 * @returns {Forgery}
 */
export function forgery(kind, source) {
  const make = Object.hasOwn(forgeries, kind) ? forgeries[kind] : undefined;
  if (!make) throw new Error(`A forgery is one of ${Object.keys(forgeries).join(', ')}, not '${kind}'.`);
  const text =
    source.text ??
    JSON.stringify(source.event ?? { id: 'evt_1forged', object: 'event', type: 'checkout.session.completed' });
  return make(text, source);
}
