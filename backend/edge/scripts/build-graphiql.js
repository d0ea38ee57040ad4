import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

// GraphiQL as files of our own: nothing is fetched from anywhere else, no script stands in the page.
const root = join(import.meta.dirname, '..');
const outdir = join(root, 'dist/graphiql');
await rm(outdir, { recursive: true, force: true });
await build({
  entryPoints: { graphiql: join(root, 'src/graphiql/main.tsx') },
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  minify: true,
  target: 'es2022',
  jsx: 'automatic',
  loader: { '.woff2': 'file', '.woff': 'file', '.ttf': 'file' },
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'linked',
  logLevel: 'warning',
});
