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

export default defineConfig({
  plugins: [react(), themeVariables()],
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
