/** What a person reads once everything runs: where it is and who to be. */
import path from 'node:path';
import { directory } from '../sandbox/identity/directory.mjs';
import { hasOwnStripe } from './places.mjs';

/**
 * @param {import('./stack.mjs').Stack} stack
 * @param {number} seconds
 */
export function welcome({ addresses, data, ports }, seconds) {
  const company = new Map(directory.directories.map((entry) => [entry.tid, entry]));
  const rows = directory.people.map((person) => {
    const { company: name = '', tenant = '' } = company.get(person.tid) ?? {};
    return [person.name, person.role, name, tenant, person.language];
  });
  return `
  Tessera runs at ${addresses.edge}   (healthy after ${seconds.toFixed(1)} s)

  Sign in as, without a password:
${table([['who', 'role', 'company', 'tenant', 'language'], ...rows])}

  GraphiQL   ${addresses.edge}/graphiql
  REST       ${addresses.core}/v1/openapi.json
  Mail       ${addresses.mail}
  Stripe     ${stripeLine(addresses.stripe)}
  Database   127.0.0.1:${ports.postgres}, passwords in ${path.join(data, 'postgres', 'secrets')}
  Logs       ${path.join(data, 'logs')}

  Ctrl-C stops everything; the data stays.
`;
}

/** @param {string} address of the sandbox */
function stripeLine(address) {
  if (hasOwnStripe()) return 'itself, with the keys in TESSERA_STRIPE_KEYS';
  return `${address}, a sandbox: pay with card 4242 4242 4242 4242; the payment page lists more`;
}

/** @param {string[][]} rows */
function table(rows) {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) => `    ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}
