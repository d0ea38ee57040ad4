import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { printedSchema } from '../dist/graphql/schema/index.js';

// Writes the committed contract from the schema as built (run `npm run build` first).
await writeFile(join(import.meta.dirname, '../schema.graphql'), printedSchema());
