import { EXIT } from '@relais/configuration';
import { Command, InvalidArgumentError } from 'commander';
import { dedup } from './commands/dedup.ts';
import { audit, checkConfiguration, status, trace } from './commands/inspect.ts';
import { map } from './commands/map.ts';
import { normalise } from './commands/normalise.ts';
import { importReference } from './commands/reference.ts';
import { run } from './commands/run.ts';

const CONFIG_HELP = 'configuration (default: $RELAIS_CONFIG, else relais.yaml)';
const EXIT_HELP = `
Exit codes:
  0  done, and the books balance
  1  it failed, or the books do not balance, or nothing was found
  2  the call or the configuration is at fault`;

/** The command line. Each command returns its exit code. */
export function program(): Command {
  const relais = new Command('relais')
    .description('Moves job offers between the Belgian public employment services and out to their partners.')
    .addHelpText('after', EXIT_HELP)
    .exitOverride();
  addRun(relais);
  addInspection(relais);
  addFilters(relais);
  return relais;
}

function addRun(relais: Command): void {
  relais
    .command('run')
    .description('run all stages in this process: follow the sources until Ctrl-C, or one nightly round with --once')
    .option('--config <path>', CONFIG_HELP)
    .option('--simulate', 'read from simulated services and deliver to simulated partners', false)
    .option('--once', 'one round: read everything, deliver, print the books', false)
    .option('--offers <number>', 'simulated offers', wholeNumber, 2_000)
    .option('--seed <number>', 'seed of the simulation', wholeNumber, 1)
    .option('--recorded <folder>', 'with --simulate: serve the real offer files of this folder too')
    .option('--directory <folder>', 'where the embedded file and the archive are kept')
    .option('--json', 'print the books as one JSON object', false)
    .addHelpText('after', EXIT_HELP)
    .action(async (options: Parameters<typeof run>[0]) => leaveWith(await run(options)));
}

function addInspection(relais: Command): void {
  inspection(relais, 'status', 'how everything stands now').action(async (options) => leaveWith(await status(options)));
  inspection(relais, 'audit', 'prove that the books balance, or list what does not').action(async (options) =>
    leaveWith(await audit(options)),
  );
  inspection(relais, 'trace', 'the whole story of an offer')
    .argument('<name>', 'offer id, <source>:<reference>, or a reference of a source or an origin')
    .action(async (name: string, options) => leaveWith(await trace(name, options)));
  const config = relais.command('config').description('the configuration');
  config
    .command('check')
    .description('name every fault of a configuration')
    .option('--config <path>', CONFIG_HELP)
    .option('--json', 'print JSON', false)
    .addHelpText('after', EXIT_HELP)
    .action((options) => leaveWith(checkConfiguration(options)));
}

function inspection(parent: Command, name: string, description: string) {
  return parent
    .command(name)
    .description(description)
    .option('--config <path>', CONFIG_HELP)
    .option('--simulate', 'look at what `npm start` or `run --simulate` left behind', false)
    .option('--directory <folder>', 'where the embedded file is (default: as configured; ./var with --simulate)')
    .option('--json', 'print JSON', false)
    .addHelpText('after', EXIT_HELP);
}

function addFilters(relais: Command): void {
  relais
    .command('normalise')
    .description('write the normalised vacancies of raw files as JSON Lines; records at fault go to standard error')
    .argument('<source>', 'kind of source, or the id of a source of the configuration')
    .argument('<file...>', 'raw answers or files as the source delivers them')
    .option('--config <path>', 'configuration that has the source')
    .option('--json', 'report records at fault as JSON Lines', false)
    .addHelpText('after', EXIT_HELP)
    .action(async (source: string, files: string[], options) => leaveWith(await normalise(source, files, options)));
  relais
    .command('map')
    .description('code job titles: JSON Lines {"id","title","lang"?,"text"?,"codes"?} in, codings out, best first')
    .option('--top <number>', 'most occupations of each kind', wholeNumber, 5)
    .option('--reference <release>', '`starter`, a release file, or a folder of reference tables', 'starter')
    .option('--json', 'JSON Lines (always so)', true)
    .addHelpText('after', EXIT_HELP)
    .action(async (options) => leaveWith(await map(options)));
  relais
    .command('dedup')
    .description('tell which normalised vacancies are one job: JSON Lines in, {"key","offer"} lines out')
    .option('--reference <release>', 'accepted for symmetry with map; merging needs no reference tables')
    .option('--json', 'JSON Lines (always so)', true)
    .addHelpText('after', EXIT_HELP)
    .action(async () => leaveWith(await dedup()));
  relais
    .command('reference')
    .description('reference releases of Competent, ESCO, ROME and ISCO')
    .command('import')
    .description('build one release file from a folder of reference tables')
    .argument('<folder>', 'folder with competent/, esco/, rome/ and isco/')
    .requiredOption('--out <path>', 'release file to write')
    .option('--json', 'print JSON', false)
    .addHelpText('after', EXIT_HELP)
    .action(async (folder: string, options) => leaveWith(await importReference(folder, options)));
}

function leaveWith(code: number): void {
  if (code !== EXIT.ok) process.exitCode = code;
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('it must be a whole number.');
  return Number(text);
}
