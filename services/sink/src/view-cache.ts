/**
 * Views that were just judged, so that an attempt made moments later needs neither the ledger nor a second judgement.
 * Bounded: the oldest leave first. A miss costs a read, never correctness, since the hash names the content.
 */
export class ViewCache<View> {
  readonly #views = new Map<string, View>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  put(subscription: string, hash: string, view: View): void {
    const key = `${subscription}:${hash}`;
    this.#views.delete(key);
    this.#views.set(key, view);
    if (this.#views.size <= this.#most) return;
    const oldest = this.#views.keys().next();
    if (oldest.done !== true) this.#views.delete(oldest.value);
  }

  /** Hands the view out and forgets it: an attempt that fails comes back later, by way of the ledger. */
  take(subscription: string, hash: string): View | undefined {
    const key = `${subscription}:${hash}`;
    const view = this.#views.get(key);
    this.#views.delete(key);
    return view;
  }
}
