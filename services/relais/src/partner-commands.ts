import { type Command, InvalidArgumentError, Option } from 'commander';
import { addPartner, READING_QUOTA } from './commands/partner-add.ts';
import { printPartnerPage } from './commands/partner-page.ts';
import { removePartner } from './commands/partner-remove.ts';
import { rotatePartner } from './commands/partner-rotate.ts';
import { testPartner } from './commands/partner-test.ts';
import type { CommandLine } from './delivery-commands.ts';

const SUBSCRIPTION = 'id of a subscription';
const QUOTA_HELP = 'with --grant: bytes a second that the partner may read from each broker; 0 for any number';

/** The commands that bring a partner in, look after its secrets and let it go. */
export function addOnboarding(partner: Command, line: CommandLine): void {
  addAdd(partner, line);
  line
    .inspection(partner, 'test', "try whether the partner's end keeps to the contract, and tell what to mend")
    .argument('<subscription>', SUBSCRIPTION)
    .option('--feed-url <url>', 'address that partners reach the feed server at (default: as configured)', webAddress)
    .action(async (subscription: string, options) => line.leaveWith(await testPartner(subscription, options)));
  grant(configured(partner, 'rotate', 'make a new secret beside the old one, and tell what to do with it when'), line)
    .argument('<subscription>', SUBSCRIPTION)
    .requiredOption('--secrets <folder>', 'folder that the file of the secret is made in')
    .option('--json', 'print JSON', false)
    .action(async (subscription: string, options) => line.leaveWith(await rotatePartner(subscription, options)));
  line
    .inspection(partner, 'remove', 'tell what a partner still holds under a subscription, and how it is taken back')
    .argument('<subscription>', SUBSCRIPTION)
    .option('--revoke', 'once nothing is held: take the user of its topic out of the cluster', false)
    .option('--wait <seconds>', 'how long to wait until nothing is held', line.wholeNumber, 0)
    .action(async (subscription: string, options) => line.leaveWith(await removePartner(subscription, options)));
  configured(partner, 'page', "print what a partner's developer needs to know, as Markdown")
    .argument('<subscription>', SUBSCRIPTION)
    .action(async (subscription: string, options) => line.leaveWith(await printPartnerPage(subscription, options)));
}

function addAdd(partner: Command, line: CommandLine): void {
  const add = configured(
    partner,
    'add',
    'print a whole partner for the configuration, its secrets in files of their own',
  )
    .argument('<id>', 'id of the partner')
    .addOption(
      new Option('--channel <kind>', 'how offers reach it')
        .choices(['webhook', 'sftp', 'topic', 'feed'])
        .makeOptionMandatory(),
    )
    .option('--secrets <folder>', 'folder that the file of the secret is made in')
    .option('--out <path>', 'write the block there')
    .option('--name <words>', 'name for people (default: the id)')
    .option('--service <id>', 'the service that the partner is: nothing that came through it goes back to it')
    .option('--subscription <id>', 'id of the subscription (default: <id>-<channel>)')
    .option('--languages <language...>', 'languages of texts and labels, the best first')
    .option('--filter <json>', 'what it wants, as `filter` of the configuration')
    .option('--policy <json>', 'what it may have, as `policy` of the configuration')
    .option('--format <name>', 'what offers are written in (default: relais-json)')
    .option('--url <url>', 'webhook: where calls go')
    .option('--host <name>', 'sftp: the server')
    .option('--port <number>', 'sftp: its port', line.wholeNumber)
    .option('--username <name>', 'sftp: the user')
    .option('--host-key <fingerprint...>', 'sftp: host keys as `ssh-keygen -l` prints them')
    .option('--folder <path>', 'sftp: where files are left')
    .option('--results-folder <path>', 'sftp: where the partner leaves result files')
    .option('--json', 'print JSON', false);
  grant(add, line).action(async (id: string, options) => line.leaveWith(await addPartner(id, options)));
}

function grant(command: Command, line: CommandLine): Command {
  return command
    .option('--grant', 'topic: make the user and its rules in the cluster of the configuration', false)
    .option('--bytes-per-second <number>', QUOTA_HELP, line.wholeNumber, READING_QUOTA);
}

/** A command that reads the configuration and opens no store. */
function configured(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .option('--config <path>', 'configuration (default: $RELAIS_CONFIG, else relais.yaml)');
}

function webAddress(text: string): string {
  if (!/^https?:$/.test(URL.parse(text)?.protocol ?? ''))
    throw new InvalidArgumentError('it must be an address that begins with http:// or https://.');
  return text;
}
