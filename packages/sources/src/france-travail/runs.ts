import { z } from 'zod';
import { sourceErrors } from '../errors.ts';
import { Listing } from '../http/listing.ts';
import type { ReadRequest, SourceAdapter, SourceContext, SourcePage, SourceRun } from '../port.ts';
import { DriftWatch, knownFields } from '../records/drift.ts';
import { DROPPED_FIELDS } from '../records/dropped.ts';
import { parseJson } from '../records/json-text.ts';
import { profileOf } from '../settings.ts';
import { type FranceTravailClient, openFranceTravailClient, type Span } from './client.ts';
import { itemOf, referenceOf } from './records.ts';
import { FIELDS_THAT_MATTER, franceTravailOffer } from './schema.ts';
import type { FranceTravailSettings } from './settings.ts';

/** `until`: every offer created up to this instant has been read. */
const cursorSchema = z.object({ until: z.iso.datetime() });

const KNOWN = knownFields(franceTravailOffer, Object.keys(DROPPED_FIELDS['france-travail']));

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

interface Reading {
  readonly source: string;
  readonly settings: FranceTravailSettings;
  readonly context: SourceContext;
  readonly client: FranceTravailClient;
}

export function openFranceTravail(
  source: string,
  settings: FranceTravailSettings,
  context: SourceContext,
): SourceAdapter {
  const client = openFranceTravailClient(source, settings, context);
  const reading = { source, settings, context, client };
  return {
    runs: (request) => runsOf(reading, request),
    close() {
      client.close();
      return Promise.resolve();
    },
  };
}

/**
 * At night all offers. In between those that were created since: the search knows no filter by change, so edits and
 * withdrawals come with the night.
 */
async function* runsOf(reading: Reading, request: ReadRequest): AsyncGenerator<SourceRun, void, undefined> {
  await Promise.resolve();
  request.signal.throwIfAborted();
  const now = reading.context.clock.now();
  const since = request.scope === 'round' ? null : sinceOf(reading, request.cursor);
  yield runOf(reading, since === null ? null : { from: Math.min(since, now), to: now }, now);
}

function sinceOf({ source, settings }: Reading, cursor: string | null): number | null {
  if (cursor === null) return null;
  const json = parseJson(Buffer.from(cursor));
  const stored = cursorSchema.safeParse(json.ok ? json.value : null);
  if (!stored.success) throw sourceErrors.create('SOURCE_CURSOR_INVALID', { source });
  return Date.parse(stored.data.until) - settings.overlapMinutes * MINUTE_MS;
}

function runOf(reading: Reading, created: Span | null, now: number): SourceRun {
  const until = new Date(now).toISOString();
  let complete = false;
  let latest: SplitSearch | null = null;
  return {
    mode: created === null ? 'snapshot' : 'delta',
    subject: created === null ? 'all offers' : `offers created since ${new Date(created.from).toISOString()}`,
    async *pages(signal) {
      complete = false;
      const search = new SplitSearch(reading, signal);
      latest = search;
      yield* search.pages(created, now);
      // A catalogue of nothing is whole by its own count, and never true of this service.
      complete = created === null && search.complete && search.announced > 0;
    },
    end: () => ({ cursor: JSON.stringify({ until }), complete, drift: latest?.watch.drift ?? [] }),
    settle: () => Promise.resolve(),
  };
}

/** A search that is halved by creation date until each part can be paged through. */
class SplitSearch {
  readonly #reading: Reading;
  readonly #signal: AbortSignal;
  readonly #seen = new Set<string>();
  readonly watch: DriftWatch;
  announced = 0;
  #whole: number | null = null;
  #partsComplete = true;

  constructor(reading: Reading, signal: AbortSignal) {
    this.#reading = reading;
    this.#signal = signal;
    this.watch = new DriftWatch({ source: reading.source, known: KNOWN, matters: FIELDS_THAT_MATTER });
  }

  /** The parts must also add up: an offer whose date lies outside of all of them would be missing without a word. */
  get complete(): boolean {
    const least = (this.#whole ?? 0) * (1 - this.#reading.settings.tolerance);
    return this.#partsComplete && this.announced >= least;
  }

  async *pages(span: Span | null, now: number): AsyncGenerator<SourcePage, void, undefined> {
    const listing = this.#listing(span);
    const pages = listing.pages();
    const first = await pages.next();
    this.#whole ??= listing.announced;
    const { searchLimit, oldest } = this.#reading.settings;
    const whole = span ?? { from: Date.parse(oldest), to: now };
    if ((listing.announced ?? 0) > searchLimit && whole.to - whole.from > SECOND_MS) {
      await pages.return();
      const middle = whole.from + Math.floor((whole.to - whole.from) / 2 / SECOND_MS) * SECOND_MS;
      yield* this.pages({ from: whole.from, to: middle }, now);
      yield* this.pages({ from: Math.min(middle + SECOND_MS, whole.to), to: whole.to }, now);
      return;
    }
    this.announced += listing.announced ?? 0;
    for (let page = first; page.done !== true; page = await pages.next()) yield this.#page(page.value);
    this.#close(listing);
  }

  #listing(span: Span | null): Listing<unknown> {
    const { client, settings } = this.#reading;
    return new Listing<unknown>({
      pageSize: settings.pageSize,
      readings: settings.listReadings,
      tolerance: settings.tolerance,
      keyOf: referenceOf,
      read: async (offset) => {
        if (offset < settings.searchLimit) return await client.search(span, offset, this.#signal);
        return { total: offset, rows: [], archiveHash: null };
      },
    });
  }

  #page({ archiveHash, rows }: { archiveHash: string | null; rows: readonly { row: unknown; position: number }[] }) {
    const profile = profileOf(this.#reading.source, this.#reading.settings, 'france-travail');
    const fresh = rows.filter(({ row }) => !this.#seen.has(referenceOf(row) ?? ''));
    this.watch.see(fresh.map(({ row }) => row));
    const items = fresh.map(({ row, position }) => itemOf(row, position, profile));
    for (const item of items) {
      if (item.reference !== null) this.#seen.add(item.reference);
      if (item.kind === 'vacancy') this.watch.codes(item.vacancy.unknownCodes);
    }
    return { archiveHash, items, announced: this.announced };
  }

  #close(listing: Listing<unknown>): void {
    const fault = listing.faults[0]?.fault;
    const { source } = this.#reading;
    if (fault) throw sourceErrors.create('SOURCE_ANSWER_UNREADABLE', { source, call: 'a page of the search', fault });
    if (!listing.complete) this.#partsComplete = false;
  }
}
