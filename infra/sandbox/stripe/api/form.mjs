/** Forms with nested keys: line_items[0][price_data][currency]=eur&expand[]=payment_intent */
import { invalid } from './errors.mjs';

const mostFields = 2000;
const deepest = 8;

/** @typedef {{ [name: string]: FormValue }} FormObject */
/** @typedef {string | FormObject | FormList} FormValue */
/** @typedef {{ [index: number]: FormValue } & Array<any>} FormList */

/**
 * @param {string} text of the body or the query
 * @returns {FormObject}
 */
export function parseForm(text) {
  const root = Object.create(null);
  if (text === '') return root;
  const pairs = text.split('&');
  if (pairs.length > mostFields) throw invalid(`More than ${mostFields} parameters.`);
  for (const pair of pairs) {
    if (pair === '') continue;
    const cut = pair.indexOf('=');
    const name = decoded(cut < 0 ? pair : pair.slice(0, cut));
    place(root, pathOf(name), cut < 0 ? '' : decoded(pair.slice(cut + 1)), name);
  }
  return /** @type {FormObject} */ (withArrays(root));
}

/** @param {string} text */
function decoded(text) {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw invalid('Invalid request: the body is not form encoded.');
  }
}

/** @param {string} name "a[b][]" → ["a", "b", ""] */
function pathOf(name) {
  const open = name.indexOf('[');
  if (open <= 0) return [name];
  const rest = name.slice(open);
  if (!/^(\[[^[\]]*\])+$/.test(rest)) return [name];
  return [name.slice(0, open), ...rest.slice(1, -1).split('][')];
}

/**
 * @param {any} node
 * @param {string[]} path
 * @param {string} value
 * @param {string} name
 */
function place(node, path, value, name) {
  if (path.length > deepest) throw invalid(`Invalid parameter: ${name} is nested too deeply.`);
  for (const [index, step] of path.entries()) {
    const key = step === '' ? String(Object.keys(node).length) : step;
    if (index === path.length - 1) {
      node[key] = value;
      return;
    }
    node[key] ??= Object.create(null);
    node = node[key];
    if (typeof node === 'string') throw invalid(`Invalid parameter: ${name} is both a value and an object.`);
  }
}

/**
 * @param {any} node
 * @returns {FormValue}
 */
function withArrays(node) {
  if (typeof node === 'string') return node;
  const keys = Object.keys(node);
  for (const key of keys) node[key] = withArrays(node[key]);
  const isArray = keys.length > 0 && keys.every((key) => /^\d{1,4}$/.test(key));
  return isArray ? keys.sort((left, right) => Number(left) - Number(right)).map((key) => node[key]) : node;
}
