/**
 * node infra/sandbox/stripe/main.mjs [--port 7050] [--data DIR] [--account NAME[=SELLER]]… [--webhook NAME=URL=whsec_SECRET]…
 *
 * --account: a secret key sk_test_NAME_sandbox, and what the payment page calls who is paid.
 * --webhook: where the events of an account go, and the secret (or, while it rotates, two with a comma) that signs them.
 * --events: the types that are sent, with commas, instead of those Tessera uses; * is all.
 * --sepa-delay, --dispute-delay, --refund-delay: ms until a debit settles, a card is disputed, a refund fails.
 * --retry-base, --retry-cap: ms between the tries of a webhook that was not answered 2xx, doubled each time up to the cap.
 */
import { parseArgs } from 'node:util';
import { startStripe } from './server.mjs';

const { values } = parseArgs({
  options: {
    account: { type: 'string', multiple: true, default: ['allnet', 'vcom'] },
    data: { type: 'string' },
    'dispute-delay': { type: 'string', default: '2000' },
    events: { type: 'string' },
    port: { type: 'string', default: '7050' },
    'refund-delay': { type: 'string', default: '10000' },
    'retry-base': { type: 'string', default: '1000' },
    'retry-cap': { type: 'string', default: '3600000' },
    'sepa-delay': { type: 'string', default: '15000' },
    webhook: { type: 'string', multiple: true, default: [] },
  },
});

try {
  const named = values.account.map((text) => /** @type {[string, string | undefined]} */ (text.split('=')));
  const stripe = await startStripe({
    port: Number(values.port),
    data: values.data,
    accounts: named.map(([name]) => name),
    sellers: Object.fromEntries(named.map(([name, seller]) => [name, seller ?? name])),
    webhooks: values.webhook,
    events: values.events?.split(','),
    delays: {
      sepa: Number(values['sepa-delay']),
      dispute: Number(values['dispute-delay']),
      refund: Number(values['refund-delay']),
    },
    retry: { base: Number(values['retry-base']), cap: Number(values['retry-cap']) },
  });
  process.stdout.write(`Stripe sandbox at ${stripe.origin}\n`);
  const stop = () => stripe.close().then(() => process.exit(0));
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  process.stderr.write(`${/** @type {Error} */ (error).message}\n`);
  process.exit(1);
}
