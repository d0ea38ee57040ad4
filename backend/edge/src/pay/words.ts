import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Day, Money } from '../core/types.js';

export const LANGUAGES = ['en', 'it', 'nb', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];
export const NATIVE: Readonly<Record<Language, string>> = {
  en: 'English',
  it: 'Italiano',
  nb: 'Norsk',
  fr: 'Français',
};
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', it: 'it-IT', nb: 'nb-NO', fr: 'fr-FR' };

export type Facts = Readonly<Record<string, string | number>>;
export type Texts = Readonly<Record<string, string>>;

/** The words of the pages that need no account, with amounts and days as people of that language write them. */
export class Words {
  readonly #plural: Intl.PluralRules;
  readonly #days: Intl.DateTimeFormat;
  readonly #amounts = new Map<string, Intl.NumberFormat>();

  constructor(
    readonly language: Language,
    private readonly texts: Texts,
  ) {
    this.#plural = new Intl.PluralRules(LOCALES[language]);
    this.#days = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' });
  }

  /** @throws Error for a text that is not there. */
  say(id: string, facts: Facts = {}): string {
    const text = this.texts[id];
    if (text === undefined) throw new Error(`no text ${id} in ${this.language}`);
    return text.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''));
  }

  /** `id.one`, `id.other` or `id.many`, by how many. */
  count(id: string, n: number, facts: Facts = {}): string {
    const form = `${id}.${this.#plural.select(n)}`;
    return this.say(form in this.texts ? form : `${id}.other`, { n, ...facts });
  }

  day(day: Day): string {
    return this.#days.format(new Date(`${day}T00:00:00Z`));
  }

  country(code: string): string {
    try {
      return new Intl.DisplayNames(LOCALES[this.language], { type: 'region' }).of(code) ?? code;
    } catch {
      return code;
    }
  }

  amount({ minor, currency }: Money): string {
    let format = this.#amounts.get(currency);
    if (format === undefined) {
      format = new Intl.NumberFormat(LOCALES[this.language], { style: 'currency', currency, useGrouping: 'always' });
      this.#amounts.set(currency, format);
    }
    return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  }
}

export type Dictionary = Readonly<Record<Language, Words>>;

/** @param folder of `texts.<language>.json` */
export function readWords(folder: string): Dictionary {
  const of = (language: Language): Words =>
    new Words(language, JSON.parse(readFileSync(join(folder, `texts.${language}.json`), 'utf8')) as Texts);
  return { en: of('en'), it: of('it'), nb: of('nb'), fr: of('fr') };
}

export function isLanguage(text: unknown): text is Language {
  return (LANGUAGES as readonly unknown[]).includes(text);
}

/** The first language of an Accept-Language header that we speak; English otherwise. Norwegian is one language here. */
export function preferred(header: string | undefined): Language {
  const wishes = (header ?? '')
    .slice(0, 200)
    .split(',')
    .map((wish) => {
      const [tag = '', weight = 'q=1'] = wish.trim().toLowerCase().split(';');
      return { language: tag.split('-')[0] ?? '', weight: Number(/^\s*q=([\d.]+)$/.exec(weight)?.[1] ?? 0) };
    })
    .sort((a, b) => b.weight - a.weight);
  for (const { language, weight } of wishes) {
    if (weight <= 0) continue;
    if (language === 'no' || language === 'nn') return 'nb';
    if (isLanguage(language)) return language;
  }
  return 'en';
}
