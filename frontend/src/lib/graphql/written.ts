import type { DocumentNode } from 'graphql';
import { print } from 'graphql';

/** A document and its variables as a person writes them, without what only the cache needs. */
export function asGraphQL(document: DocumentNode, variables: object): string {
  const plain = print(document).replace(/^\s*__typename\n/gm, '');
  const given = JSON.stringify(variables, null, 2);
  return `${plain}\n\n# variables\n${given.replace(/^/gm, '# ')}\n`;
}
