import { instant, isRetriable, sha256 } from '@relais/runtime';
import { dayIn } from '@relais/vacancy';
import { z } from 'zod';
import { sourceErrors } from '../errors.ts';
import { openApi, type SourceApi } from '../http/api.ts';
import type { ReadRequest, SourceAdapter, SourceContext, SourceItem, SourcePage, SourceRun } from '../port.ts';
import { DriftWatch, knownFields } from '../records/drift.ts';
import { unreadable } from '../records/items.ts';
import { type JsonRow, JsonRows } from '../records/json-rows.ts';
import { parseJson } from '../records/json-text.ts';
import { profileOf, type SourceProfile } from '../settings.ts';
import { type ExportRequest, exportBytes } from './export.ts';
import { itemOf, parseRow, referenceOf, totalOf } from './records.ts';
import { FIELDS_THAT_MATTER, foremOffer } from './schema.ts';
import type { ForemSettings } from './settings.ts';

/** `since`: the day on which the last run began. */
const cursorSchema = z.object({ since: z.iso.date() });
const KNOWN = knownFields(foremOffer);
const DAY_MS = 86_400_000;

interface Reading {
  readonly source: string;
  readonly settings: ForemSettings;
  readonly context: SourceContext;
  readonly api: SourceApi;
  readonly profile: SourceProfile;
}

export function openForem(source: string, settings: ForemSettings, context: SourceContext): SourceAdapter {
  const api = openApi({ source, baseUrl: settings.baseUrl, http: settings.http, tokens: null }, context);
  const reading = { source, settings, context, api, profile: profileOf(source, settings, 'forem') };
  return {
    runs: (request) => runsOf(reading, request),
    close() {
      api.close();
      return Promise.resolve();
    },
  };
}

/**
 * At night the whole export. In between what began to be published since: rows have no moment of change, so edits and
 * withdrawals come with the night.
 */
async function* runsOf(reading: Reading, request: ReadRequest): AsyncGenerator<SourceRun, void, undefined> {
  await Promise.resolve();
  request.signal.throwIfAborted();
  yield runOf(reading, request.scope === 'round' ? null : sinceOf(reading, request.cursor));
}

function sinceOf({ source, settings }: Reading, cursor: string | null): string | null {
  if (cursor === null) return null;
  const json = parseJson(Buffer.from(cursor));
  const stored = cursorSchema.safeParse(json.ok ? json.value : null);
  if (!stored.success) throw sourceErrors.create('SOURCE_CURSOR_INVALID', { source });
  return new Date(Date.parse(stored.data.since) - settings.overlapDays * DAY_MS).toISOString().slice(0, 10);
}

function runOf(reading: Reading, since: string | null): SourceRun {
  const today = dayIn(instant(reading.context.clock), reading.settings.zone);
  let ended: Export | null = null;
  return {
    mode: since === null ? 'snapshot' : 'delta',
    subject: since === null ? 'all offers' : `offers published since ${since}`,
    async *pages(signal) {
      ended = new Export(reading, whereOf(reading.settings, since), signal);
      yield* ended.pages();
    },
    end: () => ({
      cursor: JSON.stringify({ since: today }),
      complete: since === null && ended?.complete === true,
      drift: ended?.drift ?? [],
    }),
    settle: () => Promise.resolve(),
  };
}

/** ODSQL, the query language of Opendatasoft portals. */
function whereOf({ where }: ForemSettings, since: string | null): Record<string, string> {
  const conditions = [where, since === null ? undefined : `datedebutdiffusion>=date'${since}'`];
  const given = conditions.filter((condition) => condition !== undefined);
  return given.length === 0 ? {} : { where: given.join(' and ') };
}

/** One export, begun again when it breaks off: rows that came before come again only where they changed in between. */
class Export {
  complete = false;
  readonly #reading: Reading;
  readonly #query: Record<string, string>;
  readonly #signal: AbortSignal;
  readonly #watch: DriftWatch;
  /** Digest of the row by its reference, of every row handed out. */
  readonly #shown = new Map<string, string>();
  #now = new Set<string>();
  #announced = 0;

  constructor(reading: Reading, query: Record<string, string>, signal: AbortSignal) {
    this.#reading = reading;
    this.#query = query;
    this.#signal = signal;
    this.#watch = new DriftWatch({ source: reading.source, known: KNOWN, matters: FIELDS_THAT_MATTER });
  }

  get drift() {
    return this.#watch.drift;
  }

  async *pages(): AsyncGenerator<SourcePage, void, undefined> {
    this.#announced = await this.#total();
    const { exportReadings } = this.#reading.settings;
    for (let reading = 1; ; reading++) {
      try {
        yield* this.#once();
        break;
      } catch (error) {
        if (!isRetriable(error) || reading >= exportReadings) throw error;
        this.#reading.context.logger.warn({ source: this.#reading.source, reading }, 'the export broke off');
      }
    }
    this.complete = await this.#isComplete();
  }

