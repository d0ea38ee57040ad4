/** What each parameter may be. A reader takes what was sent and its name, gives the value or fails as Stripe does. */
import { invalid } from './errors.mjs';

/** @typedef {import('./form.mjs').FormValue} FormValue */
/** @typedef {(value: FormValue, name: string) => any} Reader */

/** @type {(most?: number) => Reader} */
export const text =
  (most = 5000) =>
  (value, name) => {
    if (typeof value !== 'string') throw invalid(`Invalid string: ${JSON.stringify(value)}`, name);
    if (value.length <= most) return value;
    throw invalid(`Invalid string: must be at most ${most} characters`, name, 'parameter_invalid_string_too_long');
  };

/** @type {(least: number, most?: number) => Reader} */
export const integer =
  (least, most = 999_999_999_999) =>
  (value, name) => {
    if (typeof value !== 'string' || !/^-?\d{1,15}$/.test(value)) {
      throw invalid(`Invalid integer: ${plain(value)}`, name, 'parameter_invalid_integer');
    }
    const number = Number(value);
    if (number < least) {
      throw invalid(`This value must be greater than or equal to ${least}.`, name, 'parameter_invalid_integer');
    }
    if (number > most) {
      throw invalid(`This value must be less than or equal to ${most}.`, name, 'parameter_invalid_integer');
    }
    return number;
  };

/** @type {Reader} */
export const flag = (value, name) => {
  if (value === 'true' || value === 'false') return value === 'true';
  throw invalid(`Invalid boolean: ${plain(value)}`, name);
};

/** @type {(...choices: string[]) => Reader} */
export const oneOf =
  (...choices) =>
  (value, name) => {
    if (typeof value === 'string' && choices.includes(value)) return value;
    const last = choices.at(-1);
    const list = choices.length > 1 ? `${choices.slice(0, -1).join(', ')}, or ${last}` : last;
    throw invalid(`Invalid ${name}: must be one of ${list}`, name);
  };

/** Three letters of the currencies Tessera's tenants sell in, and a few more. @type {Reader} */
export const currency = (value, name) => {
  const code = typeof value === 'string' ? value.toLowerCase() : '';
  if (leastAmounts.has(code)) return code;
  throw invalid(
    `Invalid currency: ${plain(value)}. Stripe currently supports these currencies: ${[...leastAmounts.keys()].join(', ')}`,
    name,
  );
};

/** The smallest charge, in minor units. https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
export const leastAmounts = new Map([
  ['chf', 50],
  ['dkk', 250],
  ['eur', 50],
  ['gbp', 30],
  ['nok', 300],
  ['sek', 300],
  ['usd', 50],
]);

/** @type {Reader} */
export const url = (value, name) => {
  const address = text(5000)(value, name);
  if (/^https?:\/\//.test(address) && URL.canParse(address)) return address;
  throw invalid('Not a valid URL', name, 'url_invalid');
};

/** @type {Reader} */
export const email = (value, name) => {
  if (typeof value === 'string' && isEmail(value)) return value;
  throw invalid(`Invalid email address: ${plain(value)}`, name, 'email_invalid');
};

/** @param {string} value */
export function isEmail(value) {
  return value.length <= 800 && /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$/.test(value);
}

/** @type {Reader} */
export const metadata = (value, name) => {
  // An empty string takes everything out.
  if (value === '') return {};
  if (typeof value === 'string' || Array.isArray(value)) throw invalid('Invalid object', name);
  const entries = Object.entries(value);
  if (entries.length > 50) throw invalid('You can have up to 50 keys in metadata.', name);
  for (const [key, entry] of entries) {
    if (key.length > 40) throw invalid('Metadata keys can be up to 40 characters long.', name);
    text(500)(entry, `${name}[${key}]`);
  }
  return Object.fromEntries(entries.filter(([, entry]) => entry !== ''));
};

/** @type {(reader: Reader, most?: number) => Reader} */
export const list =
  (reader, most = 100) =>
  (value, name) => {
    if (!Array.isArray(value)) throw invalid('Invalid array', name);
    if (value.length > most) throw invalid(`Array must have at most ${most} entries.`, name);
    return value.map((entry, index) => reader(entry, `${name}[${index}]`));
  };

/** @type {(fields: Record<string, Reader>, required?: string[]) => Reader} */
export const hash =
  (fields, required = []) =>
  (value, name) => {
    if (typeof value === 'string' || Array.isArray(value)) throw invalid('Invalid object', name);
    return read(value, fields, required, name);
  };

/** created=1700000000 or created[gte]=1700000000 @type {Reader} */
export const moments = (value, name) => {
  if (typeof value === 'string') {
    const exact = integer(0)(value, name);
    return { gte: exact, lte: exact };
  }
  const moment = integer(0);
  return hash({ gt: moment, gte: moment, lt: moment, lte: moment })(value, name);
};

/**
 * @param {{ [name: string]: FormValue }} values
 * @param {Record<string, Reader>} fields
 * @param {string[]} [required]
 * @param {string} [prefix]
 * @returns {any}
 */
export function read(values, fields, required = [], prefix) {
  const named = (/** @type {string} */ key) => (prefix ? `${prefix}[${key}]` : key);
  /** @type {Record<string, any>} */
  const result = {};
  for (const [key, value] of Object.entries(values)) {
    const reader = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (!reader) throw invalid(`Received unknown parameter: ${named(key)}`, named(key), 'parameter_unknown');
    result[key] = reader(value, named(key));
  }
  for (const key of required) {
    if (result[key] !== undefined && result[key] !== '') continue;
    throw invalid(`Missing required param: ${named(key)}.`, named(key), 'parameter_missing');
  }
  return result;
}

/** @param {FormValue} value */
function plain(value) {
  return typeof value === 'string' ? value.slice(0, 100) : JSON.stringify(value).slice(0, 100);
}
