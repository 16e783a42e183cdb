import type { Command } from 'commander';
import { changeOperation, listOperations } from './commands/operations.ts';
import { holdPartner, listPartners } from './commands/partner.ts';
import { leaveFullSet, reconcile } from './commands/reconcile.ts';
import { replay } from './commands/replay.ts';
import { addOnboarding } from './partner-commands.ts';

/** What the command line shares with its parts. */
export interface CommandLine {
  /** Options of a command that works on an installation. */
  readonly inspection: (parent: Command, name: string, description: string) => Command;
  readonly leaveWith: (code: number) => void;
  readonly wholeNumber: (text: string) => number;
  readonly moment: (text: string) => string;
}

/** The commands over deliveries: replay, reconcile, partner, operation. */
export function addDeliveryCommands(relais: Command, line: CommandLine): void {
  addReplay(relais, line);
  line
    .inspection(relais, 'reconcile', 'compare what a partner says it holds with what it should hold, and repair it')
    .argument('<subscription>', 'id of a subscription whose channel offers an inventory')
    .option('--dry-run', 'compare and count only', false)
    .option('--wait <seconds>', 'how long to wait for the end; 0 does not', line.wholeNumber, 600)
    .action(async (subscription: string, options) => line.leaveWith(await reconcile(subscription, options)));
  addPartner(relais, line);
  addOperation(relais, line);
}

function addReplay(relais: Command, line: CommandLine): void {
  line
    .inspection(relais, 'replay', 'send deliveries of a subscription again, each under a new key')
    .argument('<subscription>', 'id of a subscription')
    .option('--state <state...>', 'deliveries in these states: confirmed, rejected, failed, due, awaiting, removed')
    .option('--reason <reason...>', 'deliveries that were refused or failed for these reasons')
    .option('--batch <id>', 'deliveries whose last attempt was in this batch to the partner')
    .option('--since <moment>', 'deliveries that changed since then', line.moment)
    .option('--until <moment>', 'deliveries that changed before then', line.moment)
    .option('--offer <id...>', 'deliveries of these offers')
    .option('--filter <json>', "offers that pass this filter, as a subscription's `filter`")
    .option('--failed-since <moment>', 'the same as --state failed rejected --since <moment>', line.moment)
    .option(
      '--missing-since <moment>',
      'the same as --state due awaiting failed rejected --since <moment>',
      line.moment,
    )
    .option('--limit <number>', 'most deliveries', line.wholeNumber, 100_000)
    .option('--dry-run', 'count them, name ten, and send nothing', false)
    .option('--wait <seconds>', 'how long to wait for the end; 0 does not', line.wholeNumber, 600)
    .action(async (subscription: string, options) => line.leaveWith(await replay(subscription, options)));
}

function addPartner(relais: Command, line: CommandLine): void {
  const partner = relais
    .command('partner')
    .description('bring partners in, test, pause and look after them, renew their secrets, let them go');
  addOnboarding(partner, line);
  line
    .inspection(partner, 'list', 'every subscription: what it holds, and whether it is well')
    .action(async (options) => line.leaveWith(await listPartners(options)));
  line
    .inspection(partner, 'full', 'leave everything that the partner should hold, to take the place of all it holds')
    .argument('<subscription>', 'id of a subscription whose channel knows full sets (SFTP)')
    .option('--wait <seconds>', 'how long to wait for the end; 0 does not', line.wholeNumber, 600)
    .action(async (subscription: string, options) => line.leaveWith(await leaveFullSet(subscription, options)));
  for (const [change, description] of [
    ['pause', 'hold the deliveries of a subscription back; what is due stays due'],
    ['resume', 'let the deliveries of a subscription go again'],
  ] as const) {
    line
      .inspection(partner, change, description)
      .argument('<subscription>', 'id of a subscription')
      .option('--reason <words>', 'why; kept with the decision', '')
      .action(async (subscription: string, options) =>
        line.leaveWith(await holdPartner(subscription, change, options)),
      );
  }
}

function addOperation(relais: Command, line: CommandLine): void {
  const operation = relais.command('operation').description('list, pause, resume and cancel replays and comparisons');
  line
    .inspection(operation, 'list', 'the newest operations, and how far they are')
    .option('--limit <number>', 'how many', line.wholeNumber, 20)
    .action(async (options) => line.leaveWith(await listOperations(options)));
  for (const [change, description] of [
    ['pause', 'stop an operation where it is'],
    ['resume', 'let an operation go on'],
    ['cancel', 'end an operation; what was done stays done'],
  ] as const) {
    line
      .inspection(operation, change, description)
      .argument('<operation>', 'id of an operation')
      .action(async (id: string, options) => line.leaveWith(await changeOperation(id, change, options)));
  }
}
