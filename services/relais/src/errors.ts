import { defineErrors } from '@relais/runtime';

export const commandErrors = defineErrors({
  CONFIGURATION_NO_SIMULATION: {
    message: '--simulate brings its own configuration and cannot be used with --config',
    remedy: 'Leave out one of the two.',
    retriable: false,
  },
  SIMULATOR_FAILED: {
    message: 'the simulator did not start: {reason}',
    remedy: 'Run packages/simulator/src/main.ts by hand to see what it says.',
    retriable: false,
  },
});
