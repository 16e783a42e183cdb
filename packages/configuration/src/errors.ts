import { defineErrors } from '@relais/runtime';

export const configurationErrors = defineErrors({
  CONFIGURATION_UNREADABLE: {
    message: 'the configuration {path} cannot be read: {reason}',
    remedy: 'Give the path of a YAML file with --config, or set RELAIS_CONFIG.',
    retriable: false,
  },
  CONFIGURATION_INVALID: {
    message: 'the configuration {path} has {count} faults',
    remedy: 'Mend each fault at the path that is named; infra/config holds an example for each mode.',
    retriable: false,
  },
});
