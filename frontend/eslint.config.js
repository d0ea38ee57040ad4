import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const source = resolve(dirname(fileURLToPath(import.meta.url)), 'src');

/** Which room a file of src stands in, and what that room may import. */
const mayImport = {
  theme: ['theme'],
  lib: ['lib', 'generated', 'theme'],
  components: ['components', 'lib', 'generated', 'theme'],
  features: ['components', 'lib', 'generated', 'theme', 'app/rootRoute'],
  testing: ['components', 'lib', 'generated', 'theme', 'testing'],
};

const walls = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const path = relative(source, context.filename).split(sep);
    const test = /\.test\.tsx?$/.test(context.filename);
    const [room, feature] = path;
    const check = node => {
      const name = node.source?.value;
      if (typeof name !== 'string' || !mayImport[room]) return;
      const target = name.startsWith('@/')
        ? name.slice(2)
        : name.startsWith('.')
          ? relative(source, resolve(dirname(context.filename), name))
              .split(sep)
              .join('/')
          : undefined;
      if (target === undefined) return;
      const own = room === 'features' && target.startsWith(`features/${feature}/`);
      const open = [...mayImport[room], ...(test ? ['testing'] : [])];
      if (own || open.some(allowed => target === allowed || target.startsWith(`${allowed}/`))) return;
      context.report({
        node,
        message: `${room}/${feature ?? ''} may not import ${target} (see HOUSE: rooms)`,
      });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

export default tseslint.config(
  { ignores: ['dist', 'src/generated', 'coverage'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: resolve(source, '..') },
    },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/only-throw-error': [
        'error',
        {
          allow: [{ from: 'package', package: '@tanstack/router-core', name: ['Redirect', 'NotFoundError'] }],
        },
      ],
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: 'Text is text: no markup from strings.',
        },
        {
          selector: "CallExpression[callee.name='eval']",
          message: 'The content security policy refuses eval.',
        },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks, 'jsx-a11y': jsxA11y, walls: { rules: { rooms: walls } } },
    rules: {
      ...reactHooks.configs.recommended.rules,
      ...jsxA11y.flatConfigs.strict.rules,
      'jsx-a11y/no-noninteractive-element-to-interactive-role': ['error', { table: ['grid'] }],
      'walls/rooms': 'error',
    },
  },
  {
    files: ['scripts/**/*.mjs', 'public/*.js', 'eslint.config.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        document: 'readonly',
        localStorage: 'readonly',
        matchMedia: 'readonly',
        URL: 'readonly',
      },
    },
  },
);
