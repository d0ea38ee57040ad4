export const languages = ['en', 'it', 'nb', 'fr'] as const;
export type Language = (typeof languages)[number];

/** Each language by its own name: the one reading a list of languages may speak none of the others. */
export const languageNames: Record<Language, string> = {
  en: 'English',
  it: 'Italiano',
  nb: 'Norsk bokmål',
  fr: 'Français',
};

/** The locale whose dates and numbers a language uses. */
export const locales: Record<Language, string> = { en: 'en-GB', it: 'it-IT', nb: 'nb-NO', fr: 'fr-FR' };

export const isLanguage = (value: unknown): value is Language =>
  (languages as readonly unknown[]).includes(value);

/** The language to greet with before we know the person: last used here, else the browser's. */
export function guessLanguage(): Language {
  const asked = [readStored(), ...navigator.languages].map(tag => (tag ?? '').slice(0, 2).toLowerCase());
  for (const tag of asked) {
    if (isLanguage(tag)) return tag;
    if (tag === 'no' || tag === 'nn') return 'nb';
  }
  return 'en';
}

const STORED = 'tessera.language';

function readStored(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

export function storeLanguage(language: Language): void {
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // Without storage the next visit starts from the browser's language.
  }
}
