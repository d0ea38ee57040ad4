import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { AnyVariables, CombinedError } from 'urql';
import { useClient } from 'urql';
import type { Problem } from './problem';
import { toProblem } from './problem';

interface Connection<Node> {
  nodes: readonly Node[];
  pageInfo: { endCursor?: string | null; hasNextPage: boolean };
  total?: { count: number; atLeast: boolean };
}

export interface Pages<Node> {
  nodes: readonly Node[];
  total: { count: number; atLeast: boolean } | undefined;
  hasMore: boolean;
  /** Nothing to show yet. */
  loading: boolean;
  loadingMore: boolean;
  problem: Problem | undefined;
  loadMore: () => void;
  /** Reads again; what is shown stays until then. */
  retry: () => void;
}

interface Slot<Node> {
  connection?: Connection<Node>;
  error?: CombinedError | undefined;
  stale: boolean;
}

/** How far each list was read, so that going back finds the same rows (they are in the cache). */
const depth = new Map<string, (string | null)[]>();

/**
 * A list read page by page with cursors. Each page is a query of its own: a write that touches the list
 * lets the loaded pages be read again, and none is lost.
 */
export function usePages<Data, Variables extends AnyVariables, Node>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, 'after'>,
  pick: (data: Data) => Connection<Node>,
): Pages<Node> {
  const client = useClient();
  const key = useMemo(() => JSON.stringify(variables), [variables]);
  // The operation stands before its fragments.
  const list = `${(document.definitions[0] as { name?: { value: string } }).name?.value ?? ''}:${key}`;
  const [state, setState] = useState<{
    list: string;
    cursors: (string | null)[];
    slots: Slot<Node>[];
    attempt: number;
  }>(() => ({ list, cursors: depth.get(list) ?? [null], slots: [], attempt: 0 }));
  if (state.list !== list) {
    setState({ list, cursors: depth.get(list) ?? [null], slots: [], attempt: 0 });
  }
  const { cursors, attempt } = state;

  useEffect(() => {
    depth.set(list, cursors);
    const read = JSON.parse(key) as Variables;
    const subscriptions = cursors.map((after, index) =>
      client
        .query(document, { ...read, after }, { requestPolicy: attempt > 0 ? 'network-only' : 'cache-first' })
        .subscribe(result => {
          const slot: Slot<Node> = {
            ...(result.data ? { connection: pick(result.data) } : {}),
            error: result.error,
            stale: result.stale,
          };
          setState(previous => {
            if (previous.list !== list) return previous;
            const slots = [...previous.slots];
            slots[index] = slot;
            return { ...previous, slots };
          });
        }),
    );
    return () => {
      for (const subscription of subscriptions) subscription.unsubscribe();
    };
    // `pick` is a plain selector; callers pass it inline.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [client, document, list, cursors, attempt]);

  const current = state.list === list;
  const slots = useMemo(() => (current ? state.slots : []), [current, state.slots]);
  const nodes = useMemo(() => slots.flatMap(slot => slot.connection?.nodes ?? []), [slots]);
  const last = slots[cursors.length - 1];
  const end = last?.connection?.pageInfo;
  const failed = slots.find(slot => slot.error !== undefined && slot.connection === undefined);

  const loadMore = useCallback(() => {
    const next = end?.endCursor;
    if (!end?.hasNextPage || typeof next !== 'string') return;
    setState(previous =>
      previous.cursors.includes(next) ? previous : { ...previous, cursors: [...previous.cursors, next] },
    );
  }, [end]);
  const retry = useCallback(() => setState(previous => ({ ...previous, attempt: previous.attempt + 1 })), []);

  return {
    nodes,
    total: slots[0]?.connection?.total,
    hasMore: end?.hasNextPage ?? false,
    loading: slots[0]?.connection === undefined && failed === undefined,
    loadingMore: cursors.length > 1 && last?.connection === undefined && failed === undefined,
    problem: failed?.error ? toProblem(failed.error) : undefined,
    loadMore,
    retry,
  };
}
