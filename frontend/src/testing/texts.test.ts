import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages } from '@/lib/i18n/languages';

const source = join(import.meta.dirname, '..');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter(file => !file.startsWith('generated'))
  .map(file => join(source, file));

const catalogues = (language: string) => files.filter(file => basename(file) === `texts.${language}.json`);
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
const english = catalogues('en');

/** `{name}`, `{count, plural, …}` → the argument names; branch texts of plurals are looked through. */
const placeholders = (message: string): string[] =>
  [
    ...new Set(
      [...message.matchAll(/\{\s*(\w+)\s*(?:,\s*(?:plural|select|selectordinal|number|date)|\})/g)].map(
        m => m[1] ?? '',
      ),
    ),
  ].sort();

const tags = (message: string): string[] =>
  [...message.matchAll(/<(\w+)>/g)].map(match => match[1] ?? '').sort();

describe.each(english)('%s', file => {
  const texts = read(file);
  it.each(languages.filter(language => language !== 'en'))('says the same in %s', language => {
    const other = read(file.replace('texts.en.json', `texts.${language}.json`));
    expect(Object.keys(other).sort()).toEqual(Object.keys(texts).sort());
    for (const [id, message] of Object.entries(texts)) {
      expect([id, placeholders(other[id] ?? '')]).toEqual([id, placeholders(message)]);
      expect([id, tags(other[id] ?? '')]).toEqual([id, tags(message)]);
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
    expect(ids.filter(id => !code.includes(`'${id}'`) && !code.includes(`"${id}"`))).toEqual([]);
  });
  it('never shouts, and has no straight apostrophe (ICU would quote with it)', () => {
    const bad = languages
      .flatMap(language => catalogues(language).flatMap(file => Object.entries(read(file))))
      .filter(([, message]) => /[!']/.test(message));
    expect(bad).toEqual([]);
  });
});
