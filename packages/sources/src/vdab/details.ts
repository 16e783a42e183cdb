import { isAbort, type Logger, messageOf, RelaisError } from '@relais/runtime';
import { sourceErrors } from '../errors.ts';
import { type ApiAnswer, statusOf } from '../http/api.ts';
import type { SourceItem, SourcePage } from '../port.ts';
import { unreadable } from '../records/items.ts';
import type { VdabClient } from './client.ts';
import { MOST_OWED } from './cursor.ts';
import type { Pass } from './pass.ts';
import { isShown, itemOf, recordsOf, referenceOf, type VdabProfile } from './records.ts';
import type { VdabSettings } from './settings.ts';

/** The service has no such call. */
const NOT_OFFERED = new Set([404, 405, 410, 501]);
/** A list may be too much for a service that does well otherwise. */
const OVERLOADED = new Set([408, 500, 502, 504]);
/** Version 2 says so in the words of an error, whose status is not publicly documented. */
const GONE = /geen bestaande vacature|invalid string syntax/i;
/** After so many calls in a row that went well, twice as many references are asked for. */
const CALLS_BEFORE_GROWTH = 10;
/** So few vanish in any night. */
const FEW_VANISHED = 20;

interface DetailReaderOptions {
  readonly client: VdabClient;
  readonly profile: VdabProfile;
  readonly pass: Pass;
  readonly logger: Logger;
  readonly settings: VdabSettings['details'];
}

/** What one call brought. Its items are made when its turn has come: made ahead they would only wait and fill the memory. */
interface DetailPage {
  readonly archiveHash: string | null;
  readonly items: () => SourceItem[];
}

/** A raw record and where it stands in its answer. */
interface RawDetail {
  readonly raw: unknown;
  readonly position: number;
}

/**
 * Reads the details of one pass by list and finds its way around what a list cannot answer: a list that is refused, too
 * large or unreadable is halved until the record at fault stands alone, and lists grow again once that is behind;
 * references that a list left out are asked for one by one before they count as gone; and where the service has no list
 * call, all of them are.
 */
export class DetailReader {
  readonly #options: DetailReaderOptions;
  readonly #vanished: SourceItem[] = [];
  /** References whose details the service did not serve, for the next run. */
  readonly owed: string[] = [];
  #listOffered = true;
  #largest = Number.POSITIVE_INFINITY;
  #goodCalls = 0;
  #unserved = 0;
  #asked = 0;

  constructor(options: DetailReaderOptions) {
    this.#options = options;
  }

  async read(references: readonly string[], signal: AbortSignal): Promise<DetailPage[]> {
    this.#asked += references.length;
    return await this.#read(references, signal);
  }

  /**
   * Vacancies that a list shows and whose details do not exist: withdrawn while they are few.
   * @throws SOURCE_ANSWER_SHAPE when they are so many that it is the call which is gone
   */
  vanished(): SourcePage {
    const { settings, profile } = this.#options;
    const items = this.#vanished;
    if (items.length > FEW_VANISHED && items.length > this.#asked * settings.mostVanished) {
      const fault = `${items.length} of ${this.#asked} vacancies that a list shows do not exist there`;
      throw sourceErrors.create('SOURCE_ANSWER_SHAPE', { source: profile.name, call: 'details', fault });
    }
    return { archiveHash: null, items, announced: null };
  }

