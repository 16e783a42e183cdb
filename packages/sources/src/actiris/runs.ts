import { instant } from '@relais/runtime';
import { dayIn } from '@relais/vacancy';
import { z } from 'zod';
import { sourceErrors } from '../errors.ts';
import { Listing } from '../http/listing.ts';
import type { ReadRequest, SourceAdapter, SourceContext, SourcePage, SourceRun } from '../port.ts';
import { DriftWatch, knownFields } from '../records/drift.ts';
import { parseJson } from '../records/json-text.ts';
import { profileOf } from '../settings.ts';
import { type ActirisClient, openActirisClient } from './client.ts';
import type { ActirisProfile } from './normalise.ts';
import { itemOf, referenceOf } from './records.ts';
import { actirisOffer, FIELDS_THAT_MATTER } from './schema.ts';
import type { ActirisSettings, Pass } from './settings.ts';

/** `since`: the day on which the last run began; its changes are read again. `generation`: the one that answered. */
const cursorSchema = z.object({ since: z.iso.date(), generation: z.enum(['A', 'B']).nullish() });

const KNOWN = knownFields(actirisOffer);
const DAY_MS = 86_400_000;

interface Reading {
  readonly source: string;
  readonly settings: ActirisSettings;
  readonly context: SourceContext;
  readonly client: ActirisClient;
  readonly profile: ActirisProfile;
}

export function openActiris(source: string, settings: ActirisSettings, context: SourceContext): SourceAdapter {
  const client = openActirisClient(source, settings, context);
  const reading = { source, settings, context, client, profile: actirisProfile(source, settings) };
  return {
    runs: (request) => runsOf(reading, request),
    close() {
      client.close();
      return Promise.resolve();
    },
  };
}

export function actirisProfile(source: string, settings: ActirisSettings): ActirisProfile {
  const { publicUrl, echoServices } = settings;
  return { ...profileOf(source, settings, 'actiris'), publicUrl, echoServices };
}

/** At night everything: rows are whole offers, so a delta before it would add nothing. In between, by day of change. */
async function* runsOf(reading: Reading, request: ReadRequest): AsyncGenerator<SourceRun, void, undefined> {
  await Promise.resolve();
  request.signal.throwIfAborted();
  const cursor = readCursor(reading.source, request.cursor);
  if (cursor?.generation) reading.client.expect(cursor.generation);
  const since = cursor === null ? null : daysBefore(cursor.since, reading.settings.overlapDays);
  yield runOf(reading, request.scope === 'round' ? null : since);
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);
}

function readCursor(source: string, cursor: string | null) {
  if (cursor === null) return null;
  const json = parseJson(Buffer.from(cursor));
  const stored = cursorSchema.safeParse(json.ok ? json.value : null);
  if (!stored.success) throw sourceErrors.create('SOURCE_CURSOR_INVALID', { source });
  return stored.data;
}

function runOf(reading: Reading, modifiedSince: string | null): SourceRun {
  const { context, settings, client } = reading;
  const today = dayIn(instant(context.clock), settings.zone);
  let complete = false;
  let drift: DriftWatch | null = null;
  return {
    mode: modifiedSince === null ? 'snapshot' : 'delta',
    subject: modifiedSince === null ? 'all offers' : `offers modified since ${modifiedSince}`,
    async *pages(signal) {
      const listings = settings.passes.map((pass) => ({
        pass,
        listing: listingOf(reading, pass, modifiedSince, signal),
      }));
      complete = false;
      const watch = new DriftWatch({ source: reading.source, known: KNOWN, matters: FIELDS_THAT_MATTER });
      drift = watch;
      const announced = () => listings.reduce((sum, { listing }) => sum + (listing.announced ?? 0), 0);
      const seen = new Set<string>();
      for (const { pass, listing } of listings) {
        for await (const page of passPages({ ...reading, watch }, pass, listing, seen))
          yield { ...page, announced: announced() };
      }
      const fault = listings.flatMap(({ listing }) => listing.faults).at(0)?.fault;
      if (fault)
        throw sourceErrors.create('SOURCE_ANSWER_UNREADABLE', { source: reading.source, call: 'a page', fault });
      // A catalogue of nothing is whole by its own count, and never true of this service.
      complete = modifiedSince === null && announced() > 0 && listings.every(({ listing }) => listing.complete);
    },
    end: () => ({
      cursor: JSON.stringify({ since: today, generation: client.generation }),
      complete,
      drift: drift?.drift ?? [],
    }),
    settle: () => Promise.resolve(),
  };
}

function listingOf(
  { client, settings }: Reading,
  pass: Pass,
  modifiedSince: string | null,
  signal: AbortSignal,
): Listing<unknown> {
  return new Listing<unknown>({
    pageSize: settings.pageSize,
    readings: settings.listReadings,
    tolerance: settings.tolerance,
    keyOf: referenceOf,
    read: (offset) => client.search({ pass, modifiedSince }, offset, signal),
  });
}

/** An offer that stands in two passes belongs to the first of them: to the echoes, when it is one. */
async function* passPages(
  { profile, watch }: Reading & { readonly watch: DriftWatch },
  pass: Pass,
  listing: Listing<unknown>,
  seen: Set<string>,
): AsyncGenerator<SourcePage, void, undefined> {
  for await (const { archiveHash, rows } of listing.pages()) {
    watch.see(rows.map(({ row }) => row));
    const fresh = rows.filter(({ row }) => !seen.has(referenceOf(row) ?? ''));
    for (const { row } of fresh) seen.add(referenceOf(row) ?? '');
    seen.delete('');
    const items = fresh.map(({ row, position }) => itemOf(row, position, pass, profile));
    for (const item of items) if (item.kind === 'vacancy') watch.codes(item.vacancy.unknownCodes);
    yield { archiveHash, items, announced: null };
  }
}
