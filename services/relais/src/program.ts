import { EXIT } from '@relais/configuration';
import { NEWEST_ATTEMPTS } from '@relais/ops';
import { Command, Help, InvalidArgumentError, type Option } from 'commander';
import workspace from '../../../package.json' with { type: 'json' };
import { backup } from './commands/backup.ts';
import { checkConfiguration } from './commands/config-check.ts';
import { diffConfigurations } from './commands/config-diff.ts';
import { dedup } from './commands/dedup.ts';
import { ingest } from './commands/ingest.ts';
import { decideBatch, listBatches } from './commands/ingest-batches.ts';
import { audit, status, trace } from './commands/inspect.ts';
import { map } from './commands/map.ts';
import { normalise } from './commands/normalise.ts';
import { importPlaces, listPlaces, showPlace, usePlaces } from './commands/places.ts';
import { rebuildLedger } from './commands/rebuild.ts';
import { recover } from './commands/recover.ts';
import { diffReferences, importReference, listReferences, useReference } from './commands/reference.ts';
import { run } from './commands/run.ts';
import { addDeliveryCommands } from './delivery-commands.ts';
import { addOfferCommands } from './offer-commands.ts';
import { callErrorText } from './report.ts';

const CONFIG_HELP = 'configuration (default: $RELAIS_CONFIG, else relais.yaml)';
const RELEASE_HELP = 'id of a release as listed, a release file, or `starter`';
const EXIT_HELP = `
Exit codes:
  0  done, and the books balance
  1  it failed, or the books do not balance, or nothing was found
  2  the call, the configuration, or a file, folder or id that either names is at fault: nothing was done
  3  done, and a batch is held until somebody decides about its absences (ingest)`;

/** The commands by what somebody wants to do. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  Run: ['run', 'config'],
  'Read sources': ['ingest', 'batch'],
  'Look, and prove': ['status', 'audit', 'trace', 'explain'],
  'Look after partners and deliveries': ['partner', 'replay', 'reconcile', 'operation'],
  'Decide about offers': ['merge', 'split', 'rule', 'review'],
  'Work on files, without an installation': ['normalise', 'map', 'dedup'],
  'Import reference data': ['reference', 'places'],
  'Copy and repair stores': ['rebuild', 'backup', 'recover'],
};

const REBUILD_EXITS = `
Here 0 says that the ledger is rebuilt, 1 that it is not, or not whole (call it again with --discard), and 2 that nothing was
touched: the ledger is not empty, or a stage runs.`;

/** The command line. Each command returns its exit code; what is wrong with a call is told as JSON where that was asked for. */
export function program(json = false): Command {
  const relais = new Command('relais')
    .description('Moves job offers between the Belgian public employment services and out to their partners.')
    .version(workspace.version)
    .addHelpText('after', EXIT_HELP)
    .configureHelp({ optionDescription })
    .exitOverride();
  if (json) relais.configureOutput({ outputError: (text, write) => write(callErrorText(text)) });
  else relais.showHelpAfterError('(`--help` after the command tells how it is called)');
  addRun(relais);
  addIngest(relais);
  addInspection(relais);
  const line = { inspection, leaveWith, wholeNumber, moment };
  addDeliveryCommands(relais, line);
  addOfferCommands(relais, line);
  addFilters(relais);
  addReference(relais);
  addPlaces(relais);
  addRebuild(relais);
  addBackup(relais);
  for (const command of relais.commands) {
    const [heading] = Object.entries(GROUPS).find(([, names]) => names.includes(command.name())) ?? [];
    if (heading !== undefined) command.helpGroup(`${heading}:`);
  }
  return relais;
}

