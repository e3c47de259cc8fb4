import { defineConfig } from 'vitest/config';

export default defineConfig({
  // graphql 16 has a CommonJS "main" and an ES "module": without this the tests would hold two copies of it
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    globalSetup: ['./support/setup.ts', './support/chromium.ts'],
    reporters: ['default', './support/counts.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
