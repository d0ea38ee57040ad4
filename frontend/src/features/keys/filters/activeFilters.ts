import type { Translate } from '@/lib/i18n/useT';
import type { KeysSearch } from '@/lib/lists/keyFilter';
import type { Formats } from '@/lib/useFormat';
import { editionName, kindWord, statusWord } from '@/lib/words';

export interface ActiveFilter {
  /** Which parameters of the address it stands for. */
  clears: readonly (keyof KeysSearch)[];
  text: string;
}

interface Names {
  partner?: string | undefined;
  customer?: string | undefined;
}

/** Each filter that is on, in words: shown as something to remove, and named when nothing matches. */
export function activeFilters(
  search: KeysSearch,
  t: Translate,
  format: Formats,
  names: Names,
): ActiveFilter[] {
  const found: ActiveFilter[] = [];
  const add = (clears: ActiveFilter['clears'], text: string) => found.push({ clears, text });
  if (search.q) add(['q'], t('keys.active.search', { text: search.q }));
  if (search.status) add(['status'], search.status.map(status => t(statusWord[status])).join(', '));
  if (search.edition) add(['edition'], search.edition.map(edition => editionName[edition]).join(', '));
  if (search.kind) add(['kind'], search.kind.map(kind => t(kindWord[kind])).join(', '));
  if (search.size) add(['size'], t('keys.active.size', { sizes: search.size.join(', ') }));
  if (search.over) add(['over'], t('keys.filter.over'));
  if (search.trial) add(['trial'], t('keys.filter.trial'));
  if (search.from ?? search.to) {
    const from = search.from ? format.day(search.from) : '…';
    const to = search.to ? format.day(search.to) : '…';
    add(['from', 'to'], t('keys.active.expires', { from, to }));
  }
  if (search.partner) add(['partner'], t('keys.active.partner', { name: names.partner ?? '…' }));
  if (search.customer) add(['customer'], t('keys.active.customer', { name: names.customer ?? '…' }));
  return found;
}

export function without(search: KeysSearch, clears: ActiveFilter['clears']): KeysSearch {
  return { ...search, ...Object.fromEntries(clears.map(name => [name, undefined])) };
}
