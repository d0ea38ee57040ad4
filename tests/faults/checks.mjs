/** What must hold afterwards, asked of the database, the ledger, the sandbox and the mail catcher. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const tenants = ['allnet', 'vcom'];
const stillPatience = 90_000;

/** @typedef {import('./system.mjs').System} System */

/** Statements of a script: the last comment line above each is its name. @param {string} file */
function statements(file) {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  return text.split('\n\n').flatMap((part) => {
    const name = part
      .split('\n')
      .filter((line) => /^-- (I|OM-)\d+:/.test(line))
      .at(-1)
      ?.slice(3);
    return name && part.trimEnd().endsWith(';') ? [{ name, sql: part }] : [];
  });
}

export const money = statements('./money.sql');
export const always = statements('../invariants.sql');

/** Waits until nothing is under way: no message waits to be worked on, no line to be applied, no debit to settle. @param {System} system */
export async function still(system) {
  const underWay = `
    SELECT 'inbox' AS what, count(*)::int AS n FROM inbox WHERE state IN ('NEW', 'WAITING')
    UNION ALL SELECT 'payments', count(*)::int FROM payment WHERE state IN ('CREATING', 'PROCESSING')
    UNION ALL SELECT 'lines', count(*)::int FROM order_line JOIN sales_order USING (tenant_id, order_id) WHERE paid_at IS NOT NULL AND order_line.state = 'WAITING'
    UNION ALL SELECT 'orders', count(*)::int FROM sales_order WHERE state = 'PAID'
    UNION ALL SELECT 'outbox', count(*)::int FROM outbox WHERE state IN ('NEW', 'SENDING') AND due_at < now()`;
  /** @type {Record<string, any>[]} */
  let left = [];
  for (const until = Date.now() + stillPatience; Date.now() < until; await sleep(500)) {
    const { webhooks } = await system.control('GET', 'state');
    left = (await system.query(underWay)).filter(({ n }) => n > 0);
    if (left.length === 0 && webhooks.queued + webhooks.active + webhooks.held === 0) return [];
  }
  return left.map(({ what, n }) => `${n} ${what} are still under way after ${stillPatience / 1000} s`);
}

/**
 * @param {System} system
 * @param {{ name: string, sql: string }[]} all
 * @param {string} [damage] done first and undone afterwards
 */
export async function broken(system, all, damage) {
  const found = [];
  for (const { name, sql } of all) {
    const rows = await system.query(damage ? `BEGIN; ${damage}; ${sql} ROLLBACK;` : sql);
    if (rows.length > 0) found.push(`${name}: ${rows.length} rows, first ${JSON.stringify(rows[0])}`);
  }
  return found;
}

/** Sessions paid at the provider and payments taken by us are the same, one to one, with the same amounts. @param {System} system */
export async function paidOnBothSides(system) {
  const rows = await system.query(`
    SELECT t.slug, p.session_id, p.state, p.paid_minor::int AS paid, lower(p.currency) AS currency, p.intent_id, o.state AS order_state
    FROM payment p JOIN tenant t ON t.id = p.tenant_id JOIN sales_order o USING (tenant_id, order_id) WHERE p.paid_minor > 0 OR p.state = 'PAID'`);
  const problems = [];
  let count = 0;
  for (const tenant of tenants) {
    const theirs = await system.control('GET', `sessions?account=${tenant}&payment_status=paid`);
    const ours = new Map(rows.filter(({ slug }) => slug === tenant).map((row) => [row['session_id'], row]));
    count += theirs.length;
    for (const session of theirs) {
      const row = ours.get(session.id);
      ours.delete(session.id);
      if (!row) problems.push(`${tenant}: ${session.id} was paid and we know nothing of it`);
      else if (
        row['paid'] !== session.amount_total ||
        row['currency'] !== session.currency ||
        row['intent_id'] !== session.payment_intent
      ) {
        problems.push(`${tenant}: ${session.id} differs: ${JSON.stringify(row)}`);
      }
    }
    for (const id of ours.keys()) problems.push(`${tenant}: ${id} is a payment of ours that was never made`);
  }
  return { problems, count };
}

/** Every message that we acknowledged is in our archive. @param {System} system */
export async function archived(system) {
  const known = new Set((await system.query('SELECT event_id FROM inbox')).map((row) => row['event_id']));
  const taken = (await system.remember()).filter(
    (/** @type {any} */ entry) => entry.what === 'webhook' && entry.status === 200,
  );
  const lost = taken.filter((/** @type {any} */ entry) => !known.has(entry.event));
  return {
    taken: taken.length,
    problems: lost.map(
      (/** @type {any} */ entry) => `${entry.event} (${entry.type}) was acknowledged and is not there`,
    ),
  };
}

/** The ledger as an operator asks for it. @param {System} system */
export async function ledger(system) {
  const problems = [];
  for (const tenant of tenants) {
    const { status, body, text } = await system.ask('/v1/ledger/check', { tenant });
    if (status !== 200 || body.balanced !== true) problems.push(`the ledger of ${tenant}: ${status} ${text}`);
  }
  return problems;
}

/** No mail was sent twice. @param {System} system */
export async function mailsOnce(system) {
  const mails = await system.mails();
  /** @type {Map<string, number>} */
  const seen = new Map();
  for (const mail of mails) {
    const id = String(mail.headers?.['message-id'] ?? mail.messageId ?? '');
    seen.set(id, (seen.get(id) ?? 0) + 1);
  }
  const problems = [...seen].filter(([, times]) => times > 1).map(([id, times]) => `${id} was sent ${times} times`);
  if (seen.has('')) problems.push('a mail has no Message-ID: it cannot be counted');
  return { count: mails.length, problems };
}

/**
 * Where one of the texts rests: tables of the database, and logs of our own processes.
 * @param {System} system
 * @param {string[]} texts of letters, digits, _ and -
 */
export async function holding(system, texts) {
  const found = [];
  const any = `ARRAY['${texts.join("', '")}']`;
  const tables = await system.query(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
  );
  for (const { name } of tables) {
    const rows = await system.query(
      `SELECT 1 FROM ${name} t, LATERAL (SELECT t::text AS row) r WHERE EXISTS (SELECT FROM unnest(${any}) AS x WHERE strpos(r.row, x) > 0) LIMIT 1`,
    );
    if (rows.length > 0) found.push(name);
  }
  const logs = path.join(system.run.data, 'logs');
  for (const file of readdirSync(logs).filter((name) => /^(core|edge)/.test(name))) {
    const text = readFileSync(path.join(logs, file), 'utf8');
    if (texts.some((one) => text.includes(one))) found.push(file);
  }
  return found;
}

/**
 * A binding that was acknowledged is there.
 * @param {System} system
 * @param {{ key: import('./load.mjs').Key, fingerprint: string }[]} activated
 */
export async function bound(system, activated) {
  const rows = await system.query('SELECT key_id, fingerprint FROM activation');
  const known = new Map(rows.map((row) => [row['key_id'], row['fingerprint']]));
  return activated
    .filter(({ key, fingerprint }) => known.get(key.id) !== fingerprint)
    .map(({ key }) => `${key.number} was activated and is not bound`);
}
