'use strict';

const FOREIGN_SETTINGS =
  /^(TEMPORAL|OPENAI|SLACK|WHATSAPP|BATON|DESK|ORDERS|ASSISTANT)_|^(ASSISTANT|PRIVACY_URL|PORT|METRICS_PORT|LOG_LEVEL)$/;

// The user's shell may be set up for a live business. No test, and no process a test starts, may see that.
for (const name of Object.keys(process.env)) {
  if (FOREIGN_SETTINGS.test(name)) delete process.env[name];
}
// Nor may it see the .env of this folder: set but empty, no file is read.
process.env.BATON_ENV_FILE = '';

// These are modules only, and jest requires.
const MODULES =
  '(?:openid-client|oauth4webapi|jose|file-type|strtok3|token-types|uint8array-extras|@tokenizer/inflate|@borewit/text-codec)/';

const shared = {
  testEnvironment: 'node',
  // It names no way in for whoever requires it.
  moduleNameMapper: { '^file-type$': '<rootDir>/node_modules/file-type/index.js' },
  transformIgnorePatterns: [`/node_modules/(?!${MODULES})`],
  transform: {
    // The modules of the demo page are plain JavaScript for browsers; what is pure in them is tested here.
    [`^.+\\.ts$|/page/assets/.+\\.js$|/node_modules/${MODULES}.+\\.js$`]: [
      '@swc/jest',
      {
        jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/\\.temporal/', '<rootDir>/\\.baton/'],
};

const withServer = {
  ...shared,
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

/** @type {import('jest').Config} */
module.exports = {
  maxWorkers: 3,
  testTimeout: 90_000,
  testSequencer: '<rootDir>/test/support/sequencer.cjs',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/{unit,property,replay}/**/*.test.ts'],
    },
    {
      ...withServer,
      displayName: 'server',
      testMatch: ['<rootDir>/test/{workflow,e2e}/**/*.test.ts'],
    },
    {
      ...withServer,
      displayName: 'system',
      testMatch: ['<rootDir>/test/system/**/*.test.ts'],
    },
  ],
};
