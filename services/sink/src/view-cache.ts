import type { Delivery, StoredDelivery } from '@relais/ledger';
import { Nudge } from './nudge.ts';

/** JSON text of a view and its hash. */
interface Kept {
  readonly hash: string;
  readonly view: string;
}

/** The views of one lane that wait for their attempt, by offer. */
interface Shelf {
  readonly views: Map<string, Kept>;
  characters: number;
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
      this.#shelves.set(subscription, { views: new Map(), characters: 0, takenAt: 0, passedOverUntil: 0 });
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
      if (hash !== null && view !== undefined) this.#put(delivery, { hash, view });
    }
  }

  #put({ subscription, offerId }: Delivery, kept: Kept): void {
    const shelf = this.#shelves.get(subscription);
    if (shelf === undefined || this.#now() < shelf.passedOverUntil) return;
    if (this.#characters + kept.view.length > this.#most) return;
    if (shelf.views.size === 0) shelf.takenAt = this.#now();
    shelf.views.set(offerId, kept);
    this.#count(shelf, kept.view.length);
  }

  /** The view for an attempt. It leaves the cache, and so does one that was overtaken. */
  take({ subscription, offerId, desiredHash }: Delivery): string | undefined {
    const shelf = this.#shelves.get(subscription);
    const kept = shelf?.views.get(offerId);
    if (shelf === undefined || kept === undefined) return undefined;
    shelf.views.delete(offerId);
    shelf.takenAt = this.#now();
    this.#count(shelf, -kept.view.length);
    return kept.hash === desiredHash ? kept.view : undefined;
  }

  /**
   * Resolves when half of the cache is free, and when the signal aborts. Lanes that take views are waited for: judging ahead of them
   * would only mean to judge twice. One that takes none is passed over from now on, and where there is no room in time, the fullest.
   */
  async room(signal: AbortSignal): Promise<void> {
    const until = this.#now() + PATIENCE_MS;
    while (this.#characters > this.#most / 2 && !signal.aborted) {
      const left = this.#fullest((shelf) => this.#now() >= Math.min(until, shelf.takenAt + STALLED_MS));
      if (left === undefined) await new Nudge().wait(LOOK_MS, signal);
      else this.#passOver(left);
    }
  }

  #fullest(which: (shelf: Shelf) => boolean): Shelf | undefined {
    const filled = [...this.#shelves.values()].filter((shelf) => shelf.characters > 0 && which(shelf));
    return filled.toSorted((one, other) => other.characters - one.characters)[0];
  }

  #passOver(shelf: Shelf): void {
    shelf.passedOverUntil = this.#now() + PASSED_OVER_MS;
    this.#clear(shelf);
  }

  #clear(shelf: Shelf): void {
    shelf.views.clear();
    this.#count(shelf, -shelf.characters);
  }

  #count(shelf: Shelf, more: number): void {
    shelf.characters += more;
    this.#characters += more;
  }
}
