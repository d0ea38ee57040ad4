import type { Client } from 'urql';
import type { KeyFilter } from '@/generated/schema';
import { KeyIdsDocument } from '../queries';
import type { Chosen } from '../selection';

/** More at once is an import's or the API's work, not a person's. */
export const MOST_SELECTED = 5000;

/** Every key a filter matches, beyond the pages loaded so far. */
export async function gather(client: Client, filter: KeyFilter): Promise<Chosen[]> {
  const found: Chosen[] = [];
  let after: string | null = null;
  do {
    const result: {
      data?:
        | { keys: { nodes: Chosen[]; pageInfo: { endCursor?: string | null; hasNextPage: boolean } } }
        | undefined;
      error?: Error | undefined;
    } = await client.query(KeyIdsDocument, { first: 100, after, filter }).toPromise();
    if (!result.data) throw result.error ?? new Error('no answer');
    const { nodes, pageInfo } = result.data.keys;
    found.push(...nodes);
    after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
  } while (after !== null && found.length < MOST_SELECTED);
  return found.slice(0, MOST_SELECTED);
}
