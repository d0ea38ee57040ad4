import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { RefusedBy } from '@/components/sales/Refused';
import type { SalesLine, SalesPreview } from '@/components/sales/lines';
import type { Payer } from '@/lib/basket';
import { useKeyChanges } from '@/lib/changes';
import { useClients } from '@/lib/graphql/ClientsProvider';
import { toProblem } from '@/lib/graphql/problem';
import { CreateQuoteDocument } from './documents';

export interface Ask {
  payer: Payer;
  lines: { keyId: string; years: number }[];
}

/** What one group would be as a quote: the same answer as the real one, nothing kept (OM-2). */
export interface Previewed {
  preview?: SalesPreview;
  lines: readonly SalesLine[];
  refused?: RefusedBy;
}

const PAUSE_MS = 150;

const named = (ask: Ask): string => JSON.stringify(ask);

/** Asks for the price of each group, once for each content; a key changed by anyone is asked anew. */
export function usePreviews(asks: readonly Ask[]) {
  const { uncached } = useClients();
  const [answers, setAnswers] = useState<ReadonlyMap<string, Previewed>>(new Map());
  const [round, setRound] = useState(0);
  const asked = useRef(new Set<string>());
  const wanted = useMemo(() => JSON.stringify(asks.map(named)), [asks]);

  const ask = useCallback(
    async (one: Ask): Promise<Previewed> => {
      const answer = await uncached
        .mutation(CreateQuoteDocument, { input: { ...one, dryRun: true } })
        .toPromise();
      if (!answer.data) {
        const problem = answer.error ? toProblem(answer.error) : { code: 'OFFLINE', message: '' };
        return { lines: [], refused: problem };
      }
      const { errors, preview } = answer.data.createQuote;
      return {
        ...(preview ? { preview } : {}),
        lines: preview?.lines ?? [],
        ...(errors[0] ? { refused: errors[0] } : {}),
      };
    },
    [uncached],
  );

  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      for (const name of JSON.parse(wanted) as string[]) {
        if (asked.current.has(name)) continue;
        asked.current.add(name);
        void ask(JSON.parse(name) as Ask).then(answer => {
          if (answer.refused?.code === 'OFFLINE') asked.current.delete(name);
          setAnswers(previous => new Map(previous).set(name, answer));
        });
      }
    }, PAUSE_MS);
    return () => {
      if (current) clearTimeout(timer);
      current = false;
    };
  }, [wanted, ask, round]);

  /** What was answered is shown until the new answer is there. */
  const again = useCallback(() => {
    asked.current.clear();
    setRound(previous => previous + 1);
  }, []);

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useKeyChanges(change => {
    if (!wanted.includes(change.id)) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(again, 300);
  });

  return { of: (one: Ask) => answers.get(named(one)), ask, again };
}
