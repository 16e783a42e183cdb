import { defineErrors } from '@relais/runtime';

export const commandErrors = defineErrors({
  COMMAND_NO_SIMULATION: {
    message: '--simulate brings its own configuration and cannot be used with --config',
    remedy: 'Leave out one of the two.',
    retriable: false,
  },
  COMMAND_FILE_UNREADABLE: {
    message: 'the file {path} cannot be read',
    remedy: 'Check the path and the rights of the file.',
    retriable: false,
  },
  COMMAND_NO_INSTALLATION: {
    message: 'there is nothing to look at: {path} does not exist',
    remedy: 'Name the folder that `relais run` wrote to with --directory, or its configuration with --config.',
    retriable: false,
  },
  COMMAND_SOURCE_UNKNOWN: {
    message: '{source} is neither a kind of source ({kinds}) nor a source of the configuration given with --config',
    remedy: 'Name one of the kinds, or give --config with the id of one of its sources.',
    retriable: false,
  },
  SIMULATOR_FAILED: {
    message: 'the simulator did not start: {reason}',
    remedy: 'Run packages/simulator/src/main.ts by hand to see what it says.',
    retriable: false,
  },
});
