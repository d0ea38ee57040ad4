import { useEffect, useRef } from 'react';
import { withTenant } from './tenantChoice';

export interface KeyChange {
  id: string;
  version: number;
}
export interface ImportChange {
  id: string;
  done: number;
  total: number;
  state: string;
}

type Listener<Change> = (change: Change) => void;

const keyListeners = new Set<Listener<KeyChange>>();
const importListeners = new Set<Listener<ImportChange>>();

const prefixed = (prefix: string, id: string): string => (id.startsWith(prefix) ? id : prefix + id);

/** One stream for the whole page; EventSource itself reconnects. Returns its end. */
export function openChanges(): () => void {
  const source = new EventSource(withTenant('/api/changes'));
  source.addEventListener('key', event => {
    const change = JSON.parse((event as MessageEvent<string>).data) as KeyChange;
    for (const listener of keyListeners) listener({ ...change, id: prefixed('key_', change.id) });
  });
  source.addEventListener('import', event => {
    const change = JSON.parse((event as MessageEvent<string>).data) as ImportChange;
    for (const listener of importListeners) listener({ ...change, id: prefixed('import_', change.id) });
  });
  return () => source.close();
}

function useListener<Change>(listeners: Set<Listener<Change>>, onChange: Listener<Change>): void {
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    const listener: Listener<Change> = change => latest.current(change);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, [listeners]);
}

/** Called when a key the reader may see has changed, by anyone. */
export const useKeyChanges = (onChange: Listener<KeyChange>): void => useListener(keyListeners, onChange);
export const useImportChanges = (onChange: Listener<ImportChange>): void =>
  useListener(importListeners, onChange);
