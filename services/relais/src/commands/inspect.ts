import { existsSync } from 'node:fs';
import {
  type Configuration,
  configurationPath,
  EXIT,
  embeddedPath,
  loadConfiguration,
  openStores,
  processHolder,
  requireConfiguration,
  type ServiceContext,
  type Stores,
} from '@relais/configuration';
import {
  auditBooks,
  auditSurroundings,
  collectStatus,
  type OfferTrace,
  statusSurroundings,
  traceOffers,
} from '@relais/ops';
import { createLogger, shutdownSignal } from '@relais/runtime';
import { commandErrors } from '../errors.ts';
import { booksText, textTable } from '../run/books-table.ts';
import { statusText } from '../run/live-view.ts';
import { environmentOfNowhere, simulatedConfigurationPath } from '../run/simulated-configuration.ts';

export interface CheckOptions {
  readonly config?: string;
  readonly json: boolean;
}

export interface InspectOptions extends CheckOptions {
  readonly simulate: boolean;
  readonly directory?: string;
}

/** `relais status`: how everything stands now. */
export function status(options: InspectOptions): Promise<number> {
  return inspect(options, async (context) => {
    const now = await collectStatus(statusSurroundings(context));
    print(options, now, () => statusText(now));
    return EXIT.ok;
  });
}

/** `relais audit`: proves that the books balance, or lists what does not. */
export function audit(options: InspectOptions): Promise<number> {
  return inspect(options, async (context) => {
    const books = await auditBooks(auditSurroundings(context));
    print(options, books, () => booksText(books, { enricher: 0, sink: 0, due: 0, awaiting: 0, asked: 0 }));
    return books.balanced ? EXIT.ok : EXIT.failed;
  });
}

/** `relais trace`: the whole story of an offer, found by its id or by a reference of a source. */
export function trace(name: string, options: InspectOptions): Promise<number> {
  return inspect(options, async (context) => {
    const found = await traceOffers(context.stores.ledger, name);
    print(options, found, () => found.map(traceText).join('\n') || `Nothing is known by the name ${name}.\n`);
    return found.length > 0 ? EXIT.ok : EXIT.failed;
  });
}

/** `relais config check`: every fault of a configuration at once. Opens nothing. */
export function checkConfiguration(options: CheckOptions): number {
  const path = options.config ?? configurationPath(process.env);
  const loaded = loadConfiguration({ path, environment: process.env });
  const faults = loaded.ok ? [] : loaded.faults;
  print(options, { path, ok: loaded.ok, faults }, () =>
    loaded.ok ? `${path} is in order.\n` : `${faults.map((fault) => `${fault.path}: ${fault.message}`).join('\n')}\n`,
  );
  return loaded.ok ? EXIT.ok : EXIT.usage;
}

/** Opens the stores of an installation that is there, for one command, and closes them after it. */
export async function inspect(
  options: InspectOptions,
  work: (context: ServiceContext) => Promise<number>,
): Promise<number> {
  const inspected = inspectedConfiguration(options);
  const logger = createLogger({ service: 'relais', level: 'warn' });
  const stores = await openStores(inspected, logger);
  try {
    const configuration = options.simulate ? await withSourcesRead(inspected, stores) : inspected;
    const signal = shutdownSignal();
    return await work({ configuration, stores, logger, signal, holder: processHolder('relais') });
  } finally {
    await stores.close();
  }
}

/** A look makes no installation: an embedded file must be there. */
function inspectedConfiguration(options: InspectOptions): Configuration {
  const loaded = options.simulate ? simulatedConfiguration(options) : givenConfiguration(options);
  const configuration = options.directory === undefined ? loaded : { ...loaded, directory: options.directory };
  const path = embeddedPath(configuration);
  if (configuration.log.driver === 'embedded' && !existsSync(path)) {
    throw commandErrors.create('COMMAND_NO_INSTALLATION', { path });
  }
  return configuration;
}

function givenConfiguration(options: InspectOptions): Configuration {
  const path = options.config ?? configurationPath(process.env);
  return requireConfiguration({ path, environment: process.env });
}

function simulatedConfiguration(options: InspectOptions): Configuration {
  if (options.config !== undefined) throw commandErrors.create('COMMAND_NO_SIMULATION');
  return requireConfiguration({ path: simulatedConfigurationPath(true), environment: environmentOfNowhere() });
}

/** The recorded sources are there only when the simulation was run with them. */
async function withSourcesRead(configuration: Configuration, { ledger }: Stores): Promise<Configuration> {
  const read = await Promise.all(
    configuration.sources.map(({ id }) => ledger.batches.list({ source: id, limit: 1, offset: 0 })),
  );
  return { ...configuration, sources: configuration.sources.filter((_, index) => read[index]?.length === 1) };
}

/** Writes the result: as JSON when that was asked for, else as text. */
export function print(options: CheckOptions, value: unknown, text: () => string): void {
  process.stdout.write(options.json ? `${JSON.stringify(value)}\n` : text());
}

function traceText({ offer, vacancies, deliveries, attempts }: OfferTrace): string {
  const members = vacancies.map((row) => [
    row.key,
    String(row.version),
    row.batchId,
    new Date(row.changedAt).toISOString(),
  ]);
  const standing = deliveries.map((one) => [
    ...[one.subscription, one.state, String(one.revision), String(one.confirmedRevision ?? ''), one.reason ?? ''],
    ...[one.detail ?? '', new Date(one.changedAt).toISOString()],
  ]);
  const tries = attempts.map((one) => [
    ...[new Date(one.startedAt).toISOString(), one.subscription, String(one.revision), one.outcome, one.reason ?? ''],
    `${one.endedAt - one.startedAt} ms`,
  ]);
  return [
    `offer ${offer.id}, version ${offer.version}, ${offer.status}, changed ${offer.changedAt}`,
    ...Object.entries(offer.vacancy?.titles ?? {}).map(([language, title]) => `  ${language}: ${title}`),
    ...(offer.coding?.reasons ?? []).map((reason) => `  coding: ${reason}`),
    ...offer.members.map((member) => `  member ${member.source}:${member.reference}: ${member.reason}`),
    '',
    textTable(['vacancy', 'version', 'batch', 'changed'], members),
    '',
    textTable(['subscription', 'state', 'revision', 'confirmed', 'reason', 'detail', 'since'], standing),
    '',
    textTable(['attempt', 'subscription', 'revision', 'outcome', 'reason', 'took'], tries),
    '',
  ].join('\n');
}
