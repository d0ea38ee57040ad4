import { useSyncExternalStore } from 'react';

/** Who will pay: the reader's partner at partner price, or each customer by a link (OM-6). */
export type Payer = 'PARTNER' | 'CUSTOMER';

/** What a line cost when the reader last looked, so that a change meanwhile is noticed. */
export interface Seen {
  payer: Payer;
  years: number;
  netMinor: number;
  currency: string;
}

export interface BasketLine {
  keyId: string;
  years: number;
  seen?: Seen | undefined;
}

/** TOO_MANY_LINES: the API takes no more in one quote. */
export const MOST_LINES = 200;
const MOST_YEARS = 10;
const STORED = 'tessera.basket.';
const NONE: readonly BasketLine[] = [];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function readSeen(value: unknown): Seen | undefined {
  if (!isObject(value)) return undefined;
  const { payer, years, netMinor, currency } = value;
  return (payer === 'PARTNER' || payer === 'CUSTOMER') &&
    Number.isSafeInteger(years) &&
    Number.isSafeInteger(netMinor) &&
    typeof currency === 'string'
    ? { payer, years: years as number, netMinor: netMinor as number, currency }
    : undefined;
}

/** What was kept, whoever wrote it: anything that does not fit is left out. */
export function readBasket(stored: string | null): BasketLine[] {
  let given: unknown;
  try {
    given = JSON.parse(stored ?? '[]');
  } catch {
    return [];
  }
  if (!Array.isArray(given)) return [];
  const lines = new Map<string, BasketLine>();
  for (const line of given.filter(isObject)) {
    const { keyId, years } = line;
    if (typeof keyId !== 'string' || !keyId.startsWith('key_')) continue;
    const term = Number.isInteger(years) ? Math.min(Math.max(years as number, 1), MOST_YEARS) : 1;
    lines.set(keyId, { keyId, years: term, seen: readSeen(line.seen) });
  }
  return [...lines.values()].slice(0, MOST_LINES);
}

const listeners = new Set<() => void>();
const known = new Map<string, readonly BasketLine[]>();

/** A basket is of one tenant: keys of two distributors never meet in one. */
export function basketOf(tenant: string): readonly BasketLine[] {
  let lines = known.get(tenant);
  if (!lines) {
    lines = readBasket(stored(tenant));
    known.set(tenant, lines);
  }
  return lines;
}

function stored(tenant: string): string | null {
  try {
    return localStorage.getItem(STORED + tenant);
  } catch {
    return null;
  }
}

function keep(tenant: string, lines: readonly BasketLine[]): void {
  known.set(tenant, lines.length === 0 ? NONE : lines);
  try {
    if (lines.length === 0) localStorage.removeItem(STORED + tenant);
    else localStorage.setItem(STORED + tenant, JSON.stringify(lines));
  } catch {
    // Without storage the basket lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

/** Adds what is not there yet; gives back how many were new and whether there was room for all. */
export function addToBasket(
  tenant: string,
  keys: readonly string[],
  years = 1,
): { added: number; full: boolean } {
  const lines = basketOf(tenant);
  const fresh = [...new Set(keys)].filter(key => !lines.some(line => line.keyId === key));
  const fitting = fresh.slice(0, Math.max(0, MOST_LINES - lines.length));
  if (fitting.length > 0) keep(tenant, [...lines, ...fitting.map(keyId => ({ keyId, years }))]);
  return { added: fitting.length, full: fitting.length < fresh.length };
}

export function removeFromBasket(tenant: string, keys: readonly string[]): void {
  keep(
    tenant,
    basketOf(tenant).filter(line => !keys.includes(line.keyId)),
  );
}

export function setYears(tenant: string, keyId: string, years: number): void {
  keep(
    tenant,
    basketOf(tenant).map(line => (line.keyId === keyId ? { ...line, years } : line)),
  );
}

/** Takes note of prices: those given are what the reader has now seen. */
export function noteSeen(tenant: string, seen: ReadonlyMap<string, Seen>): void {
  if (seen.size === 0) return;
  keep(
    tenant,
    basketOf(tenant).map(line => ({ ...line, seen: seen.get(line.keyId) ?? line.seen })),
  );
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  const elsewhere = (event: StorageEvent) => {
    if (!event.key?.startsWith(STORED)) return;
    // Another tab changed it.
    known.delete(event.key.slice(STORED.length));
    listener();
  };
  window.addEventListener('storage', elsewhere);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', elsewhere);
  };
};

export const useBasket = (tenant: string): readonly BasketLine[] =>
  useSyncExternalStore(subscribe, () => basketOf(tenant));
