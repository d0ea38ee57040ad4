import type { Language } from '../i18n/languages';
import { isLanguage } from '../i18n/languages';

export interface SavedView {
  name: string;
  url: string;
}

export interface Preferences {
  language: Language | undefined;
  scheme: 'auto' | 'light' | 'dark';
  density: 'compact' | 'comfortable';
  /** Single-key shortcuts (J, K): can be switched off, WCAG 2.1.4. */
  shortcuts: boolean;
  /** Hidden columns by table. */
  hidden: Record<string, string[]>;
  /** Saved views by screen: named addresses of this site. */
  views: Record<string, SavedView[]>;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isView = (value: unknown): value is SavedView =>
  isObject(value) && isText(value.name) && isText(value.url) && /^\/(?!\/)/.test(value.url);

function lists<Item>(value: unknown, fits: (item: unknown) => item is Item): Record<string, Item[]> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, items]) =>
      Array.isArray(items) ? [[name, items.filter(fits)] as const] : [],
    ),
  );
}

/** Preferences outlive versions of this page: what no longer fits is left out, the rest kept. */
export function readPreferences(stored: unknown): Preferences {
  const given = isObject(stored) ? stored : {};
  const scheme = given.scheme;
  return {
    language: isLanguage(given.language) ? given.language : undefined,
    scheme: scheme === 'light' || scheme === 'dark' ? scheme : 'auto',
    density: given.density === 'comfortable' ? 'comfortable' : 'compact',
    shortcuts: given.shortcuts !== false,
    hidden: lists(given.hidden, isText),
    views: lists(given.views, isView),
  };
}
