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

const kinds = [
  'key',
  'import',
  'review',
  'quote',
  'order',
  'level',
  'team',
  'application',
  'course',
] as const;
const heard = new Map<string, Set<Listener<never>>>(kinds.map(kind => [kind, new Set()]));

/** One stream for the whole page; EventSource itself reconnects. Returns its end. */
export function openChanges(): () => void {
  const source = new EventSource(withTenant('/api/changes'));
  for (const [kind, listeners] of heard)
    source.addEventListener(kind, event => {
      const change = JSON.parse((event as MessageEvent<string>).data) as Change;
      if (!change.id.startsWith(kind + '_')) change.id = `${kind}_${change.id}`;
      for (const listener of listeners) listener(change as never);
    });
  return () => source.close();
}

function useListener<Told>(kind: (typeof kinds)[number], onChange: Listener<Told>): void {
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    const listener: Listener<Told> = change => latest.current(change);
    heard.get(kind)?.add(listener);
    return () => {
      heard.get(kind)?.delete(listener);
    };
  }, [kind]);
}

/** Called when a key the reader may see has changed, by anyone. */
export const useKeyChanges = (onChange: Listener<KeyChange>): void => useListener('key', onChange);
export const useImportChanges = (onChange: Listener<RunChange>): void => useListener('import', onChange);
export const useReviewChanges = (onChange: Listener<RunChange>): void => useListener('review', onChange);
/** A quote was sent, seen, accepted, paid …: by the customer's click as well as by a colleague's. */
export const useQuoteChanges = (onChange: Listener<Change>): void => useListener('quote', onChange);
export const useOrderChanges = (onChange: Listener<Change>): void => useListener('order', onChange);
/** A partner reached a level, or an operator corrected its points. */
export const useLevelChanges = (onChange: Listener<Change>): void => useListener('level', onChange);
/** Somebody came, left or does something else now; the id is the partner's. */
export const useTeamChanges = (onChange: Listener<Change>): void => useListener('team', onChange);
/** A course was announced, changed or cancelled, or somebody took a seat or gave one back. */
export const useCourseChanges = (onChange: Listener<Change>): void => useListener('course', onChange);
/** A reseller applied, or was answered. */
export const useApplicationChanges = (onChange: Listener<Change>): void =>
  useListener('application', onChange);