  async #read(references: readonly string[], signal: AbortSignal): Promise<DetailPage[]> {
    if (references.length === 0) return [];
    if (!this.#listOffered || references.length === 1) return await this.#oneByOne(references, signal);
    if (references.length > this.#largest) return await this.#halves(references, signal);
    const answer = await this.#list(references, signal);
    if (answer === 'not-offered') return await this.#oneByOne(references, signal);
    const records = answer !== 'refused' && answer.json.ok ? recordsOf(answer.json.value) : null;
    if (answer === 'refused' || records === null) return await this.#halves(references, signal);
    const asked = new Set(references);
    const ours = takeAsked(records, asked);
    const page = { archiveHash: answer.archiveHash, items: () => this.#itemsOf(records, ours) };
    return [page, ...(await this.#oneByOne([...asked], signal))];
  }

  #itemsOf(records: readonly unknown[], ours: readonly RawDetail[]): SourceItem[] {
    const { pass, profile } = this.#options;
    pass.vacancies.see(records.filter(isShown));
    return ours.map(({ raw, position }) => {
      const item = itemOf(raw, position, profile);
      if (item.kind === 'vacancy') pass.vacancies.codes(item.vacancy.unknownCodes);
      return item;
    });
  }

  async #list(references: readonly string[], signal: AbortSignal): Promise<ApiAnswer | 'not-offered' | 'refused'> {
    const { client, profile, logger } = this.#options;
    try {
      const answer = await client.detailList(references, signal);
      if (!NOT_OFFERED.has(answer.status)) return this.#good(answer);
    } catch (error) {
      if (!NOT_OFFERED.has(statusOf(error) ?? 0)) return this.#refusedList(error, references.length);
    }
    this.#listOffered = false;
    logger.info({ source: profile.name }, 'no details by list: they are read one by one');
    return 'not-offered';
  }

  #good(answer: ApiAnswer): ApiAnswer {
    this.#unserved = 0;
    this.#goodCalls += 1;
    if (this.#goodCalls < CALLS_BEFORE_GROWTH) return answer;
    this.#goodCalls = 0;
    this.#largest *= 2;
    return answer;
  }

  #refusedList(error: unknown, size: number): 'refused' {
    const { profile, logger } = this.#options;
    if (!isRefusal(error) && !isOverload(error)) throw error;
    this.#largest = Math.min(this.#largest, Math.ceil(size / 2));
    this.#goodCalls = 0;
    logger.warn({ source: profile.name, size, fault: messageOf(error) }, 'a detail list was refused: halved');
    return 'refused';
  }

  async #halves(references: readonly string[], signal: AbortSignal): Promise<DetailPage[]> {
    const middle = Math.ceil(references.length / 2);
    const first = await this.#read(references.slice(0, middle), signal);
    return [...first, ...(await this.#read(references.slice(middle), signal))];
  }

  async #oneByOne(references: readonly string[], signal: AbortSignal): Promise<DetailPage[]> {
    const pages: DetailPage[] = [];
    for (const reference of references) pages.push(await this.#one(reference, signal));
    return pages;
  }

  async #one(reference: string, signal: AbortSignal): Promise<DetailPage> {
    try {
      const answer = this.#good(await this.#options.client.detail(reference, signal));
      const items = this.#detailOf(answer, reference);
      return { archiveHash: answer.archiveHash, items: () => items };
    } catch (error) {
      if (isAbort(error) || !(isRefusal(error) || isOverload(error))) throw error;
      const items = await this.#withoutDetail(reference, error, signal);
      return { archiveHash: null, items: () => items };
    }
  }

  #detailOf(answer: ApiAnswer, reference: string): SourceItem[] {
    if (answer.status >= 400) return this.#gone(reference);
    const { json } = answer;
    const records = (json.ok ? recordsOf(json.value) : null) ?? [];
    const [item] = this.#itemsOf(records, takeAsked(records, new Set([reference])));
    if (item !== undefined) return [item];
    const fault = json.ok ? 'the answer holds another vacancy or none' : json.fault;
    return [unreadable({ position: 0, reference }, 'parse', 'ANSWER_UNREADABLE', fault)];
  }

  #gone(reference: string): [] {
    this.#vanished.push({ kind: 'withdrawn', position: 0, reference, reason: 'not-found' });
    return [];
  }

  /** An answer that is too large says that the record is there; the words of another may say that it is gone. */
  async #withoutDetail(reference: string, error: unknown, signal: AbortSignal): Promise<SourceItem[]> {
    const place = { position: 0, reference };
    if (error instanceof RelaisError && error.code === 'HTTP_TOO_LARGE') {
      return [unreadable(place, 'fetch', 'RECORD_TOO_LARGE', messageOf(error))];
    }
    if (GONE.test(await this.#wordsOf(reference, signal))) return this.#gone(reference);
    this.#unserved += 1;
    if (this.#unserved > this.#options.settings.mostUnserved || this.owed.length === MOST_OWED) throw error;
    this.owed.push(reference);
    return [unreadable(place, 'fetch', 'RECORD_NOT_SERVED', messageOf(error))];
  }

  /** A service that does not even answer says nothing. */
  async #wordsOf(reference: string, signal: AbortSignal): Promise<string> {
    return await this.#options.client.refusalOf(reference, signal).catch((error: unknown) => {
      if (isAbort(error)) throw error;
      return '';
    });
  }
}

/** Takes each record's reference off the list of those that were asked for; a record beyond it is none of ours. */
function takeAsked(records: readonly unknown[], asked: Set<string>): RawDetail[] {
  return records.flatMap((raw, position) => {
    const reference = referenceOf(raw);
    return reference !== null && asked.delete(reference) ? [{ raw, position }] : [];
  });
}

/** True when it lies in what was asked for, and not in the connection, the credentials or the service's health. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof RelaisError)) return false;
  if (error.code === 'HTTP_TOO_LARGE') return true;
  const status = statusOf(error);
  return error.code === 'HTTP_STATUS' && status !== null && status !== 401 && status !== 403;
}

/** True when the service answers, but not this; a refusal of too many calls (429) or of all of them (503) is none. */
function isOverload(error: unknown): boolean {
  if (!(error instanceof RelaisError)) return false;
  return (
    error.code === 'HTTP_TIMEOUT' || (error.code === 'HTTP_STATUS_RETRIABLE' && OVERLOADED.has(statusOf(error) ?? 0))
  );
}
