import { join } from 'node:path';
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const repository = join(import.meta.dirname, '../..');

/** Strict and typed; and the walls between the rooms of the edge. */
export default tseslint.config(
  { basePath: repository, ignores: ['**/dist/', '**/node_modules/', '**/src/core/openapi.ts'] },
  {
    basePath: repository,
    files: ['backend/edge/src/**/*.{ts,tsx}', 'backend/edge/vitest.config.ts', 'tests/edge/**/*.ts'],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['backend/edge/tsconfig.json', 'backend/edge/src/graphiql/tsconfig.json', 'tests/edge/tsconfig.json'],
        tsconfigRootDir: repository,
      },
    },
    rules: {
      'max-lines': ['error', 400],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // `process.env['X']` and record keys are read by index on purpose (noPropertyAccessFromIndexSignature).
      '@typescript-eslint/dot-notation': 'off',
    },
  },
  {
    basePath: repository,
    files: ['backend/edge/src/session/identity.ts'],
    // openid-client marks plain http as deprecated so that it stands out: it is for loopback, and production refuses it.
    rules: { '@typescript-eslint/no-deprecated': 'off' },
  },
  wall('core', ['**/graphql/**', '**/http/**', '**/session/**'], 'core knows how to ask the core and nothing else'),
  wall('session', ['**/graphql/**', '**/http/**'], 'sessions know no routes and no GraphQL'),
  wall('graphql', ['**/http/**', '**/session/**', 'fastify', 'undici'], 'a resolver is one call to the core'),
  wall('pay', ['**/graphql/**', '**/http/**', '**/session/**', 'fastify', 'undici'], 'a page is words and markup'),
  {
    basePath: repository,
    files: ['backend/edge/pay/*.js'],
    extends: [js.configs.recommended],
    languageOptions: {
      globals: {
        addEventListener: 'readonly',
        document: 'readonly',
        fetch: 'readonly',
        location: 'readonly',
        print: 'readonly',
        sessionStorage: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
  {
    basePath: repository,
    files: ['backend/edge/scripts/*.js', 'backend/edge/*.config.js', 'tests/bench/edge/*.mjs'],
    extends: [js.configs.recommended],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        performance: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
);

function wall(room, group, message) {
  return {
    basePath: repository,
    files: [`backend/edge/src/${room}/**/*.ts`],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
  };
}
