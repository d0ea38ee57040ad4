import type { Edition, KeyFilter, KeyKind, KeySort, KeyStatus } from '@/generated/schema';
import type { RawSearch } from '../search';
import { day, flag, oneOf, present, someOf, text, wholes } from '../search';
import { editions, kinds, statuses } from '../words';

/** The address of a list of keys: `/keys?status=FALLBACK&sort=CUSTOMER`. */
export interface KeysSearch {
  q?: string | undefined;
  status?: KeyStatus[] | undefined;
  edition?: Edition[] | undefined;
  kind?: KeyKind[] | undefined;
  size?: number[] | undefined;
  over?: true | undefined;
  trial?: true | undefined;
  from?: string | undefined;
  to?: string | undefined;
  partner?: string | undefined;
  customer?: string | undefined;
  sort?: KeySort | undefined;
}

export const defaultSort: KeySort = 'EXPIRY';

const sorts = ['EXPIRY', 'NUMBER', 'CUSTOMER', 'SIZE', 'USAGE', 'ISSUED'].flatMap(name => [
  name as KeySort,
  `${name}_DESC` as KeySort,
]);

const id = (value: unknown, prefix: string): string | undefined => {
  const given = text(value);
  return given?.startsWith(prefix) ? given : undefined;
};

export function readKeysSearch(raw: RawSearch): KeysSearch {
  const sort = oneOf(raw.sort, sorts);
  return present<KeysSearch>({
    q: text(raw.q),
    status: someOf(raw.status, statuses),
    edition: someOf(raw.edition, editions),
    kind: someOf(raw.kind, kinds),
    size: wholes(raw.size),
    over: flag(raw.over),
    trial: flag(raw.trial),
    from: day(raw.from),
    to: day(raw.to),
    partner: id(raw.partner, 'partner_'),
    customer: id(raw.customer, 'customer_'),
    sort: sort === defaultSort ? undefined : sort,
  });
}

/** The same filter as the API takes it; every absent field left out. */
export function toFilter(search: KeysSearch): KeyFilter {
  return present<KeyFilter>({
    search: search.q,
    status: search.status,
    edition: search.edition,
    kind: search.kind,
    size: search.size,
    over: search.over,
    trial: search.trial,
    expiresFrom: search.from,
    expiresTo: search.to,
    partnerId: search.partner,
    customerId: search.customer,
  });
}

/** A filter the server suggests (an attention entry) as an address. */
export function toSearch(filter: unknown): KeysSearch {
  const given = (typeof filter === 'object' && filter !== null ? filter : {}) as RawSearch;
  return readKeysSearch({
    ...given,
    q: given.search,
    from: given.expiresFrom,
    to: given.expiresTo,
    partner: given.partnerId,
    customer: given.customerId,
  });
}
