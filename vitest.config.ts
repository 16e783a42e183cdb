import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { ClosingReporter } from './scripts/closing-reporter.ts';

/** What a busy machine may take. A wait of a test, and a poll, has less: it fails with a name. */
const PATIENCE = { expect: { poll: { timeout: 60_000 } }, hookTimeout: 300_000, testTimeout: 300_000 };

/** Many tests wait, for a server or for the end of something: a file more than there are processors keeps these busy. */
const maxWorkers = availableParallelism() + 1;

export default defineConfig({
  test: {
    teardownTimeout: 60_000,
    reporters: ['default', new ClosingReporter()],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{packages,services}/*/test/**/*.test.ts', '{proving,scripts}/test/**/*.test.ts'],
          exclude: ['**/*.it.test.ts'],
          globalSetup: ['./packages/testkit/src/run-directory.ts'],
          // Loading the modules anew for each file would take longer than most of the tests.
          isolate: false,
          maxWorkers,
          ...PATIENCE,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{packages,services}/*/test/**/*.it.test.ts', 'proving/test/**/*.it.test.ts'],
          globalSetup: ['./packages/testkit/src/run-directory.ts', './packages/testkit/src/global-setup.ts'],
          maxWorkers,
          ...PATIENCE,
        },
      },
    ],
  },
});
