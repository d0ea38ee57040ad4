/** Three cores on one PostgreSQL behind one address, the edge before them, Stripe's sandbox and the mail catcher beside them. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { directory } from '../../infra/sandbox/identity/directory.mjs';
import { tail } from '../../infra/local/logs.mjs';
import { startStack } from '../../infra/local/stack.mjs';

/** No write is given up before; whatever was killed meanwhile is back by then. */
const patience = 60_000;
const oneTry = 10_000;

/** Tests press harder than people: what is tested is not the limits. */
const coreEnv = {
  TESSERA_LIMIT_PERSON: '100000',
  TESSERA_LIMIT_ORGANISATION: '100000',
  TESSERA_LIMIT_DEVICE_ADDRESS: '100000',
  TESSERA_LIMIT_LICENCE_KEY: '100000',
  TESSERA_LIMIT_UNKNOWN_KEYS: '100000',
  TESSERA_STRIPE_ATTEMPT_MS: '2000',
  TESSERA_STRIPE_TOTAL_MS: '8000',
};

/** @typedef {{ status: number, body: any, text: string, tries: number }} Answer */
/** @typedef {Awaited<ReturnType<typeof startSystem>>} System */

/** @param {{ build?: boolean, cores?: number, parts?: import('../../infra/local/stack.mjs').PartName[] }} [options] */
export async function startSystem({ build = true, cores = 3, parts } = {}) {
  const stack = await startStack({
    cores,
    coreEnv,
    build,
    ...(parts && { parts }),
    progress: (line) => process.stderr.write(`  ${line}\n`),
  });
  const { addresses, run } = stack;
  const tokens = Object.fromEntries(
    await Promise.all(directory.apps.map(async (app) => [tenantOf(app.tid), await token(app)])),
  );

  /** @param {{ id: string, secret: string, tid: string }} app */
  async function token({ id, secret, tid }) {
    const form = {
      grant_type: 'client_credentials',
      scope: `${directory.api.uri}/.default`,
      client_id: id,
      client_secret: secret,
    };
    const response = await fetch(`${addresses.identity}/${tid}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    return /** @type {any} */ (await response.json()).access_token;
  }

  /**
   * Asks until there is an answer that is one: what is cut or 503 is asked again, a write with its own Idempotency-Key.
   * @param {string} path
   * @param {{ tenant?: string, body?: unknown, text?: string, headers?: Record<string, string>, base?: string, key?: string }} [call]
   * @returns {Promise<Answer>}
   */
  async function ask(path, { tenant, body, text: raw, headers = {}, base = addresses.core, key = randomUUID() } = {}) {
    const written = body === undefined ? raw : JSON.stringify(body);
    const init = {
      method: written === undefined ? 'GET' : 'POST',
      headers: {
        ...(tenant && { authorization: `Bearer ${tokens[tenant]}` }),
        ...(written !== undefined && { 'content-type': 'application/json', 'idempotency-key': key }),
        ...headers,
      },
      ...(written !== undefined && { body: written }),
    };
    const until = Date.now() + patience;
    for (let tries = 1; ; tries++) {
      try {
        const response = await fetch(base + path, { ...init, signal: AbortSignal.timeout(oneTry) });
        const text = await response.text();
        if (![502, 503, 504].includes(response.status))
          return { status: response.status, body: parsed(text), text, tries };
        if (Date.now() > until) assert.fail(`${init.method} ${path}: ${response.status} for ${patience / 1000} s`);
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error;
        const why = /** @type {Error & { cause?: Error }} */ (error);
        if (Date.now() > until)
          assert.fail(`${init.method} ${path}: ${why.cause?.message ?? why.message} for ${patience / 1000} s`);
      }
      await sleep(Math.min(50 * tries, 500));
    }
  }

  /**
   * The sandbox's control API, asked again while it is away.
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   */
  async function control(method, path, body) {
    for (const until = Date.now() + patience; ; await sleep(200)) {
      if (fallen.length > 0) assert.fail(fallen.join('\n'));
      try {
        const response = await fetch(`${addresses.stripe}/_control/${path}`, {
          method,
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        const answer = /** @type {any} */ (await response.json());
        if (!response.ok) throw new Error(`${path}: ${answer.error}`);
        return answer;
      } catch (error) {
        if (!(error instanceof TypeError) || Date.now() > until) throw error;
      }
    }
  }

  /** What the sandbox was asked and has sent, also before it was restarted. @type {Map<string, any>} */
  const remembered = new Map();
  const remember = async () => {
    const { entries } = await control('GET', 'log?after=0&limit=1000000');
    for (const entry of entries) remembered.set(`${entry.at} ${entry.n}`, entry);
    return [...remembered.values()];
  };

  /** Every mail that was caught. @returns {Promise<any[]>} */
  const mails = async () => /** @type {any} */ (await (await fetch(`${addresses.mail}/api/email`)).json());

  /** Parts that ended without being asked to, with the end of what they wrote. @type {string[]} */
  const fallen = [];
  void run.ended.then((why) => {
    const log = / see (\S+)$/.exec(why)?.[1];
    fallen.push(log ? `${why}\n${tail(log, { lines: 30 })}` : why);
  });

  return {
    fallen,
    addresses,
    run,
    ask,
    control,
    remember,
    mails,
    query: (/** @type {string} */ sql) => run.query(sql),
    stop: stack.stop,
  };
}

/** @param {string} tid */
function tenantOf(tid) {
  return directory.directories.find((entry) => entry.tid === tid)?.tenant;
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
