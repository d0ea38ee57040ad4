import type { BasketLine, Payer, Seen } from '@/lib/basket';

/** What the basket knows of a key before it is priced. */
export interface BasketKey {
  id: string;
  number: string;
  customer: { id: string; name: string };
  partner?: { id: string; name: string } | null | undefined;
  renewalPrice?: { minor: number; currency: string } | null | undefined;
}

/** The lines that become one quote: one payer and one currency, never more. */
export interface Group {
  id: string;
  /** Who the quote is for: the customer, or the partner whose keys these are. */
  name: string;
  currency: string;
  lines: BasketLine[];
}

/**
 * Customer → currency where customers pay, partner → currency where partners do (QUOTE_ONE_CUSTOMER, QUOTE_ONE_PARTNER).
 * Keys without a partner stay apart: nobody could pay for them at partner price.
 */
export function groupLines(
  lines: readonly BasketLine[],
  keys: ReadonlyMap<string, BasketKey>,
  payer: Payer,
  currency: string,
): Group[] {
  const groups = new Map<string, Group>();
  for (const line of lines) {
    const key = keys.get(line.keyId);
    if (!key) continue;
    const owner = payer === 'CUSTOMER' ? key.customer : key.partner;
    const money = key.renewalPrice?.currency ?? currency;
    const id = `${payer}:${owner?.id ?? 'none'}:${key.partner?.id ?? 'none'}:${money}`;
    const group = groups.get(id) ?? { id, name: owner?.name ?? '', currency: money, lines: [] };
    group.lines.push(line);
    groups.set(id, group);
  }
  return [...groups.values()].sort(
    (a, b) => a.name.localeCompare(b.name) || a.currency.localeCompare(b.currency),
  );
}

export interface Priced {
  keyId: string;
  number?: string | null | undefined;
  years: number;
  net?: { minor: number; currency: string } | null | undefined;
}

export interface Moved {
  keyId: string;
  number: string;
  before: { minor: number; currency: string };
  now: { minor: number; currency: string };
}

/** Lines whose price is another than when the reader last looked, for the same payer and the same years. */
export function movedPrices(lines: readonly BasketLine[], priced: readonly Priced[], payer: Payer): Moved[] {
  return lines.flatMap(({ keyId, seen }) => {
    const line = priced.find(one => one.keyId === keyId);
    if (!line?.net || seen?.payer !== payer || seen.years !== line.years) return [];
    if (seen.netMinor === line.net.minor && seen.currency === line.net.currency) return [];
    const before = { minor: seen.netMinor, currency: seen.currency };
    return [{ keyId, number: line.number ?? keyId, before, now: line.net }];
  });
}

/** The prices shown, to be kept as seen: those never seen for this payer and term, or all of them once taken note of. */
export function pricesToNote(
  lines: readonly BasketLine[],
  priced: readonly Priced[],
  payer: Payer,
  all = false,
): Map<string, Seen> {
  const noted = new Map<string, Seen>();
  for (const { keyId, seen } of lines) {
    const line = priced.find(one => one.keyId === keyId);
    if (!line?.net) continue;
    if (!all && seen?.payer === payer && seen.years === line.years) continue;
    noted.set(keyId, { payer, years: line.years, netMinor: line.net.minor, currency: line.net.currency });
  }
  return noted;
}
