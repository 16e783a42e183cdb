import type { Clock } from '@relais/runtime';

/** How far each look at the clock moves it: calls take time, so that tokens end between two of them. */
const LOOK_MS = 50;

/** Time of a world in which nobody waits: it passes when it is looked at, and by leaps. */
export class SimulatedTime implements Clock {
  #now: number;

  /** @param start RFC 3339 instant */
  constructor(start: string) {
    this.#now = Date.parse(start);
  }

  now(): number {
    this.#now += LOOK_MS;
    return this.#now;
  }

  /** Leaps to the next moment at which it is so many hours after midnight in UTC. */
  leapTo(hour: number): void {
    const midnight = this.#now - (this.#now % DAY_MS);
    const wanted = midnight + hour * HOUR_MS;
    this.#now = wanted > this.#now ? wanted : wanted + DAY_MS;
  }
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
