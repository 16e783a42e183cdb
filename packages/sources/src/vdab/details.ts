import { isAbort, type Logger, messageOf, RelaisError } from '@relais/runtime';
import { type ApiAnswer, statusOf } from '../http/api.ts';
import type { SourceItem, SourcePage } from '../port.ts';
import { unreadable } from '../records/items.ts';
import type { VdabClient } from './client.ts';
import { itemOf, recordsOf, referenceOf, type VdabProfile } from './records.ts';

/** The service has no such call. */
const NOT_OFFERED = new Set([404, 405, 410, 501]);

/**
 * Reads details by list and finds its way around what a list cannot answer: a list that is refused, too large or
 * unreadable is halved until the record at fault stands alone; references that a list left out are asked for one by one
 * before they count as gone; and where the service has no list call, all of them are.
 */
export class DetailReader {
  readonly #client: VdabClient;
  readonly #profile: VdabProfile;
  readonly #logger: Logger;
  #listOffered = true;
  #largest = Number.POSITIVE_INFINITY;

  constructor(client: VdabClient, profile: VdabProfile, logger: Logger) {
    this.#client = client;
    this.#profile = profile;
    this.#logger = logger;
  }

  async read(references: readonly string[], signal: AbortSignal): Promise<SourcePage[]> {
    if (references.length === 0) return [];
    if (!this.#listOffered || references.length === 1) return await this.#oneByOne(references, signal);
    if (references.length > this.#largest) return await this.#halves(references, signal);
    const answer = await this.#list(references, signal);
    if (answer === 'not-offered') return await this.#oneByOne(references, signal);
    const records = answer !== 'refused' && answer.json.ok ? recordsOf(answer.json.value) : null;
    if (answer === 'refused' || records === null) return await this.#halves(references, signal);
    const asked = new Set(references);
    const items = records.flatMap((raw, position) => this.#askedFor(raw, position, asked));
    const page = { archiveHash: answer.archiveHash, items, announced: null };
    return [page, ...(await this.#oneByOne([...asked], signal))];
  }

  /** Takes the record's reference off the list of those that were asked for; a record beyond it is none of ours. */
  #askedFor(raw: unknown, position: number, asked: Set<string>): SourceItem[] {
    const reference = referenceOf(raw);
    return reference !== null && asked.delete(reference) ? [itemOf(raw, position, this.#profile)] : [];
  }

  async #list(references: readonly string[], signal: AbortSignal): Promise<ApiAnswer | 'not-offered' | 'refused'> {
    try {
      const answer = await this.#client.detailList(references, signal);
      if (!NOT_OFFERED.has(answer.status)) return answer;
    } catch (error) {
      if (!NOT_OFFERED.has(statusOf(error) ?? 0)) return this.#refused(error, references.length);
    }
    this.#listOffered = false;
    this.#logger.info({ source: this.#profile.name }, 'no details by list: they are read one by one');
    return 'not-offered';
  }

  #refused(error: unknown, size: number): 'refused' {
    if (!isRefusal(error)) throw error;
    this.#largest = Math.min(this.#largest, Math.ceil(size / 2));
    this.#logger.warn(
      { source: this.#profile.name, size, fault: messageOf(error) },
      'a detail list was refused: halved',
    );
    return 'refused';
  }

  async #halves(references: readonly string[], signal: AbortSignal): Promise<SourcePage[]> {
    const middle = Math.ceil(references.length / 2);
    const first = await this.read(references.slice(0, middle), signal);
    return [...first, ...(await this.read(references.slice(middle), signal))];
  }

  async #oneByOne(references: readonly string[], signal: AbortSignal): Promise<SourcePage[]> {
    const pages: SourcePage[] = [];
    for (const reference of references) pages.push(await this.#one(reference, signal));
    return pages;
  }

  async #one(reference: string, signal: AbortSignal): Promise<SourcePage> {
    try {
      const answer = await this.#client.detail(reference, signal);
      return { archiveHash: answer.archiveHash, items: [this.#itemOf(answer, reference)], announced: null };
    } catch (error) {
      if (isAbort(error) || !isRefusal(error)) throw error;
      return { archiveHash: null, items: [refusedItem(error, reference)], announced: null };
    }
  }

  #itemOf(answer: ApiAnswer, reference: string): SourceItem {
    if (answer.status >= 400) return { kind: 'withdrawn', position: 0, reference, reason: 'not-found' };
    const { json } = answer;
    const raw = json.ok ? recordsOf(json.value)?.find((record) => referenceOf(record) === reference) : undefined;
    if (raw !== undefined) return itemOf(raw, 0, this.#profile);
    const fault = json.ok ? 'the answer holds another vacancy or none' : json.fault;
    return unreadable({ position: 0, reference }, 'parse', 'ANSWER_UNREADABLE', fault);
  }
}

/**
 * Version 2 answers a vanished reference with a client error ("… is geen bestaande vacature", "Invalid string syntax"),
 * version 4 with 404, which never comes here. An answer that is too large says that the record is there.
 */
function refusedItem(error: unknown, reference: string): SourceItem {
  const place = { position: 0, reference };
  if (statusOf(error) === 400) return { kind: 'withdrawn', ...place, reason: 'not-found' };
  const isLarge = error instanceof RelaisError && error.code === 'HTTP_TOO_LARGE';
  return unreadable(place, 'fetch', isLarge ? 'RECORD_TOO_LARGE' : 'RECORD_NOT_SERVED', messageOf(error));
}

/** True when it lies in what was asked for, and not in the connection, the credentials or the service's health. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof RelaisError)) return false;
  if (error.code === 'HTTP_TOO_LARGE') return true;
  const status = statusOf(error);
  return error.code === 'HTTP_STATUS' && status !== null && status !== 401 && status !== 403;
}
