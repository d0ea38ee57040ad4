import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';

const repository = join(import.meta.dirname, '../..');
const tests = join(repository, 'tests/edge');

/** The tests live beside the other tests of the house and use this package's packages. */
const ourPackages: Plugin = {
  name: 'our-packages',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    if (!importer?.startsWith(tests) || /^[./]|^node:|^\0/.test(source)) return null;
    return this.resolve(source, join(import.meta.dirname, 'vitest.config.ts'), { ...options, skipSelf: true });
  },
};

export default defineConfig({
  root: repository,
  plugins: [ourPackages],
  // One graphql: as Node resolves it, not its ES module twin.
  resolve: { alias: [{ find: /^graphql$/, replacement: join(import.meta.dirname, 'node_modules/graphql/index.js') }] },
  test: {
    include: ['tests/edge/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // One process and one reading of the packages; each file has its own edge and shares nothing else.
    pool: 'forks',
    isolate: false,
    maxWorkers: 1,
  },
});
