import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { HotState } from '../../src/index.ts';
import type { Store } from '../store.ts';

const LONG = 60_000;

/** One thing that a holder does, or time that passes. */
type Step =
  | { readonly kind: 'acquire'; readonly holder: number; readonly requests: readonly string[][]; readonly ttl: number }
  | {
      readonly kind: 'extend' | 'release';
      readonly holder: number;
      readonly names: readonly string[];
      readonly ttl: number;
    }
  | { readonly kind: 'elapse'; readonly ttl: number };

/** Any step of three holders over five names; with short leases only where time can be held. */
export function anyStep(withTime: boolean): fc.Arbitrary<Step> {
  const holder = fc.integer({ min: 0, max: 2 });
  const names = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 3 });
  const ttl = withTime ? fc.constantFrom(10, 100, LONG) : fc.constant(LONG);
  const steps: fc.Arbitrary<Step>[] = [
    fc.record({ kind: fc.constant('acquire' as const), holder, requests: fc.array(names, { maxLength: 3 }), ttl }),
    fc.record({ kind: fc.constantFrom('extend' as const, 'release' as const), holder, names, ttl }),
  ];
  if (withTime) steps.push(fc.record({ kind: fc.constant('elapse' as const), ttl: fc.constantFrom(5, 10, 60) }));
  return fc.oneof(...steps);
}

/** Leases as a table says them, beside the store: each step is taken by both and must come out the same. */
export class LeaseTable {
  readonly #scope: string;
  readonly #store: Store;
  readonly #states: readonly HotState[];
  readonly #held = new Map<string, { holder: number; until: number }>();
  #now = 0;
  #fence = 0;

  constructor(scope: string, store: Store, states: readonly HotState[]) {
    this.#scope = scope;
    this.#store = store;
    this.#states = states;
  }

  async take(step: Step): Promise<void> {
    if (step.kind === 'elapse') {
      this.#now += step.ttl;
      return await this.#store.elapse(step.ttl);
    }
    const { leases } = this.#states[step.holder]!;
    const holder = this.#scoped(String(step.holder));
    if (step.kind === 'acquire') {
      const requests = step.requests.map((names, index) => ({
        id: `${index}`,
        names: names.map((name) => this.#scoped(name)),
      }));
      const { granted, fence } = await leases.acquire(holder, requests, step.ttl);
      expect(granted).toEqual(
        step.requests.flatMap((names, index) => (this.#grant(step.holder, names, step.ttl) ? [`${index}`] : [])),
      );
      expect(fence).toBeGreaterThan(this.#fence);
      this.#fence = fence;
    } else if (step.kind === 'extend') {
      const lost = step.names.filter((name) => !this.#isHeldBy(step.holder, name));
      expect(
        await leases.extend(
          holder,
          step.names.map((name) => this.#scoped(name)),
          step.ttl,
        ),
      ).toEqual(lost.map((name) => this.#scoped(name)));
      for (const name of step.names) if (!lost.includes(name)) this.#hold(step.holder, name, step.ttl);
    } else {
      await leases.release(
        holder,
        step.names.map((name) => this.#scoped(name)),
      );
      for (const name of step.names) if (this.#isHeldBy(step.holder, name)) this.#held.delete(name);
    }
  }

  #grant(holder: number, names: readonly string[], ttl: number): boolean {
    const free = names.every((name) => this.#isHeldBy(holder, name) || (this.#held.get(name)?.until ?? 0) <= this.#now);
    if (free) for (const name of names) this.#hold(holder, name, ttl);
    return free;
  }

  #hold(holder: number, name: string, ttl: number): void {
    this.#held.set(name, { holder, until: this.#now + ttl });
  }

  #isHeldBy(holder: number, name: string): boolean {
    const lease = this.#held.get(name);
    return lease !== undefined && lease.holder === holder && lease.until > this.#now;
  }

  #scoped(name: string): string {
    return `${this.#scope}${name}`;
  }
}
