import { auditServer } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Harness } from './support/harness.js';

let edge: Harness;
beforeAll(async () => {
  edge = await Harness.start();
});
afterAll(() => edge.stop());

test('GraphQL over HTTP: the whole audit suite of graphql-http passes', async () => {
  const results = await auditServer({ url: `${edge.url}/graphql` });
  const counts = { ok: 0, notice: 0, warn: 0, error: 0 };
  for (const result of results) counts[result.status] += 1;
  process.stdout.write(`graphql-http audits: ${JSON.stringify(counts)}\n`);
  const failed = results.filter(({ status }) => status !== 'ok');
  expect(failed.map(({ name, status }) => `${status}: ${name}`)).toEqual([]);
  expect(counts.ok).toBeGreaterThan(50);
});
