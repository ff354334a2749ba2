import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'services/*/src/**/*.test.ts',
      'infra/src/**/*.test.ts',
      'test/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/*.server.test.ts'],
    // A test of whole processes takes its time where others work too.
    testTimeout: 180_000,
    hookTimeout: 60_000,
    // Whole installations run beside each other: each is a gigabyte and a core.
    maxConcurrency: 2,
    // The embedded engine holds one data folder per process.
    pool: 'forks',
  },
});
