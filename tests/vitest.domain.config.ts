import { defineConfig } from 'vitest/config';

/** The pure domain needs no database, so these run alone in a second while the core is being changed. */
export default defineConfig({
  test: { include: ['domain/**/*.test.ts'], pool: 'forks', maxWorkers: 2, testTimeout: 60_000 },
});
