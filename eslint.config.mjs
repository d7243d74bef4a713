import { builtinModules } from 'node:module';
import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

// The plumbing and the messages know Temporal. Every other file of a conversation is rules and plain data.
const RULES = 'workflows/conversation/**/*.ts';
const PLUMBING = ['workflows/conversation/{workflow,messages}.ts', 'workflows/conversation/plumbing/**'];

const nodeBuiltins = {
  regex: `^(node:|(${builtinModules.filter((name) => !name.startsWith('_')).join('|')})(/|$))`,
  message: 'Workflow code is replayed: it cannot use Node. Do this in an activity.',
};

const temporal = {
  regex: '^@temporalio/',
  message: 'The rules of a conversation are plain functions: Temporal belongs to workflow.ts and messages.ts.',
};

const CLOCK = 'The only clock of the rules is the time in the event.';
const CHANCE = 'The rules give the same answer every time: take the value from the event.';

export default defineConfig(
  globalIgnores(['**/node_modules/', 'dist/', 'coverage/', '.temporal/', '.baton/']),
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Our interfaces are made of closures by createX(deps): they have no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      // An async function turns what it throws into a rejection, also where it awaits nothing.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    },
  },
  {
    files: ['**/*.{ts,mjs,cjs}'],
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', 400],
      'no-console': 'error',
    },
  },
  {
    files: [
      'src/{cli,demo}.ts',
      'src/{cli,demo}/**/*.ts',
      'scripts/**',
      'bench/**',
      'chaos/main.ts',
      'test/{evals,planted,prod}/**',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    // jest's asymmetric matchers, such as expect.any(), are typed `any`.
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    files: ['{workflows,activities,src,bench,chaos,test}/**/*.ts'],
    ignores: ['src/config.ts', 'test/support/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings are read in src/config.ts and handed on from there.' },
      ],
    },
  },
  {
    files: ['{workflows,activities,src}/**/*.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['workflows/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [nodeBuiltins] }] },
  },
  {
    files: [RULES],
    ignores: PLUMBING,
    rules: {
      'no-restricted-imports': ['error', { patterns: [nodeBuiltins, temporal] }],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: CLOCK },
        { object: 'Math', property: 'random', message: CHANCE },
      ],
      'no-restricted-globals': [
        'error',
        ...['performance', 'setTimeout', 'setInterval', 'setImmediate'].map((name) => ({ name, message: CLOCK })),
        ...['process', 'crypto', 'fetch'].map((name) => ({ name, message: CHANCE })),
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: CLOCK },
        { selector: "CallExpression[callee.name='Date']", message: CLOCK },
      ],
    },
  },
  {
    files: ['**/*.{mjs,cjs}'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        URL: 'readonly',
      },
    },
  },
  {
    files: ['src/**/assets/**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          ...['document', 'window', 'location', 'history', 'fetch', 'EventSource', 'URLSearchParams'],
          ...['AudioContext', 'MutationObserver', 'ResizeObserver', 'AbortController', 'Event', 'navigator'],
          ...['setTimeout', 'clearTimeout', 'setInterval', 'queueMicrotask', 'localStorage'],
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { globals: { module: 'writable', require: 'readonly', __dirname: 'readonly' } },
  },
  prettier,
);
