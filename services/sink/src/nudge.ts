/** Wakes a waiting loop early. A nudge given while nobody waits is kept for the next wait. */
export class Nudge {
  #given = false;
  #wake: (() => void) | null = null;

  give(): void {
    this.#given = true;
    this.#wake?.();
  }

  /** Resolves at the nudge, after the time, or when the signal aborts; never rejects. */
  async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (!this.#given && !signal.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = resolve;
      signal.addEventListener('abort', this.#wake);
      await promise;
      clearTimeout(timer);
      // The signal outlives thousands of waits: what is left on it would pile up.
      signal.removeEventListener('abort', this.#wake);
    }
    this.#wake = null;
    this.#given = false;
  }
}
