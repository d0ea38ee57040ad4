// Gathers the texts.{lang}.json of the frame (app, lib, components) and of each feature, compiles them to ASTs
// (no parser in the browser) and writes the union of message ids as a type. One file per feature and language:
// a screen brings its own texts and the shell stays small.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, 'src/generated/messages');
const formatjs = join(
  dirname(createRequire(import.meta.url).resolve('@formatjs/cli/package.json')),
  'bin/formatjs',
);

const sources = Object.fromEntries([
  ['frame', ['src/app', 'src/lib', 'src/components']],
  // What the header opens: it comes when it is wanted.
  ['tools', ['src/app/tools']],
  // Who is not signed in, or has no place here.
  ['outside', ['src/app/outside']],
  // What every screen of quotes, orders and money shows; nobody else pays for it.
  ['sales', ['src/components/sales']],
  // A feature, and what of it comes later than its first screen: `keys`, `keys-detail`.
  ...readdirSync(join(root, 'src/features'), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('texts.en.json'))
    .map(file => dirname(file).split(sep))
    .map(parts => [parts.join('-'), [`src/features/${parts.join('/')}`]]),
]);
const ids = [];
rmSync(out, { recursive: true, force: true });
for (const [name, folders] of Object.entries(sources)) {
  mkdirSync(join(out, name), { recursive: true });
  for (const language of ['en', 'it', 'nb', 'fr']) {
    const file = join(out, name, `${language}.json`);
    const texts = folders.map(folder => `${folder}/texts.${language}.json`);
    execFileSync(
      process.execPath,
      [formatjs, 'compile', ...texts, '--format', 'simple', '--ast', '--out-file', file],
      {
        cwd: root,
        stdio: 'inherit',
      },
    );
    if (language === 'en') ids.push(...Object.keys(JSON.parse(readFileSync(file, 'utf8'))));
  }
}
writeFileSync(
  join(out, 'ids.ts'),
  `export type MessageId =\n${ids
    .sort()
    .map(id => `  | '${id}'`)
    .join('\n')};\n`,
);
