import { useEffect, useRef } from 'react';
import { withTenant } from './session/tenantChoice';

/** An object and the version of its row after the change. */
export interface Change {
  id: string;
  version: number;
}
export type KeyChange = Change;
/** Long work, an import or a review, and how far it is. */
export interface RunChange {
  id: string;
  done: number;
  total: number;
  state: string;
}

type Listener<Told> = (change: Told) => void;

const keyListeners = new Set<Listener<KeyChange>>();
const importListeners = new Set<Listener<RunChange>>();
const reviewListeners = new Set<Listener<RunChange>>();
const quoteListeners = new Set<Listener<Change>>();
const orderListeners = new Set<Listener<Change>>();
const levelListeners = new Set<Listener<Change>>();

const prefixed = (prefix: string, id: string): string => (id.startsWith(prefix) ? id : prefix + id);

/** One stream for the whole page; EventSource itself reconnects. Returns its end. */
export function openChanges(): () => void {
  const source = new EventSource(withTenant('/api/changes'));
  const hear = <Told extends { id: string }>(kind: string, listeners: ReadonlySet<Listener<Told>>) =>
    source.addEventListener(kind, event => {
      const change = JSON.parse((event as MessageEvent<string>).data) as Told;
      for (const listener of listeners) listener({ ...change, id: prefixed(`${kind}_`, change.id) });
    });
  hear('key', keyListeners);
  hear('import', importListeners);
  hear('review', reviewListeners);
  hear('quote', quoteListeners);
  hear('order', orderListeners);
  hear('level', levelListeners);
  return () => source.close();
}

function useListener<Told>(listeners: Set<Listener<Told>>, onChange: Listener<Told>): void {
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    const listener: Listener<Told> = change => latest.current(change);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, [listeners]);
}

/** Called when a key the reader may see has changed, by anyone. */
export const useKeyChanges = (onChange: Listener<KeyChange>): void => useListener(keyListeners, onChange);
export const useImportChanges = (onChange: Listener<RunChange>): void =>
  useListener(importListeners, onChange);
export const useReviewChanges = (onChange: Listener<RunChange>): void =>
  useListener(reviewListeners, onChange);
/** A quote was sent, seen, accepted, paid …: by the customer's click as well as by a colleague's. */
export const useQuoteChanges = (onChange: Listener<Change>): void => useListener(quoteListeners, onChange);
export const useOrderChanges = (onChange: Listener<Change>): void => useListener(orderListeners, onChange);
/** A partner reached a level, or an operator corrected its points. */
export const useLevelChanges = (onChange: Listener<Change>): void => useListener(levelListeners, onChange);
