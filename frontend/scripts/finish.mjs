// After the build: precompress, and hold the byte budgets of the design (gzip sizes; fails when over).
import { readFileSync, readdirSync, writeFileSync, copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
const gz = file => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
const KIB = 1024;

/** All files a chunk needs before it can run: itself and its static imports. */
function closure(keys, of) {
  const seen = new Set();
  const walk = key => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const next of manifest[key].imports ?? []) walk(next);
  };
  keys.forEach(walk);
  return [...new Set([...seen].flatMap(key => of(manifest[key])))];
}
const scripts = chunk => [chunk.file];
const styles = chunk => chunk.css ?? [];
const find = source => {
  const key = Object.keys(manifest).find(name => name === source);
  if (!key) throw new Error(`no chunk ${source} in the build: mend scripts/finish.mjs`);
  return key;
};
const sum = files => files.reduce((total, file) => total + gz(file), 0);

const shell = [find('index.html'), find('src/generated/messages/frame/en.json')];
const keys = [...shell, find('src/features/keys/KeysPage.tsx'), find('src/generated/messages/keys/en.json')];
const fonts = readdirSync(join(dist, 'assets')).filter(name =>
  /inter-latin-wght-normal.*\.woff2$/.test(name),
);
const allStyles = readdirSync(join(dist, 'assets'))
  .filter(name => name.endsWith('.css'))
  .map(name => `assets/${name}`);
const largestFont = Math.max(...fonts.map(name => readFileSync(join(dist, 'assets', name)).length));

const budget = [
  ['app shell, script', sum(closure(shell, scripts)), 170 * KIB],
  ['keys route, script in total', sum(closure(keys, scripts)), 205 * KIB],
  ['keys route, styles', sum(closure(keys, styles)), 25 * KIB],
  ['all styles', sum(allStyles), 40 * KIB],
  ['font', largestFont, 50_000],
];
let over = false;
for (const [name, bytes, limit] of budget) {
  const bad = bytes > limit;
  over ||= bad;
  console.log(
    `${bad ? 'OVER' : 'ok  '} ${name.padEnd(28)} ${(bytes / KIB).toFixed(1).padStart(7)} KiB of ${(limit / KIB).toFixed(1)}`,
  );
}

for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(js|css|html|json|svg|txt)$/.test(entry.name)) continue;
  const file = join(entry.parentPath, entry.name);
  const content = readFileSync(file);
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(
    `${file}.br`,
    brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  );
}
copyFileSync(
  join(root, 'src/generated/gql/persisted-documents.json'),
  join(dist, 'persisted-documents.json'),
);
if (over) process.exit(1);
