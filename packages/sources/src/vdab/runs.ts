import { instant, isAbort, type Logger } from '@relais/runtime';
import { sourceErrors } from '../errors.ts';
import { Listing } from '../http/listing.ts';
import { mapAhead } from '../http/map-ahead.ts';
import type { ReadRequest, RunEnd, SourceAdapter, SourceContext, SourcePage, SourceRun } from '../port.ts';
import { profileOf } from '../settings.ts';
import { openVdabClient, type VdabClient, type Window } from './client.ts';
import { readCursor, windowOf, writeCursor } from './cursor.ts';
import { DetailReader } from './details.ts';
import { Pass } from './pass.ts';
import type { VdabProfile, VdabRow } from './records.ts';
import type { VdabSettings } from './settings.ts';
import { changedTasks, listedTasks, type Task } from './tasks.ts';

interface Reading {
  readonly source: string;
  readonly settings: VdabSettings;
  readonly context: SourceContext;
  readonly client: VdabClient;
  readonly profile: VdabProfile;
  /** True while the changes could not be read the last time. */
  changesFailed: boolean;
}

/** What a run reads in one pass: a list, and what it makes of it. */
interface Reader {
  readonly listing: Listing<VdabRow>;
  readonly details: DetailReader;
  readonly tasks: AsyncIterable<Task>;
}

const NOTHING_READ: RunEnd = { cursor: null, complete: false };

export function openVdab(source: string, settings: VdabSettings, context: SourceContext): SourceAdapter {
  const client = openVdabClient(source, settings, context);
  const profile = { ...profileOf(source, settings, 'vdab'), publicUrl: settings.publicUrl };
  const reading: Reading = { source, settings, context, client, profile, changesFailed: false };
  return {
    runs: (request) => runsOf(reading, request),
    close() {
      client.close();
      return Promise.resolve();
    },
  };
}

/**
 * With a cursor that `bulk` still reaches: the changes since, and at night the comparison with `initial` after them, which
 * then needs details of unknown references only. Without one: `initial` alone, with the details of everything, for
 * nothing tells which of the known ones changed. Where the changes failed the last time the comparison comes first, so
 * that they cannot keep it from being made; it neither needs them nor moves their cursor.
 */
async function* runsOf(reading: Reading, request: ReadRequest): AsyncGenerator<SourceRun, void, undefined> {
  const cursor = readCursor(reading.source, request.cursor);
  const window = cursor && windowOf(reading.settings, cursor, reading.context.clock.now());
  const changes = window && (() => deltaRun(reading, window, cursor.owed));
  const whole = request.scope === 'round' || window === null ? () => snapshotRun(reading, window !== null) : null;
  for (const run of reading.changesFailed ? [whole, changes] : [changes, whole]) {
    request.signal.throwIfAborted();
    if (run !== null) yield run();
  }
}

function deltaRun(reading: Reading, window: Window, owed: readonly string[]): SourceRun {
  const { client, settings, context } = reading;
  const comparison = { context, perCall: settings.details.perCall, knownAreCurrent: false };
  return runOf(reading, 'delta', `bulk ${window.from} to ${window.to}`, {
    reader(pass) {
      const listing = new Listing<VdabRow>({
        pageSize: settings.pageSize,
        readings: settings.listReadings,
        tolerance: 0,
        counted: 'rows',
        // A reference may be named once as removed and once as published: both rows count.
        keyOf: (row) => (row.reference === null || row.published ? row.reference : `${row.reference}\u0000removed`),
        isIgnored: (row) => row.ignored,
        read: (offset) => client.bulk(window, offset, pass),
      });
      return readerOf(reading, pass, listing, changedTasks(comparison, listing, owed));
    },
    end(pass, { details, listing }) {
      // Rows that a moving list has hidden come with the next reading, which begins where this one did.
      if (!listing.complete)
        context.logger.warn({ source: reading.source }, 'the list of changes moved while it was read');
      const cursor = listing.complete ? writeCursor(pass.reached(window.to), details.owed) : null;
      return { cursor, complete: false };
    },
  });
}

