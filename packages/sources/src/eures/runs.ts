import { z } from 'zod';
import { sourceErrors } from '../errors.ts';
import type { ReadRequest, SourceAdapter, SourceContext, SourceItem, SourcePage, SourceRun } from '../port.ts';
import { DriftWatch, knownFields } from '../records/drift.ts';
import { unreadable } from '../records/items.ts';
import { parseJson } from '../records/json-text.ts';
import { profileOf } from '../settings.ts';
import { type EuresClient, type EuresList, openEuresClient } from './client.ts';
import { detailItem, type EuresProfile, isActive, referenceOf, rowItem } from './records.ts';
import { DETAIL_FIELDS, euresDetail, REFERENCE_FIELDS } from './schema.ts';
import type { EuresSettings } from './settings.ts';

/** `until`: epoch milliseconds, by the clock that is behind, up to which every change has been read. */
const cursorSchema = z.object({ until: z.number().int().nonnegative() });
const MINUTE_MS = 60_000;
const KNOWN = knownFields(euresDetail);

interface Reading {
  readonly source: string;
  readonly settings: EuresSettings;
  readonly context: SourceContext;
  readonly client: EuresClient;
  readonly profile: EuresProfile;
}

export function openEures(source: string, settings: EuresSettings, context: SourceContext): SourceAdapter {
  const client = openEuresClient(source, settings, context);
  const reading = { source, settings, context, client, profile: euresProfile(source, settings) };
  return {
    runs: (request) => runsOf(reading, request),
    close() {
      client.close();
      return Promise.resolve();
    },
  };
}

export function euresProfile(source: string, settings: EuresSettings): EuresProfile {
  return { ...profileOf(source, settings, source), documentLength: settings.documentLength };
}

/** At night all references, of which the documents of new and changed ones are read. In between the changes. */
async function* runsOf(reading: Reading, request: ReadRequest): AsyncGenerator<SourceRun, void, undefined> {
  await Promise.resolve();
  request.signal.throwIfAborted();
  const since = sinceOf(reading, request.cursor);
  const isRound = request.scope === 'round' || since === null;
  yield runOf(reading, isRound ? 'snapshot' : 'delta', since);
}

function sinceOf({ source, settings }: Reading, cursor: string | null): number | null {
  if (cursor === null) return null;
  const json = parseJson(Buffer.from(cursor));
  const stored = cursorSchema.safeParse(json.ok ? json.value : null);
  if (!stored.success) throw sourceErrors.create('SOURCE_CURSOR_INVALID', { source });
  return Math.max(0, stored.data.until - settings.overlapMinutes * MINUTE_MS);
}

function runOf(reading: Reading, mode: SourceRun['mode'], since: number | null): SourceRun {
  const asked = reading.context.clock.now();
  let ended: { until: number; complete: boolean } | null = null;
  let drift: DriftWatch | null = null;
  return {
    mode,
    subject: mode === 'snapshot' ? 'getAll' : `getChanges since ${new Date(since ?? 0).toISOString()}`,
    async *pages(signal) {
      ended = null;
      const { client, source } = reading;
      drift = new DriftWatch({ source, known: KNOWN, matters: [] });
      const list = mode === 'snapshot' ? await client.all(signal) : await client.changes(since ?? 0, signal);
      const comparison = new Comparison(reading, drift, signal);
      yield* comparison.pages(list, mode === 'snapshot' ? since : 0);
      const until = Math.min(asked, list.answeredAt ?? asked);
      ended = { until, complete: mode === 'snapshot' && list.rows.length > 0 && comparison.whole };
    },
    end: () => ({
      cursor: ended === null ? null : JSON.stringify({ until: ended.until }),
      complete: ended?.complete ?? false,
      drift: drift?.drift ?? [],
    }),
    settle: () => Promise.resolve(),
  };
}

/** A list compared with what is known: closed rows are withdrawn, unchanged ones present, of the others the details are read. */
class Comparison {
  /** Every row said which vacancy it is about. */
  whole = true;
  readonly #reading: Reading;
  readonly #drift: DriftWatch;
  readonly #signal: AbortSignal;

  constructor(reading: Reading, drift: DriftWatch, signal: AbortSignal) {
    this.#reading = reading;
    this.#drift = drift;
    this.#signal = signal;
  }

  /** @param changedSince rows that are known and older need no details; null reads all */
  async *pages(list: EuresList, changedSince: number | null): AsyncGenerator<SourcePage, void, undefined> {
    const { detailsPerCall } = this.#reading.settings;
    new DriftWatch({ source: this.#reading.source, known: KNOWN, matters: REFERENCE_FIELDS }).see(list.rows);
    for (let from = 0; from < list.rows.length; from += detailsPerCall) {
      const rows = list.rows.slice(from, from + detailsPerCall);
      const { items, wanted } = await this.#compare(rows, from, changedSince);
      yield { archiveHash: list.archiveHash, items, announced: list.rows.length };
      if (wanted.length > 0) yield await this.#details(wanted, list.rows.length);
    }
  }

  async #compare(rows: readonly unknown[], offset: number, changedSince: number | null) {
    const named = rows.flatMap((row) => referenceOf(row)?.reference ?? []);
    const known = changedSince === null ? new Set<string>() : await this.#reading.context.known(named);
    this.#drift.see(rows);
    const items: SourceItem[] = [];
    const wanted = new Set<string>();
    for (const [index, raw] of rows.entries()) {
      const row = referenceOf(raw);
      const isCurrent =
        row === null || (known.has(row.reference) && (row.lastModificationTimestamp ?? Infinity) < (changedSince ?? 0));
      this.whole &&= row !== null;
      if (row === null || !isActive(row) || isCurrent) items.push(rowItem(raw, offset + index));
      else wanted.add(row.reference);
    }
    return { items, wanted: [...wanted] };
  }

  async #details(references: readonly string[], announced: number): Promise<SourcePage> {
    const { client, profile, source } = this.#reading;
    const { byReference, archiveHash } = await client.details(references, this.#signal);
    const there = references.flatMap((reference) =>
      Object.hasOwn(byReference, reference) ? byReference[reference] : [],
    );
    this.#drift.see(there);
    new DriftWatch({ source, known: KNOWN, matters: DETAIL_FIELDS }).see(there);
    const items = references.map((reference, position) => {
      if (Object.hasOwn(byReference, reference))
        return detailItem(byReference[reference], reference, position, profile);
      return unreadable({ position, reference }, 'fetch', 'RECORD_NOT_SERVED', 'the list names it, the details do not');
    });
    for (const item of items) if (item.kind === 'vacancy') this.#drift.codes(item.vacancy.unknownCodes);
    return { archiveHash, items, announced };
  }
}
