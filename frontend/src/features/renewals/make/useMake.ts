import { useState } from 'react';
import { useClient } from 'urql';
import type { RefusedBy } from '@/components/sales/Refused';
import type { Amount } from '@/components/ui/MoneyText';
import { attemptKeys } from '@/lib/forms';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { CreateQuoteDocument } from '../documents';
import type { MadeQuote } from './Made';
import type { Ask, Previewed } from '../usePreviews';

interface Terms {
  poNumber: string;
  note: string;
}

interface MakeProps {
  ask: (ask: Ask) => Promise<Previewed>;
  again: () => void;
}

/** Makes a quote of what is shown, and only of that: priced once more at the click, another amount is shown instead of made. */
export function useMake({ ask, again }: MakeProps) {
  const t = useT();
  const client = useClient();
  const [keyFor] = useState(attemptKeys);
  const [busy, setBusy] = useState<string>();
  const [refused, setRefused] = useState<Record<string, RefusedBy | undefined>>({});

  const make = async (
    group: string,
    given: Ask,
    terms: Terms,
    shown: Amount,
  ): Promise<MadeQuote | undefined> => {
    setBusy(group);
    const refuse = (by: RefusedBy | undefined) => {
      setRefused(previous => ({ ...previous, [group]: by }));
      setBusy(undefined);
    };
    const { preview: now, refused: not } = await ask(given);
    if (not || now?.gross.minor !== shown.minor || now.gross.currency !== shown.currency) {
      again();
      refuse(not ?? { code: 'PRICE_CHANGED', message: t('renewals.changedNow') });
      return undefined;
    }
    const input = {
      ...given,
      poNumber: terms.poNumber.trim() || null,
      note: terms.note.trim() || null,
    };
    const { data, error } = await client
      .mutation(CreateQuoteDocument, { input: { ...input, idempotencyKey: keyFor(input) } })
      .toPromise();
    const quote = data?.createQuote.quote ?? undefined;
    refuse(quote ? undefined : (data?.createQuote.errors[0] ?? (error && toProblem(error))));
    return quote;
  };
  return { make, busy, refused };
}