function snapshotRun(reading: Reading, knownAreCurrent: boolean): SourceRun {
  const { client, context, settings } = reading;
  const moment = instant(context.clock);
  const comparison = { context, perCall: settings.details.perCall, knownAreCurrent };
  return runOf(reading, 'snapshot', `initial ${moment}`, {
    reader(pass) {
      const listing = new Listing<VdabRow>({
        pageSize: settings.pageSize,
        readings: settings.listReadings,
        tolerance: settings.tolerance,
        keyOf: (row) => row.reference,
        isIgnored: (row) => row.ignored,
        read: (offset) => client.initial(moment, offset, pass),
      });
      return readerOf(reading, pass, listing, listedTasks(comparison, listing));
    },
    // After a delta run the cursor stays with it: what changed since was only named here, not read. A list of nothing
    // is whole by its own count, and never true of this service.
    end: (pass, { details, listing }) => ({
      cursor: knownAreCurrent ? null : writeCursor(pass.reached(moment), details.owed),
      complete: listing.complete && listing.announced !== 0,
    }),
  });
}

function readerOf(
  { client, profile, settings, context }: Reading,
  pass: Pass,
  listing: Listing<VdabRow>,
  tasks: AsyncIterable<Task>,
): Reader {
  const details = new DetailReader({ client, profile, pass, logger: context.logger, settings: settings.details });
  return { listing, details, tasks };
}

interface RunParts {
  reader(pass: Pass): Reader;
  end(pass: Pass, reader: Reader): RunEnd;
}

function runOf(reading: Reading, mode: SourceRun['mode'], subject: string, parts: RunParts): SourceRun {
  let latest: Pass | null = null;
  let end = NOTHING_READ;
  return {
    mode,
    subject,
    async *pages(signal) {
      const pass = new Pass(reading.source, signal);
      latest = pass;
      end = NOTHING_READ;
      const reader = parts.reader(pass);
      try {
        yield* pagesOf(reading, pass, reader);
        if (mode === 'delta') reading.changesFailed = false;
      } catch (error) {
        if (mode === 'delta' && !isAbort(error)) reading.changesFailed = true;
        throw error;
      }
      end = parts.end(pass, reader);
    },
    end: () => ({ ...end, drift: latest?.drift ?? [] }),
    settle: () => Promise.resolve(),
  };
}

/** Hands out pages in order while the calls for the details of the next ones are under way. */
async function* pagesOf(
  { settings, source, context }: Reading,
  { signal }: Pass,
  { listing, details, tasks }: Reader,
): AsyncGenerator<SourcePage, void, undefined> {
  const pages = mapAhead(tasks, settings.details.parallel, signal, async (task, working) =>
    'page' in task ? [task.page] : await details.read(task.references, working),
  );
  for await (const group of pages) {
    for (const { archiveHash, items } of group) {
      yield { archiveHash, items: typeof items === 'function' ? items() : items, announced: listing.announced };
    }
  }
  refuseFaults(source, listing);
  const vanished = details.vanished();
  if (vanished.items.length > 0) yield { ...vanished, announced: listing.announced };
  logIgnored(context.logger, source, listing);
}

/** What an unread page names is unknown: the batch fails, nothing is withdrawn, and the cursor stays. */
function refuseFaults(source: string, listing: Listing<VdabRow>): void {
  const [first] = listing.faults;
  if (first === undefined) return;
  throw sourceErrors.create('SOURCE_ANSWER_UNREADABLE', { source, call: 'a page of the list', fault: first.fault });
}

function logIgnored(logger: Logger, source: string, listing: Listing<VdabRow>): void {
  if (listing.ignored > 0)
    logger.warn({ source, rows: listing.ignored }, 'rows without a vacancy (NOT_FOUND) were skipped');
}
