import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const sheets = path.join(root, 'node_modules/@mantine/core/styles');
const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter(name => /\.tsx?$/.test(name) && !name.includes('.test.'))
  .map(name => ({ name, text: readFileSync(path.join(root, 'src', name), 'utf8') }));

/** What the shell brings for every screen. */
const everywhere = readFileSync(path.join(root, 'src/theme/styles.ts'), 'utf8');

it('brings the style of each component it shows', () => {
  const shown = sources.flatMap(({ name, text }) =>
    [...text.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)]
      .flatMap(found => found[1]?.split(',') ?? [])
      .map(component => ({ name, text, sheet: `${component.trim()}.css` }))
      .filter(({ sheet }) => existsSync(path.join(sheets, sheet))),
  );
  expect(shown.length).toBeGreaterThan(50);
  const bare = shown.filter(
    ({ text, sheet }) => ![everywhere, text].some(one => one.includes(`@mantine/core/styles/${sheet}`)),
  );
  expect(bare.map(({ name, sheet }) => `${name} shows what ${sheet} draws and does not bring it`)).toEqual(
    [],
  );
});
