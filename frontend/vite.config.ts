import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { themeCss } from './src/theme/css';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const edge = process.env.EDGE_ORIGIN ?? 'http://localhost:7000';

/** Mantine's variables as a file: the content security policy allows no inline style element. */
function themeVariables(): Plugin {
  const id = 'virtual:theme.css';
  return {
    name: 'theme-variables',
    resolveId: source => (source === id ? `\0${id}` : undefined),
    load: source => (source === `\0${id}` ? themeCss() : undefined),
  };
}

/**
 * `graphql(`query Keys …`)` becomes its generated document, each a module of its own: a page brings only the documents
 * it asks with. The generated map and file would bring all of them with the shell.
 */
function generatedDocuments(): Plugin {
  const prefix = 'document:';
  const generated = at('./src/generated/gql/graphql.ts');
  return {
    name: 'generated-documents',
    enforce: 'pre',
    resolveId: source => (source.startsWith(prefix) ? `\0${source}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const name = id.slice(prefix.length + 1);
      const [, document] =
        new RegExp(`^export const ${name} = (.*) as unknown as `, 'm').exec(
          readFileSync(generated, 'utf8'),
        ) ?? [];
      if (document === undefined) throw new Error(`${name} is not among the generated documents`);
      this.addWatchFile(generated);
      return `export default ${document};`;
    },
    transform(code, id) {
      if (!/\/src\/.*\.tsx?$/.test(id) || id.includes('/generated/')) return null;
      const imports: string[] = [];
      const replaced = code.replace(
        /\bgraphql\(\s*`\s*(query|mutation|subscription|fragment)\s+(\w+)[^`]*`,?\s*\)/g,
        (_call, kind: string, name: string) => {
          const local = `generated${String(imports.length)}`;
          imports.push(
            `import ${local} from '${prefix}${name}${kind === 'fragment' ? 'FragmentDoc' : 'Document'}';`,
          );
          return local;
        },
      );
      return imports.length === 0 ? null : { code: `${replaced}\n${imports.join('\n')}\n`, map: null };
    },
  };
}

export default defineConfig({
  plugins: [generatedDocuments(), react(), themeVariables()],
  resolve: {
    alias: {
      '@': at('./src'),
      '@formatjs/icu-messageformat-parser': at(
        './node_modules/@formatjs/icu-messageformat-parser/no-parser.js',
      ),
    },
  },
  build: { manifest: true, target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: {
    port: 7100,
    strictPort: true,
    proxy: Object.fromEntries(['/graphql', '/auth', '/api'].map(path => [path, edge])),
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['./src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: false,
  },
});
