import { defineConfig } from 'vitest/config';
import { ClosingReporter } from './scripts/closing-reporter.ts';

export default defineConfig({
  test: {
    reporters: ['default', new ClosingReporter()],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{packages,services}/*/test/**/*.test.ts', '{proving,scripts}/test/**/*.test.ts'],
          exclude: ['**/*.it.test.ts'],
          globalSetup: ['./packages/testkit/src/run-directory.ts'],
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{packages,services}/*/test/**/*.it.test.ts', 'proving/test/**/*.it.test.ts'],
          globalSetup: ['./packages/testkit/src/run-directory.ts', './packages/testkit/src/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
