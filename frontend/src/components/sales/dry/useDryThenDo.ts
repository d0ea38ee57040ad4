import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useState } from 'react';
import { useClient } from 'urql';
import { attemptKeys } from '@/lib/forms';
import { useClients } from '@/lib/graphql/ClientsProvider';
import { toProblem } from '@/lib/graphql/problem';
import type { RefusedBy } from '../Refused';

interface Dry {
  dryRun?: boolean | null | undefined;
  idempotencyKey?: string | null | undefined;
}

interface DryThenDo<Data, Input extends Dry, Would> {
  document: TypedDocumentNode<Data, { input: Input }>;
  /** What is asked, without how it is asked. */
  input: Omit<Input, keyof Dry>;
  errorsOf: (data: Data) => readonly RefusedBy[];
  /** What a dry answer promises. */
  wouldOf: (data: Data) => Would | undefined;
  done: () => void;
  refuse?: (by: RefusedBy) => void;
}

/**
 * A write that is asked dry first: what it would do is shown, and only asking again does it. What was promised is forgotten with `change`,
 * whenever something is typed; the same attempt made twice is one write.
 */
export function useDryThenDo<Data, Input extends Dry, Would>(of: DryThenDo<Data, Input, Would>) {
  const client = useClient();
  const { uncached } = useClients();
  const [keyFor] = useState(attemptKeys);
  const [would, setWould] = useState<Would>();
  const [refused, setRefused] = useState<RefusedBy>();
  const [busy, setBusy] = useState(false);

  const ask = async (dryRun: boolean) => {
    setBusy(true);
    const how: Dry = dryRun ? { dryRun } : { dryRun, idempotencyKey: keyFor(of.input) };
    const { data, error } = await (dryRun ? uncached : client)
      .mutation(of.document, { input: { ...of.input, ...how } as Input })
      .toPromise();
    setBusy(false);
    const first = error ? toProblem(error) : data && of.errorsOf(data)[0];
    setRefused(first);
    setWould(dryRun && !first && data ? of.wouldOf(data) : undefined);
    if (first) of.refuse?.(first);
    else if (!dryRun) of.done();
  };
  return {
    ask,
    busy,
    would,
    refused,
    change: () => setWould(undefined),
    forgive: () => setRefused(undefined),
    operation: { document: of.document, variables: { input: of.input } },
  };
}
