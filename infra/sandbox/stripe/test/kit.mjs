/** A sandbox on a free port with Stripe's own SDK pointed at it, and an endpoint that receives its webhooks. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import Stripe from 'stripe';
import { freePort } from '../../../local/ports.mjs';
import { secretKey } from '../accounts.mjs';
import { startStripe } from '../server.mjs';

export const webhookSecret = 'whsec_allnet_test';
const quick = { sepa: 50, dispute: 50, refund: 50 };

/** @typedef {{ headers: import('node:http').IncomingHttpHeaders, body: string }} Received */

/** @param {Partial<import('../server.mjs').StripeOptions> & { secrets?: string }} [options] */
export async function startKit({ secrets = webhookSecret, ...options } = {}) {
  const [port, hookPort] = [options.port ?? (await freePort()), await freePort()];
  const receiver = await startReceiver(hookPort);
  const start = () =>
    startStripe({
      port,
      accounts: ['allnet', 'vcom'],
      sellers: { allnet: 'Allnet.Italia' },
      webhooks: [`allnet=http://127.0.0.1:${hookPort}/v1/allnet/stripe=${secrets}`],
      events: ['*'],
      delays: quick,
      retry: { base: 40, cap: 200 },
      ...options,
    });
  let sandbox = await start();
  return {
    port,
    origin: sandbox.origin,
    receiver,
    stripe: sdk(port, 'allnet'),
    other: sdk(port, 'vcom'),
    /** @param {string} method @param {string} path @param {unknown} [body] */
    async control(method, path, body) {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const response = await fetch(`http://127.0.0.1:${port}/_control/${path}`, init);
      const answer = await response.json();
      assert.ok(response.ok, `${method} ${path}: ${JSON.stringify(answer)}`);
      return /** @type {any} */ (answer);
    },
    async restart() {
      await sandbox.close();
      sandbox = await start();
    },
    async close() {
      await sandbox.close();
      await receiver.close();
    },
  };
}

/**
 * @param {number} port
 * @param {string} account
 * @param {ConstructorParameters<typeof Stripe>[1]} [options]
 */
export function sdk(port, account, options = {}) {
  return new Stripe(secretKey(account), {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    ...options,
  });
}

/** A renewal of 120.00 EUR, as core opens it. @returns {Stripe.Checkout.SessionCreateParams} */
export function renewal(overrides = {}) {
  return {
    mode: 'payment',
    success_url: 'http://localhost:7000/pay/allnet.token?back=1&s={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://localhost:7000/pay/allnet.token?cancelled=1',
    client_reference_id: 'order-1',
    customer_email: 'anna@example.com',
    locale: 'it',
    metadata: { tenant: 'allnet', payment: 'payment-1' },
    payment_intent_data: { metadata: { payment: 'payment-1' }, description: 'Order 1' },
    line_items: [
      {
        quantity: 2,
        price_data: { currency: 'eur', unit_amount: 6000, product_data: { name: 'Professional 16 <b>& "more"</b>' } },
      },
    ],
    ...overrides,
  };
}

/** @param {number} port */
async function startReceiver(port) {
  /** @type {Received[]} */
  const received = [];
  let status = 200;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.writeHead(status).end('{}');
    });
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(undefined)));
  const events = () => received.map(({ body }) => JSON.parse(body));
  return {
    received,
    events,
    url: `http://127.0.0.1:${port}`,
    /** @param {number} code of the following answers */
    answer: (code) => (status = code),
    types: () => events().map(({ type }) => /** @type {string} */ (type)),
    /** @param {() => boolean} holds @param {string} what */
    async until(holds, what) {
      for (const end = Date.now() + 5_000; Date.now() < end; await sleep(5)) if (holds()) return;
      assert.fail(`${what}; there were: ${events().map(({ type }) => type)}`);
    },
    /** @param {string} type */
    async event(type) {
      await this.until(() => this.types().includes(type), `no ${type}`);
      return events().find((event) => event.type === type);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      }),
  };
}
