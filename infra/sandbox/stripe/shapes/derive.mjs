/**
 * node infra/sandbox/stripe/shapes/derive.mjs FIXTURES
 *
 * Takes the objects that the sandbox speaks of out of Stripe's published fixtures (fixtures3.json of stripe/openapi) into
 * shapes.json. To be run when Stripe's API moves on; the sandbox itself reads shapes.json alone.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const wanted = [
  'balance_transaction',
  'charge',
  'checkout.session',
  'dispute',
  'event',
  'item',
  'payment_intent',
  'payment_method',
  'refund',
];

const file = process.argv[2];
if (!file) throw new Error('Name the file with the fixtures.');
const { resources } = JSON.parse(readFileSync(file, 'utf8'));
const shapes = Object.fromEntries(wanted.map((name) => [name, resources[name]]));
writeFileSync(new URL('./shapes.json', import.meta.url), `${JSON.stringify(shapes, null, 2)}\n`);
