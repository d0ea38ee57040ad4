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

export const partnerSorts = [
  'NAME',
  'NAME_DESC',
  'KEYS',
  'KEYS_DESC',
  'POINTS',
  'POINTS_DESC',
] as const satisfies readonly PartnerSort[];

const words = (value: unknown): string[] | undefined => {
  const given = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value.split(',') : [];
  const kept = given.flatMap(one => text(one)?.slice(0, 40) ?? []);
  return kept.length > 0 ? kept : undefined;
};

export const readPartnersSearch = (raw: RawSearch): PartnersSearch =>
  present<PartnersSearch>({
    q: text(raw.q),
    level: words(raw.level),
    country: words(raw.country)?.filter(code => /^[A-Z]{2}$/.test(code)),
    sort: oneOf(raw.sort, partnerSorts),
  });
