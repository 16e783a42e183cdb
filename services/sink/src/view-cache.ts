import type { Delivery, StoredDelivery } from '@relais/ledger';
import { sleep } from '@relais/runtime';

/** JSON text of a view, and how many attempts are to take it: partners who may have the same share it. */
interface Kept {
  readonly view: string;
  wanted: number;
}

/** The views of one lane that wait for their attempt. */
interface Shelf {
  /** Hashes of the views by offer. */
  readonly hashes: Map<string, string>;
  /** When the lane last took a view, or had none. */
  takenAt: number;
  /** Nothing is put here before: the lane did not come to take what was there. */
  passedOverUntil: number;
}

/** A lane that takes no view in this time has a partner that is slow or away: it is not waited for, now and for a while. */
const STALLED_MS = 500;
/** Nor are lanes waited for longer than this, however they take. */
const PATIENCE_MS = 3_000;
const PASSED_OVER_MS = 120_000;
const LOOK_MS = 20;

/**
 * Views that were just judged, so that an attempt made moments later needs neither the ledger nor a second judgement: those of
 * the lanes that this process works. Bounded: what finds no room is not kept. A miss costs a read, never correctness.
 */
export class ViewCache {
  readonly #shelves = new Map<string, Shelf>();
  /** By hash. */
  readonly #kept = new Map<string, Kept>();
  readonly #most: number;
  readonly #now: () => number;
  #characters = 0;

  /** `most`: characters of all views together; `now`: milliseconds from any moment on. */
  constructor(most: number, now: () => number = () => performance.now()) {
    this.#most = most;
    this.#now = now;
  }

  /** The lane of the subscription begins to take views here. */
  open(subscription: string): void {
    if (!this.#shelves.has(subscription))
      this.#shelves.set(subscription, { hashes: new Map(), takenAt: 0, passedOverUntil: 0 });
  }

  /** The lane takes no more. */
  close(subscription: string): void {
    const shelf = this.#shelves.get(subscription);
    if (shelf !== undefined) this.#clear(shelf);
    this.#shelves.delete(subscription);
  }

  /** Keeps, of the views by hash, those of deliveries that are due at once. */
  keep(deliveries: readonly StoredDelivery[], views: ReadonlyMap<string, string>): void {
    for (const { delivery } of deliveries) {
      this.take(delivery);
      const { desiredHash: hash, state, nextAt, changedAt } = delivery;
      const view = hash === null || state !== 'due' || nextAt > changedAt ? undefined : views.get(hash);
      if (hash !== null && view !== undefined) this.#put(delivery, hash, view);
    }
  }

  #put({ subscription, offerId }: Delivery, hash: string, view: string): void {
    const shelf = this.#shelves.get(subscription);
    if (shelf === undefined || this.#now() < shelf.passedOverUntil) return;
    const kept = this.#kept.get(hash);
    if (kept === undefined && this.#characters + view.length > this.#most) return;
    if (shelf.hashes.size === 0) shelf.takenAt = this.#now();
    shelf.hashes.set(offerId, hash);
    if (kept !== undefined) kept.wanted += 1;
    else {
      this.#kept.set(hash, { view, wanted: 1 });
      this.#characters += view.length;
    }
  }

  /** The view for an attempt. It leaves the cache with the last attempt that is to take it, and so does one that was overtaken. */
  take({ subscription, offerId, desiredHash }: Delivery): string | undefined {
    const shelf = this.#shelves.get(subscription);
    const hash = shelf?.hashes.get(offerId);
    if (shelf === undefined || hash === undefined) return undefined;
    shelf.hashes.delete(offerId);
    shelf.takenAt = this.#now();
    const view = this.#letGo(hash);
    return hash === desiredHash ? view : undefined;
  }

  #letGo(hash: string): string | undefined {
    const kept = this.#kept.get(hash);
    if (kept === undefined) return undefined;
    kept.wanted -= 1;
    if (kept.wanted === 0) {
      this.#kept.delete(hash);
      this.#characters -= kept.view.length;
    }
    return kept.view;
  }

  /**
   * Resolves when half of the cache is free, and when the signal aborts. Lanes that take views are waited for: judging ahead of them
   * would only mean to judge twice. One that takes none is passed over from now on, and where there is no room in time, the fullest.
   */
  async room(signal: AbortSignal): Promise<void> {
    const until = this.#now() + PATIENCE_MS;
    while (this.#characters > this.#most / 2 && !signal.aborted) {
      const left = this.#fullest((shelf) => this.#now() >= Math.min(until, shelf.takenAt + STALLED_MS));
      if (left === undefined) await sleep(LOOK_MS, signal).catch(() => undefined);
      else this.#passOver(left);
    }
  }

  #fullest(which: (shelf: Shelf) => boolean): Shelf | undefined {
    const filled = [...this.#shelves.values()].filter((shelf) => shelf.hashes.size > 0 && which(shelf));
    return filled.toSorted((one, other) => other.hashes.size - one.hashes.size)[0];
  }

  #passOver(shelf: Shelf): void {
    shelf.passedOverUntil = this.#now() + PASSED_OVER_MS;
    this.#clear(shelf);
  }

  #clear(shelf: Shelf): void {
    for (const hash of shelf.hashes.values()) this.#letGo(hash);
    shelf.hashes.clear();
  }
}
