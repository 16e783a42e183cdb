import { sha256 } from '@relais/runtime';
import { cursorOf } from './cursor.ts';
import type { FeedStore, StoredFeedEntry } from './feed-store.ts';

/** Entries are taken from the store in portions, so that a page of large offers does not have to fit in memory many times. */
const PORTION = 100;

/** A page as it is sent: `body` is the JSON text of a `FeedPage`. */
export interface WrittenPage {
  readonly body: string;
  readonly etag: string;
}

export interface PageRequest {
  readonly subscription: string;
  readonly position: number;
  readonly limit: number;
  readonly mostBytes: number;
}

/** Reads one page behind a position. It ends at `limit` entries, or at the entry that reaches `mostBytes`. */
export async function readPage(store: FeedStore, request: PageRequest): Promise<WrittenPage> {
  const written: string[] = [];
  let { position } = request;
  let bytes = 0;
  let more = true;
  while (more && written.length < request.limit && bytes < request.mostBytes) {
    const wanted = Math.min(PORTION, request.limit - written.length);
    const entries = await store.after(request.subscription, position, wanted + 1);
    more = entries.length > wanted;
    for (const entry of entries.slice(0, wanted)) {
      if (bytes >= request.mostBytes) {
        more = true;
        break;
      }
      const text = entryText(entry);
      written.push(text);
      bytes += Buffer.byteLength(text);
      position = entry.position;
    }
  }
  const next = cursorOf(request.subscription, position);
  const body = `{"entries":[${written.join(',')}],"next":${JSON.stringify(next)},"more":${more}}`;
  return { body, etag: `W/"${sha256(body).slice(0, 32)}"` };
}

/** The content is JSON text already and goes out as it stands. */
function entryText({ position, offerId, revision, content }: StoredFeedEntry): string {
  const action = content === null ? 'remove' : 'upsert';
  const head = JSON.stringify({ position, offerId, revision, action });
  return `${head.slice(0, -1)},"offer":${content ?? 'null'}}`;
}
