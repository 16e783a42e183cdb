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
  COMMAND_DIRECTORY_TAKEN: {
    message: 'another relais runs on the folder {directory}',
    remedy:
      'Stop it first, or give this one a folder of its own with --directory. `relais status` looks into the folder meanwhile.',
    retriable: true,
  },
  COMMAND_DIRECTORY_UNUSABLE: {
    message: 'the folder {directory} cannot be written to: {reason}',
    remedy: 'Name a folder that this user may write to, with --directory or as `directory` of the configuration.',
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
  COMMAND_SOURCE_NOT_CONFIGURED: {
    message: '{source} is not a source of the configuration ({known})',
    remedy: 'Name one of its sources.',
    retriable: false,
  },
  COMMAND_REACH_UNCLEAR: {
    message: 'give at most one of --full, --since and --file, and --snapshot only with --file',
    remedy: 'Leave out the others.',
    retriable: false,
  },
  COMMAND_BATCH_UNKNOWN: {
    message: 'there is no batch {batch}',
    remedy: '`relais batch list` names the newest ones.',
    retriable: false,
  },
  COMMAND_BATCH_NOT_HELD: {
    message: 'the batch {batch} waits for no decision: it is {status}',
    remedy: '`relais batch list --held` names those that do.',
    retriable: false,
  },
  COMMAND_SUBSCRIPTION_UNKNOWN: {
    message: '{subscription} is not a subscription of the configuration ({known})',
    remedy: 'Name one of them; `relais partner list` tells more.',
    retriable: false,
  },
  COMMAND_NO_INVENTORY: {
    message: '{subscription} has the channel {channel}, which does not tell what the partner holds',
    remedy:
      'A topic tells it; a webhook needs `inventoryUrl` and SFTP `inventory` in the configuration. A pull feed is read from the ledger: there is nothing to compare.',
    retriable: false,
  },
  COMMAND_NO_FULL_SET: {
    message: '{subscription} has the channel {channel}, which knows no full sets',
    remedy: 'SFTP alone does. `relais replay` sends deliveries of any channel again, and `relais reconcile` repairs.',
    retriable: false,
  },
  COMMAND_FILE_NOT_WRITTEN: {
    message: 'the file {path} was not written: {reason}',
    remedy: 'Name a place that this user may write to; a file that is there is never written over.',
    retriable: false,
  },
  COMMAND_BACKUP_OF_SERVERS: {
    message: 'this installation keeps its stores on servers, not in a file',
    remedy: 'Copy them with their own tools; docs/operations.md tells in which order.',
    retriable: false,
  },
  COMMAND_PARTNER_INVALID: {
    message: 'the partner cannot be put together: {faults}',
    remedy: '`relais partner add --help` names what can be given.',
    retriable: false,
  },
  COMMAND_PARTNER_OPTION_MISSING: {
    message: 'the channel {channel} needs {options}',
    remedy: 'Give what is named.',
    retriable: false,
  },
  COMMAND_PARTNER_SIMULATED: {
    message: 'the end of {subscription} is simulated: where its {channel} server listens is known to the run alone',
    remedy: 'Name the configuration of a real partner with --config.',
    retriable: false,
  },
  COMMAND_NOTHING_TO_ROTATE: {
    message: '{subscription} has no secret that can be made here: {reason}',
    remedy: 'docs/partners.md tells how such a change is made.',
    retriable: false,
  },
  COMMAND_LOG_WITHOUT_USERS: {
    message: 'users and rules are for a log in Kafka, and this one is embedded',
    remedy: 'Leave --grant and --revoke out, or name the configuration of the cluster with --config.',
    retriable: false,
  },
  COMMAND_OPERATION_UNKNOWN: {
    message: 'there is no operation {id}',
    remedy: '`relais operation list` names the newest ones.',
    retriable: false,
  },
  COMMAND_OFFER_NOT_OPEN: {
    message: 'the offer {id} is not open: it is {status}',
    remedy: 'Name an open offer; `relais trace` finds it by a reference.',
    retriable: false,
  },
  COMMAND_RULE_INVALID: {
    message: 'this cannot be a rule: {fault}',
    remedy: '`relais explain` tells the members of an offer, and `relais rule list` the rules.',
    retriable: false,
  },
  COMMAND_RELEASE_UNKNOWN: {
    message: 'there is no release {release} in the folder {releases}',
    remedy:
      '`relais reference list` names those that are kept; another folder is given with --releases. A file and `starter` are names, too.',
    retriable: false,
  },
  COMMAND_LANGUAGE_UNKNOWN: {
    message: 'there are no words in the language {language}, but in {known}',
    remedy: 'Name one of them with --language.',
    retriable: false,
  },
  COMMAND_JSON_INVALID: {
    message: '{option} is not JSON: {reason}',
    remedy: 'Write it as JSON in single quotes, so that the shell leaves it as it is.',
    retriable: false,
  },
  COMMAND_CRITERIA_INVALID: {
    message: 'the criteria are at fault: {faults}',
    remedy: '`relais replay --help` names what can be given.',
    retriable: false,
  },
  COMMAND_LEDGER_NOT_EMPTY: {
    message: 'the ledger is not empty, and building it anew begins with an empty one',
    remedy: 'Give --discard to throw away what it holds; docs/rebuild.md tells what does not come back.',
    retriable: false,
  },
  COMMAND_STAGES_RUN: {
    message: 'a stage works on the ledger: {lease} is taken',
    remedy: 'Stop every stage first. After a crash its leases end by themselves within half a minute.',
    retriable: true,
  },
  SIMULATOR_FAILED: {
    message: 'the simulator did not start: {reason}',
    remedy: 'Run packages/simulator/src/main.ts by hand to see what it says.',
    retriable: false,
  },
});
