import { isAbort, sleep } from '@relais/runtime';
import type { WrittenPage } from './page.ts';

/** How often the store is asked while a reader waits. Entries come from other processes: nothing here hears of them. */
const LOOK_EVERY_MS = 500;
/** Readers that wait at a time: one subscription must not keep the others from it. */
const MOST_WAITING = 500;
const MOST_WAITING_EACH = 10;

/** Holds back empty pages until there is news, the time is over or the reader has gone. */
export class Waiting {
  readonly #bySubscription = new Map<string, number>();
  #waiting = 0;

  /** The page; when too many wait already, or the signal aborts, the one that there is now. */
  async forNews(
    subscription: string,
    look: () => Promise<WrittenPage>,
    { waitMs, signal }: { waitMs: number; signal: AbortSignal },
  ): Promise<WrittenPage> {
    const page = await look();
    if (!page.empty || waitMs === 0 || !this.#enter(subscription)) return page;
    try {
      return await lookUntil(look, page, AbortSignal.any([signal, AbortSignal.timeout(waitMs)]));
    } finally {
      this.#leave(subscription);
    }
  }

  #enter(subscription: string): boolean {
    const here = this.#bySubscription.get(subscription) ?? 0;
    if (this.#waiting >= MOST_WAITING || here >= MOST_WAITING_EACH) return false;
    this.#bySubscription.set(subscription, here + 1);
    this.#waiting++;
    return true;
  }

  #leave(subscription: string): void {
    const here = this.#bySubscription.get(subscription) ?? 1;
    if (here === 1) this.#bySubscription.delete(subscription);
    else this.#bySubscription.set(subscription, here - 1);
    this.#waiting--;
  }
}

async function lookUntil(
  look: () => Promise<WrittenPage>,
  first: WrittenPage,
  over: AbortSignal,
): Promise<WrittenPage> {
  let page = first;
  while (page.empty && !over.aborted) {
    try {
      await sleep(LOOK_EVERY_MS, over);
    } catch (error) {
      if (!isAbort(error) && !over.aborted) throw error;
    }
    page = await look();
  }
  return page;
}
