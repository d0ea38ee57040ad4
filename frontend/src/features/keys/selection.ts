import { useCallback, useMemo, useSyncExternalStore } from 'react';

/** Chosen keys with their numbers. Lives beside the list, so that filters, pages and visits do not lose it. */
let chosen: ReadonlyMap<string, string> = new Map();
const listeners = new Set<() => void>();

function change(next: ReadonlyMap<string, string>): void {
  chosen = next;
  for (const listener of listeners) listener();
}

export interface Chosen {
  id: string;
  number: string;
}

export const choose = (keys: readonly Chosen[]): void =>
  change(new Map([...chosen, ...keys.map(key => [key.id, key.number] as const)]));

export const dropAll = (): void => change(new Map());

const drop = (ids: readonly string[]): void =>
  change(new Map([...chosen].filter(([id]) => !ids.includes(id))));

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useChosen = (): ReadonlyMap<string, string> => useSyncExternalStore(subscribe, () => chosen);

/** The selection as the table wants it. */
export function useTableSelection(rows: readonly Chosen[]) {
  const current = useChosen();
  const toggle = useCallback(
    (ids: readonly string[], selected: boolean) => {
      if (selected) choose(rows.filter(row => ids.includes(row.id)));
      else drop(ids);
    },
    [rows],
  );
  return useMemo(() => ({ ids: new Set(current.keys()), toggle }), [current, toggle]);
}
