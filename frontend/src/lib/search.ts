import { isDay } from './dates';

/**
 * Search parameters as people would write them: `?status=FALLBACK,EXPIRED&over=yes`. Whatever does not fit
 * is left out, so that an old or mistyped address still opens.
 */
export type RawSearch = Record<string, unknown>;

export const parseSearch = (query: string): RawSearch => Object.fromEntries(new URLSearchParams(query));

export function stringifySearch(search: RawSearch): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    const written = Array.isArray(value) ? value.join(',') : value === true ? 'yes' : value;
    if (typeof written === 'number' || (typeof written === 'string' && written !== '')) {
      parameters.set(name, String(written));
    }
  }
  // Commas are legal in a query; left readable.
  const text = parameters.toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

const MAX_TEXT = 200;

export const text = (value: unknown): string | undefined => {
  const trimmed = typeof value === 'string' ? value.trim().slice(0, MAX_TEXT) : '';
  return trimmed === '' ? undefined : trimmed;
};

const parts = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value.split(',') : [];

export function oneOf<Value extends string>(value: unknown, allowed: readonly Value[]): Value | undefined {
  return allowed.find(candidate => candidate === value);
}

export function someOf<Value extends string>(value: unknown, allowed: readonly Value[]): Value[] | undefined {
  const wanted = parts(value);
  const found = allowed.filter(candidate => wanted.includes(candidate));
  return found.length > 0 ? found : undefined;
}

export function wholes(value: unknown): number[] | undefined {
  const found = parts(value)
    .filter(part => /^\d{1,6}$/.test(part))
    .map(Number);
  return found.length > 0 ? [...new Set(found)].sort((a, b) => a - b) : undefined;
}

export const flag = (value: unknown): true | undefined =>
  value === true || value === 'yes' || value === 'true' ? true : undefined;

export const day = (value: unknown): string | undefined => (isDay(value) ? value : undefined);

/** Without the absent ones, so that two equal views have one address. */
export function present<Search extends object>(search: Search): Search {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Search;
}
