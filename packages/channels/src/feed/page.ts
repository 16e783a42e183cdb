import { sha256 } from '@relais/runtime';
import { type Format, formatItem } from '../formats/port.ts';
import { cursorOf } from './cursor.ts';
import type { FeedStore, StoredFeedEntry } from './feed-store.ts';
import { isTombstone, tombstoneCodes } from './filter-codes.ts';
import { hearingOf, type ReaderFilter } from './reader-filter.ts';

/** Entries are taken from the store in portions, so that a page of large offers does not have to fit in memory many times. */
const PORTION = 100;
/** A filter that matches little must not keep one question going for ever. */
const MOST_LOOKED_AT = 5_000;

/** A page as it is sent: `body` is the JSON text of a `FeedPage`. */
export interface WrittenPage {
  readonly body: string;
  readonly etag: string;
  /** True when there is nothing to tell and nothing more to ask for. */
  readonly empty: boolean;
}

export interface PageRequest {
  readonly subscription: string;
  readonly epoch: string;
  readonly position: number;
  readonly limit: number;
  readonly mostBytes: number;
  readonly format: Format;
  readonly filter: ReaderFilter | null;
}

/** Reads one page behind a position. It ends at `limit` entries, or at the entry that reaches `mostBytes`. */
export async function readPage(store: FeedStore, request: PageRequest): Promise<WrittenPage> {
  const page = new Page(request);
  while (page.more && page.hasRoom()) {
    const wanted = page.wanted();
    const entries = await store.after(request.subscription, page.position, wanted + 1);
    page.more = entries.length > wanted;
    for (const entry of entries.slice(0, wanted)) if (!page.take(entry)) break;
  }
  return page.written();
}

class Page {
  readonly #request: PageRequest;
  readonly #written: string[] = [];
  #bytes = 0;
  #lookedAt = 0;
  position: number;
  more = true;

  constructor(request: PageRequest) {
    this.#request = request;
    this.position = request.position;
  }

  hasRoom(): boolean {
    const { limit, mostBytes } = this.#request;
    return this.#written.length < limit && this.#bytes < mostBytes && this.#lookedAt < MOST_LOOKED_AT;
  }

  wanted(): number {
    return Math.min(PORTION, this.#request.limit - this.#written.length);
  }

  /** False when the page is full: the entry is left for the next one. */
  take(entry: StoredFeedEntry): boolean {
    if (!this.hasRoom()) {
      this.more = true;
      return false;
    }
    const { filter } = this.#request;
    const hearing = filter === null ? 'whole' : hearingOf(entry, filter);
    if (hearing !== 'nothing') this.#write(hearing === 'removal' ? { ...entry, content: null } : entry);
    this.position = entry.position;
    this.#lookedAt++;
    return true;
  }

  #write(entry: StoredFeedEntry): void {
    const text = entryText(entry, this.#request);
    this.#written.push(text);
    this.#bytes += Buffer.byteLength(text);
  }

  written(): WrittenPage {
    const { subscription, epoch } = this.#request;
    const next = cursorOf(subscription, epoch, this.position);
    const body = `{"entries":[${this.#written.join(',')}],"next":${JSON.stringify(next)},"more":${this.more}}`;
    const empty = this.#written.length === 0 && !this.more;
    return { body, etag: `W/"${sha256(body).slice(0, 32)}"`, empty };
  }
}

/** A view is JSON text already and goes out as it stands, unless the feed speaks another format. */
function entryText(entry: StoredFeedEntry, { subscription, format }: PageRequest): string {
  const { position, offerId, revision, content } = entry;
  const removed = isTombstone(content);
  const head = JSON.stringify({ position, offerId, revision, action: removed ? 'remove' : 'upsert' }).slice(0, -1);
  const codes = removed ? `,"codes":${JSON.stringify(tombstoneCodes(content))}` : '';
  const shown = { offerId, revision, content: removed ? null : content };
  if (format.name === 'relais-json') return `${head},"offer":${shown.content}${codes}}`;
  const document = format.one(formatItem(subscription, shown));
  return `${head},"mediaType":${JSON.stringify(format.mediaType)},"document":${JSON.stringify(document)}${codes}}`;
}
