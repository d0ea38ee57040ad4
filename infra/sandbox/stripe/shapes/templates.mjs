/** Every field an object of Stripe's has, so that none is forgotten: shapes.json, derived from Stripe's own fixtures. */
import { readFileSync } from 'node:fs';

/** @type {Record<string, Record<string, any>>} */
export const shapes = JSON.parse(readFileSync(new URL('./shapes.json', import.meta.url), 'utf8'));

const templates = new Map(Object.entries(shapes).map(([name, shape]) => [name, blank(name, shape)]));

/**
 * An object with all of its fields: those given, empty lists and null for the rest. Fails on a field Stripe does not have.
 * @param {string} name "checkout.session"
 * @param {Record<string, any>} fields
 * @returns {any}
 */
export function make(name, fields) {
  const template = templates.get(name);
  if (!template) throw new Error(`There is no shape of ${name}.`);
  for (const field in fields) {
    if (!(field in template)) throw new Error(`${name} has no field ${field}.`);
  }
  return { ...template, ...fields };
}

/**
 * @param {string} name
 * @param {Record<string, any>} shape
 */
function blank(name, shape) {
  const entries = Object.entries(shape).map(([field, value]) => [field, Array.isArray(value) ? [] : null]);
  const fixed = {
    object: name,
    ...('livemode' in shape && { livemode: false }),
    ...('metadata' in shape && { metadata: {} }),
  };
  return Object.freeze({ ...Object.fromEntries(entries), ...fixed });
}
