/**
 * An older copy of the database comes back (F37): what was paid since is found again by the provider's messages, or by asking
 * the provider; what the copy knows nothing of waits where an operator sees it.
 */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { always, broken, money, paidOnBothSides, still } from './checks.mjs';

/** Payments are asked about every half minute, those older than a minute and a half. */
const patience = 180_000;

/** @typedef {import('./system.mjs').System} System */
/** @typedef {import('./load.mjs').Load} Load */
/** @typedef {import('./load.mjs').Key} Key */

/**
 * @param {System} system
 * @param {Load} load
 * @param {Key[]} keys some of whose renewals are opened before the copy; one is sold wholly after it
 * @param {{ areAsked: boolean }} how areAsked: the messages of half of them are not sent again
 */
export async function comesBack(system, load, keys, { areAsked }) {
  const sold = await sell(load, keys, 5);
  const [late, ...opened] = sold;
  assert.ok(late && opened.length >= 2, 'no keys are left');
  const sessions = await Promise.all(opened.map(({ key, page }) => load.open(key, page)));
  assert.deepEqual(await still(system), []);
  const known = new Set(await events(system));
  await system.run.database.keep();

  sessions.push(await load.open(late.key, late.page));
  for (const session of sessions) await system.control('POST', 'pay', { session });
  assert.deepEqual(await still(system), []);
  assert.deepEqual(await states(system, sessions), { FULFILLED: sessions.length });
  const since = (await events(system)).filter((event) => !known.has(event));

  const unsent = new Set(areAsked ? await eventsOf(system, sessions.slice(0, 2)) : []);
  await system.run.database.goBack();
  const lost = await states(system, sessions);
  assert.equal(lost['FULFILLED'], undefined, 'the copy is not older than the payments');

  for (const event of since) if (!unsent.has(event)) await system.control('POST', 'webhooks/again', { event });
  for (const until = Date.now() + patience; Date.now() < until; await sleep(500)) {
    const [idle] = await system.query("SELECT count(*)::int AS n FROM inbox WHERE state = 'NEW'");
    if (idle?.['n'] === 0 && (await states(system, sessions))['FULFILLED'] === opened.length) break;
  }
  return { opened: opened.length, since: since.length, problems: await problems(system, sessions, opened.length) };
}

/**
 * Everything adds up but for the one that was sold after the copy: its money is at the provider, its messages wait visibly.
 * @param {System} system
 * @param {string[]} sessions
 * @param {number} found
 */
async function problems(system, sessions, found) {
  const late = sessions.at(-1);
  const list = [];
  const state = await states(system, sessions);
  if (state['FULFILLED'] !== found) list.push(`not every payment was found again: ${JSON.stringify(state)}`);
  const both = await paidOnBothSides(system);
  list.push(...both.problems.filter((problem) => !problem.includes(`${late} was paid and we know nothing`)));
  if (both.problems.length !== 1) list.push(`one payment should be unknown, not ${both.problems.length}`);
  const waiting = await system.query("SELECT state, note FROM inbox WHERE state NOT IN ('DONE', 'IGNORED')");
  const { body, text } = await system.ask('/v1/inbox', { tenant: 'allnet' });
  if (waiting.length === 0 || body?.items?.length !== waiting.length) list.push(`an operator sees ${text}`);
  for (const { state, note } of waiting) {
    if (!['WAITING', 'DEAD'].includes(state) || !String(note).startsWith('PAYMENT_UNKNOWN'))
      list.push(`${state}: ${note}`);
  }
  list.push(...(await broken(system, [...always, ...money.filter(({ name }) => !name.startsWith('I7'))])));
  return list;
}

/**
 * @param {Load} load
 * @param {Key[]} keys
 * @param {number} count
 */
async function sell(load, keys, count) {
  const sold = [];
  for (const key of keys) {
    const page = await load.quote(key);
    if (page) sold.push({ key, page });
    if (sold.length === count) break;
  }
  return sold;
}

/** @param {System} system @param {string[]} sessions how many orders are in which state */
async function states(system, sessions) {
  const rows = await system.query(`
    SELECT o.state, count(*)::int AS n FROM sales_order o JOIN payment p USING (tenant_id, order_id)
    WHERE p.session_id IN ('${sessions.join("', '")}') GROUP BY o.state`);
  return /** @type {Record<string, number>} */ (Object.fromEntries(rows.map(({ state, n }) => [state, n])));
}

/** @param {System} system */
const events = async (system) =>
  (await system.query('SELECT event_id FROM inbox')).map((row) => String(row['event_id']));

/** @param {System} system @param {string[]} sessions what the provider told about them */
async function eventsOf(system, sessions) {
  const rows = await system.query(`SELECT event_id FROM inbox WHERE body::text ~ '${sessions.join('|')}'`);
  return rows.map((row) => String(row['event_id']));
}
