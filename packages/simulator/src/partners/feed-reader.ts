import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { FeedPartner } from '../model.ts';
import { Conduct, type Holdings } from './holdings.ts';
import { feedPageSchema } from './wire.ts';

const IDLE_MS = 250;
const REFUSED_MS = 1000;
const PAGE = 500;

/** A partner that pulls a feed: it stores a page, then asks behind it, which acknowledges the page. */
export function startFeedReader(file: string, holdings: Holdings): FeedPartner & { close(): Promise<void> } {
  const reader = new FeedReader(file, holdings);
  return {
    id: 'feed',
    behave: (behaviour) => reader.conduct.set(behaviour),
    holdings: () => holdings.view(),
    offer: (offerId) => holdings.offer(offerId),
    forget: () => reader.forget(),
    read: (url, apiKey) => reader.read(url, apiKey),
    stop: () => reader.stop(),
    close: () => reader.stop(),
  };
}

class FeedReader {
  readonly conduct = new Conduct();
  readonly #file: string;
  readonly #holdings: Holdings;
  #cursor: string | null;
  #stopped = new AbortController();
  #reading: Promise<void> = Promise.resolve();

  constructor(file: string, holdings: Holdings) {
    this.#file = file;
    this.#holdings = holdings;
    this.#cursor = existsSync(file) ? readFileSync(file, 'utf8') : null;
  }

  read(url: string, apiKey: string): void {
    const earlier = this.stop();
    this.#stopped = new AbortController();
    const { signal } = this.#stopped;
    this.#reading = earlier.then(() => this.#poll({ url, apiKey, signal }));
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#reading;
  }

  forget(): void {
    this.#holdings.forget();
    this.#cursor = null;
    rmSync(this.#file, { force: true });
  }

  async #poll(feed: { url: string; apiKey: string; signal: AbortSignal }): Promise<void> {
    while (!feed.signal.aborted) {
      const pause = await this.#page(feed).catch(() => REFUSED_MS);
      if (pause > 0) await wait(pause, undefined, { signal: feed.signal, ref: false }).catch(() => undefined);
    }
  }

  /** Reads one page; says how long to wait before the next. */
  async #page({ url, apiKey, signal }: { url: string; apiKey: string; signal: AbortSignal }): Promise<number> {
    if (this.conduct.next().mode !== 'accept') return IDLE_MS;
    const address = new URL(url);
    address.searchParams.set('limit', String(PAGE));
    const asked = this.#cursor;
    if (asked !== null) address.searchParams.set('after', asked);
    const answer = await fetch(address, { headers: { authorization: `Bearer ${apiKey}` }, signal });
    this.#holdings.count('requests');
    if (answer.status !== 200) {
      this.#holdings.count('refused');
      await answer.body?.cancel();
      return REFUSED_MS;
    }
    const page = feedPageSchema.parse(await answer.json());
    // Everything was forgotten while the page was on its way: it would leave a gap before it.
    if (this.#cursor !== asked) return 0;
    this.#holdings.take(page.entries, this.conduct.rejects);
    this.#store(page.next);
    return page.more ? 0 : IDLE_MS;
  }

  #store(cursor: string): void {
    if (cursor === this.#cursor) return;
    this.#cursor = cursor;
    writeFileSync(this.#file, cursor);
  }
}
