/** Lists, newest first, by cursor: https://docs.stripe.com/api/pagination */
import { invalid, missing } from './errors.mjs';
import { integer, text } from './params.mjs';

/** @typedef {import('../store.mjs').Row} Row */

/** The parameters every list takes. */
export const paging = { limit: integer(1, 100), starting_after: text(), ending_before: text() };

/** @typedef {{ limit?: number, starting_after?: string, ending_before?: string, created?: Moments }} Paging */
/** @typedef {{ gt?: number, gte?: number, lt?: number, lte?: number }} Moments seconds since the epoch */

/**
 * @param {string} url of the list
 * @param {{ store: import('../store.mjs').Store, kind: string, account: string }} source
 * @param {Paging} params
 * @param {(object: any) => boolean} [matches]
 */
export function page(url, { store, kind, account }, params, matches = () => true) {
  const { limit = 10, starting_after: after, ending_before: before, created } = params;
  if (after && before) {
    throw invalid('You cannot parameterize pagination with both starting_after and ending_before.', 'starting_after');
  }
  const rows = store.all(kind, account);
  const cursor = (/** @type {string} */ id, /** @type {string} */ param) => {
    const row = store.find(kind, account, id);
    if (!row) throw missing(kind, id, param);
    return row.position;
  };
  const isWanted = (/** @type {Row} */ row) =>
    row.object !== null && within(row.object.created, created) && matches(row.object);
  const found = before
    ? newer(rows, cursor(before, 'ending_before'), limit + 1, isWanted)
    : older(rows, after ? cursor(after, 'starting_after') : rows.length, limit + 1, isWanted, floorOf(created));
  const has_more = found.length > limit;
  const kept = before && has_more ? found.slice(1) : found.slice(0, limit);
  return { object: 'list', data: kept.map(({ object }) => object), has_more, url };
}

/**
 * @param {readonly Row[]} rows
 * @param {number} from position that is not looked at any more
 * @param {number} most
 * @param {(row: Row) => boolean} isWanted
 * @param {number} floor nothing older is looked at
 */
function older(rows, from, most, isWanted, floor) {
  const found = [];
  for (let index = from - 1; index >= 0 && found.length < most; index--) {
    const row = /** @type {Row} */ (rows[index]);
    if (row.object !== null && row.object.created < floor) break;
    if (isWanted(row)) found.push(row);
  }
  return found;
}

/**
 * The nearest newer ones, newest first.
 * @param {readonly Row[]} rows
 * @param {number} from
 * @param {number} most
 * @param {(row: Row) => boolean} isWanted
 */
function newer(rows, from, most, isWanted) {
  const found = [];
  for (let index = from + 1; index < rows.length && found.length < most; index++) {
    const row = /** @type {Row} */ (rows[index]);
    if (isWanted(row)) found.unshift(row);
  }
  return found;
}

/**
 * @param {number} moment
 * @param {Moments | undefined} limits
 */
function within(moment, limits) {
  if (!limits) return true;
  const { gt = -1, gte = 0, lt = Infinity, lte = Infinity } = limits;
  return moment > gt && moment >= gte && moment < lt && moment <= lte;
}

/** @param {Moments | undefined} limits */
function floorOf(limits) {
  return Math.max(limits?.gte ?? 0, limits?.gt ?? 0);
}
