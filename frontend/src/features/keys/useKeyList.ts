import { useEffect, useRef } from 'react';
import { useClient } from 'urql';
import { useKeyChanges } from '@/lib/changes';
import type { Pages } from '@/lib/graphql/usePages';
import { usePages } from '@/lib/graphql/usePages';
import type { KeysSearch } from '@/lib/lists/keyFilter';
import { defaultSort, toFilter } from '@/lib/lists/keyFilter';
import type { KeyRow } from './queries';
import { KeysByIdDocument, KeysDocument } from './queries';

const PAGE = 100;
/** The edge takes at most so many ids at once. */
const IDS = 50;

export const listVariables = (search: KeysSearch) => ({
  first: PAGE,
  filter: toFilter(search),
  sort: search.sort ?? defaultSort,
});

/** The list an address names; rows change by themselves when somebody changes their key. */
export function useKeyList(search: KeysSearch): Pages<KeyRow> {
  const pages = usePages(KeysDocument, listVariables(search), data => data.keys);
  useFreshRows(pages.nodes);
  return pages;
}

/** Changes arrive one by one and often many at once; they are read together, and only those on the page. */
function useFreshRows(rows: readonly KeyRow[]): void {
  const client = useClient();
  const waiting = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  useKeyChanges(change => {
    const row = rows.find(candidate => candidate.id === change.id);
    if (!row || row.version >= change.version) return;
    waiting.current.add(change.id);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const ids = [...waiting.current];
      waiting.current.clear();
      for (let start = 0; start < ids.length; start += IDS) {
        const some = ids.slice(start, start + IDS);
        void client.query(KeysByIdDocument, { ids: some }, { requestPolicy: 'network-only' }).toPromise();
      }
    }, 300);
  });
}
