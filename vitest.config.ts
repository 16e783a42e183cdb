import { defineConfig } from 'vitest/config';
import { ClosingReporter } from './scripts/closing-reporter.ts';

/** What a busy machine may take. A wait of a test, and a poll, has less: it fails with a name. */
const PATIENCE = { expect: { poll: { timeout: 60_000 } }, hookTimeout: 300_000, testTimeout: 300_000 };

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
          ...PATIENCE,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{packages,services}/*/test/**/*.it.test.ts', 'proving/test/**/*.it.test.ts'],
          globalSetup: ['./packages/testkit/src/run-directory.ts', './packages/testkit/src/global-setup.ts'],
          ...PATIENCE,
        },
      },
    ],
  },
});
