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
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        const wake = () => {
          clearTimeout(timer);
          resolve();
        };
        this.#wake = wake;
        signal.addEventListener('abort', wake, { once: true });
        if (this.#given || signal.aborted) wake();
      });
    }
    this.#wake = null;
    this.#given = false;
  }
}
