import type { RawSearch } from '../search';
import { stringifySearch } from '../search';
import { currentViewing } from './viewing';

/** The tenant a person with several memberships works in; sent with every request when chosen. */
const STORED = 'tessera.tenant';

export function chosenTenant(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

export function chooseTenant(slug: string): void {
  localStorage.setItem(STORED, slug);
  location.assign('/');
}

/** An address of the edge with the chosen tenant and the partner one views it as, where headers cannot be sent (downloads, event streams). */
export function withTenant(path: string): string {
  return [
    ['tenant', chosenTenant()],
    ['viewing', currentViewing()],
  ].reduce<string>(
    (address, [name, value]) =>
      value == null
        ? address
        : `${address}${address.includes('?') ? '&' : '?'}${name ?? ''}=${encodeURIComponent(value)}`,
    path,
  );
}

/** A list as filtered, as a file (a filter that is on or off is `true`). */
export const fileOf = (list: string, filter: RawSearch): string =>
  withTenant(`/api/export/${list}.csv${stringifySearch(filter)}`);
