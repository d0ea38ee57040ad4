import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as salesWords from '@/components/sales/words';
import { languages } from '@/lib/i18n/languages';

const source = join(import.meta.dirname, '..');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter(file => !file.startsWith('generated'))
  .map(file => join(source, file));

const catalogues = (language: string) => files.filter(file => basename(file) === `texts.${language}.json`);
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
const english = catalogues('en');

/** The arguments and tags of a compiled message, wherever in its plurals and tags they stand. */
interface Element {
  type: number;
  value?: string;
  options?: Record<string, { value: Element[] }>;
  children?: Element[];
}
const LITERAL = 0;
const POUND = 7;

function names(elements: readonly Element[]): string[] {
  return elements.flatMap(element => [
    ...(element.type === LITERAL || element.type === POUND ? [] : [`${element.type}:${element.value ?? ''}`]),
    ...Object.values(element.options ?? {}).flatMap(option => names(option.value)),
    ...names(element.children ?? []),
  ]);
}

const compiled = (file: string, language: string): Record<string, Element[]> => {
  const feature = /(?:features|components)\/(.+)\/texts\./.exec(file)?.[1]?.replace('/', '-') ?? 'frame';
  const path = join(source, 'generated/messages', feature, `${language}.json`);
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, Element[]>;
};
const argumentsOf = (message: readonly Element[] | undefined) => [...new Set(names(message ?? []))].sort();

describe.each(english)('%s', file => {
  const texts = read(file);
  it.each(languages.filter(language => language !== 'en'))('says the same in %s', language => {
    const other = read(file.replace('texts.en.json', `texts.${language}.json`));
    expect(Object.keys(other).sort()).toEqual(Object.keys(texts).sort());
    const here = compiled(file, 'en');
    const there = compiled(file, language);
    for (const id of Object.keys(texts)) {
      expect([id, argumentsOf(there[id])]).toEqual([id, argumentsOf(here[id])]);
    }
  });
});

describe('all texts', () => {
  const ids = english.flatMap(file => Object.keys(read(file)));
  const code = files
    .filter(file => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map(file => readFileSync(file, 'utf8'))
    .join('\n');

  it('finds catalogues in every language', () => {
    expect(english.length).toBeGreaterThan(5);
    for (const language of languages) expect(catalogues(language)).toHaveLength(english.length);
  });
  it('has each id once', () => {
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
  it('uses each text', () => {
    // These are made of their states; that each of them exists, the compiler sees.
    const made = JSON.stringify(salesWords);
    expect(
      ids.filter(id => !code.includes(`'${id}'`) && !code.includes(`"${id}"`) && !made.includes(`"${id}"`)),
    ).toEqual([]);
  });
  it('never shouts, and has no straight apostrophe (ICU would quote with it)', () => {
    const bad = languages
      .flatMap(language => catalogues(language).flatMap(file => Object.entries(read(file))))
      .filter(([, message]) => /[!']/.test(message));
    expect(bad).toEqual([]);
  });
});
