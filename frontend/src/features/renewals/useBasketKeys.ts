import { useEffect, useMemo, useState } from 'react';
import { useClient } from 'urql';
import type { Problem } from '@/lib/graphql/problem';
import { toProblem } from '@/lib/graphql/problem';
import { BasketKeysDocument } from './documents';
import type { BasketKey } from './groups';

/** The edge takes at most so many ids at once. */
const IDS = 50;

interface Found {
  /** The ids these are the answer for. */
  of: string;
  keys: ReadonlyMap<string, BasketKey>;
  problem?: Problem;
}

const NOTHING: Found = { of: '', keys: new Map() };

/** The keys of the basket, and which of its lines name a key that is not (or no longer) the reader's. */
export function useBasketKeys(ids: readonly string[]) {
  const client = useClient();
  const [found, setFound] = useState(NOTHING);
  const [round, setRound] = useState(0);
  const wanted = useMemo(() => [...ids].sort().join(','), [ids]);

  useEffect(() => {
    let current = true;
    const all = wanted === '' ? [] : wanted.split(',');
    const parts = Array.from({ length: Math.ceil(all.length / IDS) }, (_, part) =>
      all.slice(part * IDS, (part + 1) * IDS),
    );
    void Promise.all(parts.map(some => client.query(BasketKeysDocument, { ids: some }).toPromise())).then(
      answers => {
        if (!current) return;
        const keys = new Map<string, BasketKey>();
        for (const node of answers.flatMap(answer => answer.data?.nodes ?? [])) {
          if (node && 'number' in node) keys.set(node.id, node);
        }
        const failed = answers.find(answer => !answer.data && answer.error)?.error;
        setFound({ of: wanted, keys, ...(failed ? { problem: toProblem(failed) } : {}) });
      },
    );
    return () => {
      current = false;
    };
  }, [client, wanted, round]);

  const settled = found.of === wanted && found.problem === undefined;
  return {
    keys: found.keys,
    loading: found.of !== wanted && found.problem === undefined,
    problem: found.problem,
    missing: settled ? ids.filter(id => !found.keys.has(id)) : [],
    retry: () => setRound(previous => previous + 1),
  };
}
