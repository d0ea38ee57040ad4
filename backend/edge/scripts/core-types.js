import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import openapiTypescript, { astToString } from 'openapi-typescript';

const root = join(import.meta.dirname, '..');

/** The types of the core's REST API, from its committed OpenAPI document. */
export async function coreTypes() {
  const document = JSON.parse(await readFile(join(root, '../openapi.json'), 'utf8'));
  // Where an enum may be null, its uses say so; the enum itself is its words.
  for (const schema of Object.values(document.components.schemas)) {
    if (schema.enum) schema.enum = schema.enum.filter((word) => word !== null);
  }
  const header = '/** Generated from backend/openapi.json by `npm run types`; do not edit. */\n\n';
  return header + astToString(await openapiTypescript(document, { alphabetize: true }));
}

if (process.argv[1] === import.meta.filename) {
  await writeFile(join(root, 'src/core/openapi.ts'), await coreTypes());
}
