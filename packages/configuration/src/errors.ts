import { defineErrors } from '@relais/runtime';

export const configurationErrors = defineErrors({
  CONFIGURATION_UNREADABLE: {
    message: 'the configuration {path} cannot be read: {reason}',
    remedy:
      'Give the path of a YAML file with --config, or set RELAIS_CONFIG; infra/config holds examples. --simulate needs none.',
    retriable: false,
  },
  CONFIGURATION_INVALID: {
    message: 'the configuration {path} has {count} faults',
    remedy: 'Mend each fault at the path that is named; infra/config holds an example for each mode.',
    retriable: false,
  },
  CONFIGURATION_REFERENCE_UNUSABLE: {
    message: 'the reference {reference} cannot be opened: {reason}',
    remedy:
      'Mend `reference` in the configuration: it is `starter`, a release file, or a folder with a release in use.',
    retriable: false,
  },
  EMBEDDED_FILE_UNUSABLE: {
    message: 'the embedded file {path} cannot be used: {reason}',
    remedy:
      'Check that it is a file of Relais and that this user may write to it and its folder; `directory` says where it is.',
    retriable: false,
  },
});
