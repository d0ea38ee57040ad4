import type { PartnerSort, PartnerState } from '@/generated/schema';
import type { RawSearch } from '@/lib/search';
import { oneOf, present, text } from '@/lib/search';

/** The address of the list: `/partners?level=Gold,Silver&country=IT&sort=POINTS_DESC`. */
export interface PartnersSearch {
  q?: string | undefined;
  level?: string[] | undefined;
  country?: string[] | undefined;
  state?: PartnerState | undefined;
  sort?: PartnerSort | undefined;
}

export const partnerSorts = (['NAME', 'LEVEL', 'KEYS', 'POINTS'] as const).flatMap((by): PartnerSort[] => [
  by,
  `${by}_DESC`,
]);

/** In words. */
export const stateWord = {
  ACTIVE: 'partners.state.ACTIVE',
  SUSPENDED: 'partners.state.SUSPENDED',
} as const;

export const partnerStates = ['ACTIVE', 'SUSPENDED'] as const satisfies readonly PartnerState[];

/** Up to the page to know them: an address may name any. */
const words = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.map(String) : text(value)?.split(',');

export const readPartnersSearch = (raw: RawSearch): PartnersSearch =>
  present<PartnersSearch>({
    q: text(raw.q),
    level: words(raw.level),
    country: words(raw.country),
    state: oneOf(raw.state, partnerStates),
    sort: oneOf(raw.sort, partnerSorts),
  });
