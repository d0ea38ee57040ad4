import type { PartnerSort } from '@/generated/schema';
import type { RawSearch } from '@/lib/search';
import { oneOf, present, text } from '@/lib/search';

/** The address of the list: `/partners?level=Gold,Silver&country=IT&sort=POINTS_DESC`. */
export interface PartnersSearch {
  q?: string | undefined;
  level?: string[] | undefined;
  country?: string[] | undefined;
  sort?: PartnerSort | undefined;
}

export const partnerSorts = (['NAME', 'KEYS', 'POINTS'] as const).flatMap((by): PartnerSort[] => [
  by,
  `${by}_DESC`,
]);

/** Up to the page to know them: an address may name any. */
const words = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.map(String) : text(value)?.split(',');

export const readPartnersSearch = (raw: RawSearch): PartnersSearch =>
  present<PartnersSearch>({
    q: text(raw.q),
    level: words(raw.level),
    country: words(raw.country),
    sort: oneOf(raw.sort, partnerSorts),
  });
