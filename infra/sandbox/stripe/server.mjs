/** The sandbox on one port: Stripe's API, the hosted payment page, and the control API. */
import { createServer } from 'node:http';
import { defaultEvents, readAccounts } from './accounts.mjs';
import { apiEndpoint } from './api/endpoint.mjs';
import { Clock } from './clock.mjs';
import { controlEndpoint } from './control.mjs';
import { Faults } from './faults.mjs';
import { Log } from './log.mjs';
import { checkoutEndpoint } from './pay/checkout.mjs';
import { Store } from './store.mjs';
import { Deliveries } from './webhooks/deliveries.mjs';
import { World } from './world.mjs';

/** Longer than any client keeps a connection it does not use: it is never we who close it under a request. */
const keepAlive = 120_000;

/**
 * @typedef {object} StripeOptions
 * @property {number} port
 * @property {string} [data] folder; without one nothing outlives the process
 * @property {string[]} [accounts] names
 * @property {string[]} [webhooks] "allnet=http://127.0.0.1:7020/v1/allnet/stripe=whsec_…"
 * @property {string[]} [events] types the endpoints are told of
 * @property {Record<string, string>} [sellers] what the payment page calls an account
 * @property {Partial<import('./world.mjs').Delays>} [delays]
 * @property {{ base: number, cap: number }} [retry] of webhooks, ms
 * @property {string} [origin] under which browsers reach this, by default http://localhost:port
 */

/**
 * @param {StripeOptions} options
 * @returns {Promise<{ origin: string, accounts: import('./accounts.mjs').Account[], close: () => Promise<void> }>}
 */
export async function startStripe(options) {
  refuseProduction();
  const origin = options.origin ?? `http://localhost:${options.port}`;
  const accounts = readAccounts(options.accounts ?? [], options.webhooks ?? [], options.events ?? defaultEvents);
  const store = await Store.open(options.data);
  const clock = new Clock(store.find('meta', 'sandbox', 'clock')?.object.offset);
  const endpoints = new Map(accounts.map(({ id, endpoint }) => [id, endpoint]));
  const log = new Log();
  const faults = new Faults();
  const retry = options.retry ?? { base: 1000, cap: 3_600_000 };
  const deliveries = new Deliveries({ clock, store, log, endpointOf: (account) => endpoints.get(account), retry });
  const delays = { sepa: 15_000, dispute: 2_000, refund: 10_000, ...options.delays };
  const world = new World({ origin, store, clock, delays, accounts, deliver: (row) => deliveries.deliver(row) });
  const sellers = new Map(accounts.map(({ id, name }) => [id, options.sellers?.[name] ?? name]));

  const answerApi = apiEndpoint({ world, faults, log });
  const answerPage = checkoutEndpoint({ world, sellers });
  const answerControl = controlEndpoint({ world, faults, log, deliveries });

  const server = createServer({ keepAliveTimeout: keepAlive, requestTimeout: 60_000 }, (request, response) => {
    const url = new URL(request.url ?? '/', origin);
    const segment = url.pathname.split('/')[1];
    if (segment === '_control') return void settle(answerControl(request, response, url));
    if (faults.isDown()) return void request.socket.destroy();
    if (segment === 'v1') return void settle(answerApi(request, response, url));
    if (segment === 'c') return void settle(answerPage(request, response, url));
    const isHealth = segment === 'health';
    response.writeHead(isHealth ? 200 : 404, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(
        isHealth ? { status: 'ok' } : { error: { message: 'Nothing is here.', type: 'invalid_request_error' } },
      ),
    );

    async function settle(/** @type {Promise<void>} */ work) {
      try {
        await work;
      } catch (error) {
        process.stderr.write(`${/** @type {Error} */ (error).stack}\n`);
        request.socket.destroy();
      }
    }
  });

  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => resolve(undefined));
  });
  world.resume();
  return {
    origin,
    accounts,
    async close() {
      const closed = new Promise((resolve) => server.close(() => resolve(undefined)));
      server.closeAllConnections();
      await closed;
      clock.stop();
      deliveries.close();
      await store.close();
    },
  };
}

/** Anybody may pay anything here, with a card that is printed on the page. */
export function refuseProduction() {
  if (process.env['NODE_ENV'] === 'production' || process.env['ASPNETCORE_ENVIRONMENT'] === 'Production') {
    throw new Error('The Stripe sandbox takes no money and says it did: it does not start in production.');
  }
}
