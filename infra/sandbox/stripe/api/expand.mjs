/** Fields that hold an id and are answered whole where asked for: https://docs.stripe.com/api/expanding_objects */
import { invalid } from './errors.mjs';

const deepest = 4;

/** By object: which field leads to rows of which kind. @type {Record<string, Record<string, string>>} */
const links = {
  'checkout.session': { payment_intent: 'intent' },
  payment_intent: { latest_charge: 'charge', payment_method: 'method' },
  charge: { balance_transaction: 'transaction', payment_intent: 'intent', failure_balance_transaction: 'transaction' },
  refund: { balance_transaction: 'transaction', charge: 'charge', payment_intent: 'intent' },
  dispute: { charge: 'charge', payment_intent: 'intent' },
};

/**
 * @param {any} object is not changed
 * @param {string[]} paths "payment_intent.latest_charge"; for lists "data.payment_intent"
 * @param {{ find: (kind: string, id: string) => any, lineItems: (session: string) => any, refunds: (charge: string) => any }} world
 */
export function expand(object, paths, world) {
  return paths.reduce((result, path) => {
    const steps = path.split('.');
    if (steps.length > deepest) throw invalid(`You cannot expand more than ${deepest} levels of a property.`, 'expand');
    return expandPath(result, steps, path, world);
  }, object);
}

/**
 * @param {any} object
 * @param {string[]} steps
 * @param {string} path
 * @param {Parameters<typeof expand>[2]} world
 * @returns {any}
 */
function expandPath(object, steps, path, world) {
  const [step = '', ...rest] = steps;
  if (object === null || steps.length === 0) return object;
  if (object.object === 'list') {
    if (step !== 'data') throw unknown(path, step);
    return { ...object, data: object.data.map((/** @type {any} */ entry) => expandPath(entry, rest, path, world)) };
  }
  const found = reach(object, step, path, world);
  return { ...object, [step]: expandPath(found, rest, path, world) };
}

/**
 * @param {any} object
 * @param {string} step
 * @param {string} path
 * @param {Parameters<typeof expand>[2]} world
 */
function reach(object, step, path, world) {
  if (object.object === 'checkout.session' && step === 'line_items') return world.lineItems(object.id);
  if (object.object === 'charge' && step === 'refunds') return world.refunds(object.id);
  const kind = Object.hasOwn(links, object.object) ? links[object.object]?.[step] : undefined;
  if (!kind) throw unknown(path, step);
  const value = object[step];
  return typeof value === 'string' ? world.find(kind, value) : value;
}

/**
 * @param {string} path
 * @param {string} step
 */
function unknown(path, step) {
  return invalid(
    `This property cannot be expanded (${step}). You may want to try expanding '${path}' elsewhere.`,
    'expand',
  );
}