  async *#once(): AsyncGenerator<SourcePage, void, undefined> {
    const { settings, context } = this.#reading;
    const rows = new JsonRows(settings.limits.rowBytes);
    this.#now = new Set();
    let page: JsonRow[] = [];
    for await (const piece of exportBytes(this.#request('exports/json'), settings, context, this.#signal)) {
      for (const row of rows.read(piece)) {
        page.push(row);
        if (page.length < settings.pageRows) continue;
        yield await this.#page(page);
        page = [];
      }
    }
    if (page.length > 0) yield await this.#page(page);
    const { fault } = rows;
    if (fault === null) return;
    const { source } = this.#reading;
    throw sourceErrors.create('SOURCE_ANSWER_UNREADABLE', { source, call: 'GET exports/json', fault });
  }

  /** Archived as an array of its own, byte by byte as it came. */
  async #page(rows: readonly JsonRow[]): Promise<SourcePage> {
    const kept = rows.flatMap(({ bytes }) => (bytes === null ? [] : [bytes]));
    const archiveHash = await this.#reading.context.archive(arrayOf(kept));
    const parsed = kept.map(parseRow);
    this.#watch.see(parsed.flatMap((row) => ('value' in row ? [row.value] : [])));
    const items: SourceItem[] = [];
    for (const [position, bytes] of kept.entries()) {
      const row = parsed[position];
      if (row !== undefined) items.push(...this.#items(row, position, bytes));
    }
    const passedOver = rows.length - kept.length;
    for (let each = 0; each < passedOver; each++) items.push(this.#tooLarge(kept.length + each));
    return { archiveHash, items, announced: this.#announced };
  }

  #items(row: ReturnType<typeof parseRow>, position: number, bytes: Uint8Array): SourceItem[] {
    if ('fault' in row) {
      const reason = row.fault === 'RECORD_DAMAGED' ? 'the row is not valid UTF-8' : 'the row is not valid JSON';
      return [unreadable({ position, reference: null }, 'parse', row.fault, reason)];
    }
    const reference = referenceOf(row.value);
    if (reference !== null && this.#isRepeat(reference, bytes)) return [];
    const item = itemOf(row.value, position, this.#reading.profile);
    if (item.kind === 'vacancy') this.#watch.codes(item.vacancy.unknownCodes);
    return [item];
  }

  #isRepeat(reference: string, bytes: Uint8Array): boolean {
    this.#now.add(reference);
    const digest = sha256(bytes).slice(0, 16);
    const isSame = this.#shown.get(reference) === digest;
    this.#shown.set(reference, digest);
    return isSame;
  }

  #tooLarge(position: number): SourceItem {
    const reason = `a row is longer than ${this.#reading.settings.limits.rowBytes} bytes`;
    return unreadable({ position, reference: null }, 'parse', 'RECORD_TOO_LARGE', reason);
  }

  /** The set lives on while it is exported: what is announced afterwards may be less, and counts then. It is never empty. */
  async #isComplete(): Promise<boolean> {
    const enough = (total: number) => this.#now.size >= total * (1 - this.#reading.settings.tolerance);
    return this.#now.size > 0 && (enough(this.#announced) || enough(await this.#total()));
  }

  async #total(): Promise<number> {
    const { api, source } = this.#reading;
    const { path, query } = this.#request('records');
    const request = { method: 'GET', path, endpoint: 'records', query: { ...query, limit: 1 } } as const;
    const answer = await api.call(request, this.#signal);
    const call = `GET ${path}`;
    if (answer.status >= 400) throw sourceErrors.create('SOURCE_CALL_NOT_OFFERED', { source, call });
    const { json } = answer;
    if (!json.ok) throw sourceErrors.create('SOURCE_ANSWER_UNREADABLE', { source, call, fault: json.fault });
    const total = totalOf(json.value);
    if (total !== null) return total;
    throw sourceErrors.create('SOURCE_ANSWER_SHAPE', { source, call, fault: 'total_count is missing' });
  }

  #request(what: 'records' | 'exports/json'): ExportRequest {
    const { source, settings } = this.#reading;
    return { source, path: `/catalog/datasets/${settings.dataset}/${what}`, query: this.#query };
  }
}

function arrayOf(rows: readonly Uint8Array[]): Uint8Array {
  const parts = rows.flatMap((row, index) => (index === 0 ? [row] : [COMMA, row]));
  return Buffer.concat([OPEN, ...parts, CLOSE]);
}

const [OPEN, COMMA, CLOSE] = [Buffer.from('['), Buffer.from(','), Buffer.from(']')];
