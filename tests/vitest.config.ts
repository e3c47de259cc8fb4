import path from 'node:path';
import { defineConfig } from 'vitest/config';
import QuickFirst from './support/quickFirst.ts';

/** What takes minutes by nature, such as killing a server again and again: npm run test:long. */
const long = process.env.BACKHAUL_LONG === 'yes';

export default defineConfig({
  // graphql 16 has a CommonJS "main" and an ES "module": without this the tests would hold two copies of it
  resolve: {
    alias: [
      { find: /^graphql$/, replacement: 'graphql/index.js' },
      {
        find: /^@node-rs\/argon2$/,
        replacement: path.resolve(import.meta.dirname, 'support/cheapPasswords.ts'),
      },
    ],
  },
  test: {
    include: [long ? '**/*.long.test.ts' : '**/*.test.ts'],
    exclude: ['**/node_modules/**', ...(long ? [] : ['**/*.long.test.ts'])],
    globalSetup: ['./support/setup.ts', './support/chromium.ts'],
    reporters: ['default', './support/counts.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    // the server is loaded once a worker, not once a file: each file has a server and a database of its own all the same
    isolate: false,
    sequence: { sequencer: QuickFirst },
  },
});
