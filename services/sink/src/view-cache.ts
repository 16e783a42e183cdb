interface Kept<View> {
  readonly view: View;
  readonly since: number;
  /** How many attempts are still to take it. */
  wanted: number;
}

/** What was not taken by then belongs to a partner that does not answer, or was overtaken. */
const LONGEST_KEPT_MS = 5_000;

/**
 * Views that were just judged, so that an attempt made moments later needs neither the ledger nor a second judgement.
 * The hash names the content, so partners who see the same share one view, which leaves with the last of them. Bounded: where
 * attempts fall behind, what is already there stays, for it is taken first. A miss costs a read, never correctness.
 */
export class ViewCache<View> {
  readonly #views = new Map<string, Kept<View>>();
  readonly #most: number;
  readonly #now: () => number;

  /** `now`: milliseconds from any moment on. */
  constructor(most: number, now: () => number = () => performance.now()) {
    this.#most = most;
    this.#now = now;
  }

  /** Keeps the view for one attempt more. */
  put(hash: string, view: View): void {
    const kept = this.#views.get(hash);
    if (kept !== undefined) kept.wanted += 1;
    else if (this.#hasRoom()) this.#views.set(hash, { view, since: this.#now(), wanted: 1 });
  }

  /** The view for one attempt. */
  take(hash: string): View | undefined {
    const kept = this.#views.get(hash);
    if (kept === undefined) return undefined;
    kept.wanted -= 1;
    if (kept.wanted === 0) this.#views.delete(hash);
    return kept.view;
  }

  #hasRoom(): boolean {
    if (this.#views.size < this.#most) return true;
    const [oldest] = this.#views;
    if (oldest === undefined || this.#now() - oldest[1].since < LONGEST_KEPT_MS) return false;
    return this.#views.delete(oldest[0]);
  }
}
