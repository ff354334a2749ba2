import { defineConfig } from 'vitest/config';

/** Tests of exact semantics, against the real servers that the global set-up starts. */
export default defineConfig({
  test: {
    include: ['**/src/**/*.server.test.ts', 'test/**/*.server.test.ts'],
    globalSetup: ['test/support/real-servers.ts'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // Two cores: more files at once only make each other late.
    maxWorkers: 2,
  },
});
