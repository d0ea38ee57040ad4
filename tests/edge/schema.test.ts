import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { printedSchema } from '../../backend/edge/src/graphql/schema/index.js';

test('the schema as built is the committed contract (npm run build && npm run schema)', () => {
  const committed = readFileSync(join(import.meta.dirname, '../../backend/edge/schema.graphql'), 'utf8');
  expect(printedSchema()).toBe(committed);
});
