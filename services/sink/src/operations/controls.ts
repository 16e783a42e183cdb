import type { Ledger } from '@relais/ledger';
import type { Clock } from '@relais/runtime';

/** How old what the lanes know of the controls may be. */
const FRESH_MS = 1_000;

/** Which subscriptions are held back by a person. One for all lanes of a process. */
export class Controls {
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  #readAt = Number.NEGATIVE_INFINITY;
  #paused: Promise<ReadonlySet<string>> = Promise.resolve(new Set());

  constructor(ledger: Ledger, clock: Clock) {
    this.#ledger = ledger;
    this.#clock = clock;
  }

  async isPaused(subscription: string): Promise<boolean> {
    const now = this.#clock.now();
    if (now - this.#readAt >= FRESH_MS) {
      this.#readAt = now;
      this.#paused = this.#read();
    }
    return (await this.#paused).has(subscription);
  }

  async #read(): Promise<ReadonlySet<string>> {
    const controls = await this.#ledger.operations.controls();
    return new Set(controls.filter(({ paused }) => paused).map(({ subscription }) => subscription));
  }
}
