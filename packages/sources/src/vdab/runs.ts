import { instant, type Logger } from '@relais/runtime';
import { z } from 'zod';
import { sourceErrors } from '../errors.ts';
import { Listing } from '../http/listing.ts';
import { mapAhead } from '../http/map-ahead.ts';
import type { ReadRequest, SourceAdapter, SourceContext, SourceItem, SourcePage, SourceRun } from '../port.ts';
import { unreadable } from '../records/items.ts';
import { parseJson } from '../records/json-text.ts';
import { profileOf } from '../settings.ts';
import { openVdabClient, type VdabClient, type Window } from './client.ts';
import { DetailReader } from './details.ts';
import type { VdabRow } from './records.ts';
import type { VdabSettings } from './settings.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** `until`: every change up to this instant has been read. */
const cursorSchema = z.object({ until: z.iso.datetime() });

/** Something to hand out: a page that is ready, or references whose details are still to be read. */
type Task = { readonly page: SourcePage } | { readonly references: readonly string[] };

interface Reading {
  readonly source: string;
  readonly settings: VdabSettings;
  readonly context: SourceContext;
  readonly client: VdabClient;
  readonly details: DetailReader;
}

export function openVdab(source: string, settings: VdabSettings, context: SourceContext): SourceAdapter {
  const client = openVdabClient(source, settings, context);
  const profile = { ...profileOf(source, settings, 'vdab'), publicUrl: settings.publicUrl };
  const details = new DetailReader(client, profile, context.logger);
  const reading: Reading = { source, settings, context, client, details };
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
 * nothing tells which of the known ones changed.
 */
async function* runsOf(reading: Reading, request: ReadRequest): AsyncGenerator<SourceRun, void, undefined> {
  const window = windowOf(reading, request.cursor);
  if (window !== null) yield deltaRun(reading, window);
  request.signal.throwIfAborted();
  if (request.scope === 'round' || window === null) yield snapshotRun(reading, window !== null);
}

/** From the cursor, reaching back by the overlap, to now; null when there is no cursor or the window would be too long. */
function windowOf({ source, settings, context }: Reading, cursor: string | null): Window | null {
  if (cursor === null) return null;
  const json = parseJson(Buffer.from(cursor));
  const stored = cursorSchema.safeParse(json.ok ? json.value : null);
  if (!stored.success) throw sourceErrors.create('SOURCE_CURSOR_INVALID', { source });
  const now = context.clock.now();
  const from = Math.min(Date.parse(stored.data.until), now) - settings.overlapMinutes * MINUTE_MS;
  if (now - from > settings.windowDays * DAY_MS) return null;
  return { from: new Date(from).toISOString(), to: new Date(now).toISOString() };
}

function deltaRun(reading: Reading, window: Window): SourceRun {
  const { client, settings } = reading;
  const signalled = (signal: AbortSignal) =>
    new Listing<VdabRow>({
      pageSize: settings.pageSize,
      readings: 1,
      tolerance: 1,
      // A reference may be named once as removed and once as published: both rows count.
      keyOf: (row) => (row.reference === null ? null : `${row.reference} ${row.published}`),
      isIgnored: (row) => row.ignored,
      read: (offset) => client.bulk(window, offset, signal),
    });
  let cursor: string | null = null;
  return {
    mode: 'delta',
    subject: `bulk ${window.from} to ${window.to}`,
    async *pages(signal) {
      const listing = signalled(signal);
      yield* read(reading, changedTasks(reading, listing), listing, signal);
      refuseFaults(reading.source, listing);
      cursor = JSON.stringify({ until: window.to });
    },
    end: () => ({ cursor, complete: false }),
    settle: () => Promise.resolve(),
  };
}

function snapshotRun(reading: Reading, knownAreCurrent: boolean): SourceRun {
  const { client, context, settings } = reading;
  const moment = instant(context.clock);
  let complete = false;
  return {
    mode: 'snapshot',
    subject: `initial ${moment}`,
    async *pages(signal) {
      const listing = new Listing<VdabRow>({
        pageSize: settings.pageSize,
        readings: settings.listReadings,
        tolerance: settings.tolerance,
        keyOf: (row) => row.reference,
        isIgnored: (row) => row.ignored,
        read: (offset) => client.initial(moment, offset, signal),
      });
      yield* read(reading, listedTasks(reading, listing, knownAreCurrent), listing, signal);
      refuseFaults(reading.source, listing);
      complete = listing.complete;
    },
    // After a delta run the cursor stays with it: what changed since was only named here, not read.
    end: () => ({ cursor: knownAreCurrent ? null : JSON.stringify({ until: moment }), complete }),
    settle: () => Promise.resolve(),
  };
}

/** Hands out pages in order while the details of the next ones are under way. */
async function* read(
  { settings, details, source, context }: Reading,
  tasks: AsyncIterable<Task>,
  listing: Listing<VdabRow>,
  signal: AbortSignal,
): AsyncGenerator<SourcePage, void, undefined> {
  const pages = mapAhead(tasks, settings.details.parallel, signal, async (task, working) =>
    'page' in task ? [task.page] : await details.read(task.references, working),
  );
  for await (const group of pages) {
    for (const page of group) yield { ...page, announced: listing.announced };
  }
  logIgnored(context.logger, source, listing);
}

/** All rows first: only then is it certain which references end as published. */
async function* changedTasks({ settings }: Reading, listing: Listing<VdabRow>): AsyncGenerator<Task, void, undefined> {
  const published = new Set<string>();
  const removed: SourcePage[] = [];
  for await (const { archiveHash, rows } of listing.pages()) {
    const items = rows.flatMap(({ row, position }): SourceItem[] => {
      if (row.reference === null) return [withoutReference(position)];
      if (!row.published) return [{ kind: 'withdrawn', position, reference: row.reference, reason: 'status' }];
      published.add(row.reference);
      return [];
    });
    removed.push({ archiveHash, items, announced: null });
  }
  for (const page of removed) {
    yield {
      page: { ...page, items: page.items.filter(({ reference }) => reference === null || !published.has(reference)) },
    };
  }
  yield* chunks([...published], settings.details.perCall);
}

async function* listedTasks(
  { settings, context }: Reading,
  listing: Listing<VdabRow>,
  knownAreCurrent: boolean,
): AsyncGenerator<Task, void, undefined> {
  let wanted: string[] = [];
  for await (const { archiveHash, rows } of listing.pages()) {
    const references = rows.flatMap(({ row }) => row.reference ?? []);
    const known = knownAreCurrent ? await context.known(references) : new Set<string>();
    const items = rows.flatMap(({ row, position }): SourceItem[] => {
      const { reference } = row;
      if (reference === null) return [withoutReference(position)];
      if (!row.published) return [{ kind: 'withdrawn', position, reference, reason: 'status' }];
      if (known.has(reference)) return [{ kind: 'present', position, reference }];
      wanted.push(reference);
      return [];
    });
    yield { page: { archiveHash, items, announced: null } };
    const whole = wanted.length - (wanted.length % settings.details.perCall);
    yield* chunks(wanted.slice(0, whole), settings.details.perCall);
    wanted = wanted.slice(whole);
  }
  yield* chunks(wanted, settings.details.perCall);
}

function* chunks(references: readonly string[], size: number): Generator<Task, void, undefined> {
  for (let from = 0; from < references.length; from += size) yield { references: references.slice(from, from + size) };
}

function withoutReference(position: number): SourceItem {
  const reason = 'vacatureReferentie.interneReferentie is missing';
  return unreadable({ position, reference: null }, 'parse', 'RECORD_WITHOUT_REFERENCE', reason);
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