/** A flag that is off and words that are empty need no default. */
function optionDescription(this: Help, option: Option): string {
  const isOff = option.defaultValue === false || option.defaultValue === '';
  return isOff ? option.description : Help.prototype.optionDescription.call(this, option);
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

function addIngest(relais: Command): void {
  installation(relais, 'ingest', 'read one source once: show what it changes, then do it')
    .option('--directory <folder>', 'where the embedded file is (default: as configured)')
    .argument('<source>', 'id of a source of the configuration')
    .option('--full', 'compare everything, as at night (default: what is new since the last run)')
    .option('--since <moment>', 'what changed since then: a day, or an instant such as 2026-11-22T06:00:00Z', moment)
    .option('--file <path>', 'read one raw file instead of asking the source')
    .option('--snapshot', 'with --file: it holds everything the source has, what is absent from it is withdrawn')
    .option('--dry-run', 'show what would be done and write nothing', false)
    .action(async (source: string, options) => leaveWith(await ingest(source, options)));
  const batch = relais.command('batch').description('list batches, and decide about those that are held');
  inspection(batch, 'list', 'the newest batches')
    .option('--held', 'only those that wait for a decision', false)
    .option('--source <id>', 'only those of one source')
    .action(async (options) => leaveWith(await listBatches(options)));
  decision(batch, 'release', 'withdraw what a held batch did not show and the source has not shown since');
  decision(batch, 'refuse', 'keep what a held batch did not show');
}

function decision(parent: Command, name: 'release' | 'refuse', description: string): void {
  inspection(parent, name, description)
    .argument('<batch>', 'id of a held batch')
    .option('--wait <seconds>', 'how long to wait until ingest has applied it', wholeNumber, 10)
    .action(async (batch: string, options) => leaveWith(await decideBatch(batch, name, options)));
}

function addInspection(relais: Command): void {
  inspection(relais, 'status', 'how everything stands now').action(async (options) => leaveWith(await status(options)));
  inspection(relais, 'audit', 'prove that the books balance, or list what does not').action(async (options) =>
    leaveWith(await audit(options)),
  );
  inspection(relais, 'trace', 'vacancies, deliveries and attempts of an offer, as tables')
    .argument('<name>', 'offer id, <source>:<reference>, or a reference of a source or an origin')
    .option('--attempts <number>', 'how many of the newest attempts', wholeNumber, NEWEST_ATTEMPTS)
    .action(async (name: string, options) => leaveWith(await trace(name, options)));
  const config = relais.command('config').description('check a configuration, or compare it with another one');
  installation(config, 'check', 'name every fault of a configuration').action(async (options) =>
    leaveWith(await checkConfiguration(options)),
  );
  inspection(
    config,
    'diff',
    'how many offers another configuration adds to, removes from and changes at every subscription',
  )
    .argument('<new>', 'the configuration that is to come; nothing is written')
    .action(async (path: string, options) => leaveWith(await diffConfigurations(path, options)));
}

/** A command on what an installation has left behind, or one that is simulated. */
function inspection(parent: Command, name: string, description: string): Command {
  return installation(parent, name, description)
    .option('--simulate', 'work on what `npm start` or `run --simulate` left behind', false)
    .option('--directory <folder>', 'where the embedded file is (default: as configured; ./var with --simulate)');
}

function installation(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .option('--config <path>', CONFIG_HELP)
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
    .option('--top <number>', 'how many occupations of each classification', fromOne, 5)
    .option(
      '--reference <release>',
      '`starter`, a release file, a folder of releases with one in use, or a folder of reference tables',
      'starter',
    )
    .option('--json', 'report lines at fault as JSON Lines, too', false)
    .addHelpText('after', EXIT_HELP)
    .action(async (options) => leaveWith(await map(options)));
  relais
    .command('dedup')
    .description('tell which normalised vacancies are one job: JSON Lines in, {"key","offer"} lines out')
    .option(
      '--reference <release>',
      'also code titles, so that one job is found under titles in two languages; takes what `map --reference` takes',
    )
    .option('--json', 'report lines at fault as JSON Lines, too', false)
    .addHelpText('after', EXIT_HELP)
    .action(async (options) => leaveWith(await dedup(options)));
}

function addReference(relais: Command): void {
  const reference = relais
    .command('reference')
    .description('import, list, compare and use releases of Competent, ESCO, ROME and ISCO (docs/coding.md)');
  const sub = (name: string, description: string) =>
    reference
      .command(name)
      .description(description)
      .option('--releases <folder>', 'where release files are kept', 'var/releases')
      .option('--json', 'print JSON', false)
      .addHelpText('after', EXIT_HELP);
  sub('import', 'build one release file from a folder of reference tables, and train the coder on it (about a minute)')
    .argument('<folder>', 'folder with competent/, esco/, rome/ and isco/')
    .option('--out <path>', 'release file to write (default: named after the release, in the folder of releases)')
    .action(async (folder: string, options) => leaveWith(await importReference(folder, options)));
  sub('list', 'the releases that are kept, with the one in use marked').action(async (options) =>
    leaveWith(await listReferences(options)),
  );
  sub('diff', 'which occupations appear, vanish or change their title, and which labels move')
    .argument('<before>', RELEASE_HELP)
    .argument('<after>', RELEASE_HELP)
    .action(async (before: string, after: string, options) => leaveWith(await diffReferences(before, after, options)));
  sub('use', 'put a release into use: whoever opens the folder of releases gets it')
    .argument('<id>', RELEASE_HELP)
    .action(async (id: string, options) => leaveWith(await useReference(id, options)));
}

function addPlaces(relais: Command): void {
  const places = relais
    .command('places')
    .description("import, list, use and look up Belgium's municipalities and postcodes (docs/places.md)");
  const sub = (name: string, description: string) =>
    places
      .command(name)
      .description(description)
      .option('--releases <folder>', 'where files of places are kept', 'var/releases')
      .option('--json', 'print JSON', false)
      .addHelpText('after', EXIT_HELP);
  sub('import', 'build one file of places from a folder of tables')
    .argument('<folder>', 'folder with tables of municipalities and postcodes; they are known by their columns')
    .option('--out <path>', 'file to write (default: named after its content, in the folder of releases)')
    .action(async (folder: string, options) => leaveWith(await importPlaces(folder, options)));
  sub('list', 'the files that are kept, with the one in use marked').action(async (options) =>
    leaveWith(await listPlaces(options)),
  );
  sub('use', 'put a file of places into use: whoever opens the folder of releases gets it')
    .argument('<id>', 'id of the places, as listed')
    .action(async (id: string, options) => leaveWith(await usePlaces(id, options)));
  sub('show', 'municipality, codes, province, region and position of a place')
    .argument('<place>', 'postcode, NIS code of today or of before a merger, or a name in any official language')
    .option('--places <path>', 'file of places, or a folder with one in use (default: the folder of releases)')
    .option('--municipality <name>', 'with a postcode: the municipality or part of it that is meant')
    .option('--within <km>', 'also the postcodes so near to it', wholeNumber)
    .action((place: string, options) => leaveWith(showPlace(place, options)));
}

function addRebuild(relais: Command): void {
  const rebuild = relais.command('rebuild').description('build a store anew from the log');
  inspection(rebuild, 'ledger', 'build the ledger anew from the log, while no stage runs (docs/rebuild.md)')
    .option('--discard', 'throw away what the ledger holds; without it a ledger that is not empty is left alone', false)
    .addHelpText('after', REBUILD_EXITS)
    .action(async (options) => leaveWith(await rebuildLedger(options)));
}

function addBackup(relais: Command): void {
  inspection(relais, 'backup', 'copy the embedded file while it is in use (docs/operations.md)')
    .argument('<file>', 'where the copy is made; a file that is there is never written over')
    .action((file: string, options) => leaveWith(backup(file, options)));
  inspection(relais, 'recover', 'go on from stores that were put back to an earlier day, while no stage runs').action(
    async (options) => leaveWith(await recover(options)),
  );
}

function leaveWith(code: number): void {
  if (code !== EXIT.ok) process.exitCode = code;
}

/** An instant from a day (its beginning in UTC) or an instant with its offset. */
function moment(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/.test(text) || Number.isNaN(Date.parse(text))) {
    throw new InvalidArgumentError('it must be a day or an instant with its offset.');
  }
  return new Date(text).toISOString();
}

function fromOne(text: string): number {
  if (wholeNumber(text) === 0) throw new InvalidArgumentError('it must be a whole number from 1.');
  return Number(text);
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('it must be a whole number of at most 15 digits.');
  return Number(text);
}
