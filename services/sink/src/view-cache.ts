/**
 * Views that were just judged, so that an attempt made moments later needs neither the ledger nor a second judgement.
 * The hash names the content, so partners who see the same share one view. Bounded: the one not used for longest leaves
 * first. A miss costs a read, never correctness.
 */
export class ViewCache<View> {
  readonly #views = new Map<string, View>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  put(hash: string, view: View): void {
    this.#views.delete(hash);
    this.#views.set(hash, view);
    if (this.#views.size <= this.#most) return;
    const oldest = this.#views.keys().next();
    if (oldest.done !== true) this.#views.delete(oldest.value);
  }

  get(hash: string): View | undefined {
    const view = this.#views.get(hash);
    if (view !== undefined) this.put(hash, view);
    return view;
  }
}
