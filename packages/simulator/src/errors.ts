import { defineErrors } from '@relais/runtime';

export const simulatorErrors = defineErrors({
  FAULT_UNKNOWN: {
    message: '{service} knows no fault {kind}; it knows {known}',
    remedy: 'Choose one of the faults that this service can show.',
    retriable: false,
  },
  RECORDED_UNREADABLE: {
    message: 'The recorded file {file} is not a page of offers',
    remedy: 'Check the folder: France Travail pages are JSON objects with a list "resultats".',
    retriable: false,
  },
  ARGUMENT_INVALID: {
    message: 'The argument {name} is missing or wrong',
    remedy: 'Call the simulator with --offers, --seed and --directory.',
    retriable: false,
  },
});
