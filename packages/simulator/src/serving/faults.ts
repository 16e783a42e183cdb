import { simulatorErrors } from '../errors.ts';
import type { Fault, FaultControl, FaultKind, SimulatedService } from '../model.ts';
import { hashText, type Random, randomFor } from '../population/random.ts';

const OF_ANY_HTTP: readonly FaultKind[] = [
  'too-many-requests',
  'server-error',
  'connection-reset',
  'slow-answer',
  'html-answer',
  'truncated-json',
  'wrong-encoding',
];

/** Which service knows which fault. */
const FAULTS_OF: Readonly<Record<SimulatedService, readonly FaultKind[]>> = {
  vdab: [...OF_ANY_HTTP, 'token-expiry', 'oversized-record', 'truncated-snapshot', 'renamed-field'],
  actiris: [...OF_ANY_HTTP, 'truncated-snapshot', 'renamed-field'],
  'france-travail': [...OF_ANY_HTTP, 'token-expiry', 'truncated-snapshot'],
  forem: [
    'half-written-file',
    'entity-bomb',
    'path-trick',
    'duplicate-file',
    'old-modification-time',
    'oversized-record',
    'wrong-encoding',
    'truncated-snapshot',
    'renamed-field',
  ],
  sftp: ['connection-reset', 'slow-answer', 'rename-refused', 'disk-full'],
};

/** Told of faults as they are switched on and off, for those that act at once. */
export type FaultListener = (fault: Fault, state: 'on' | 'off') => Promise<void>;

interface Active {
  readonly fault: Fault;
  readonly random: Random;
  spare: number;
  left: number;
}

/** The faults that are switched on, and how often each has been met. */
export class FaultBoard implements FaultControl {
  readonly #seed: number;
  readonly #active = new Map<string, Active>();
  readonly #met = new Map<string, { service: SimulatedService; kind: FaultKind; count: number }>();
  readonly #listeners: FaultListener[] = [];

  constructor(seed: number) {
    this.#seed = seed;
  }

  async set(fault: Fault): Promise<void> {
    const { service, kind } = fault;
    if (!FAULTS_OF[service].includes(kind)) throw simulatorErrors.create('FAULT_UNKNOWN', { service, kind });
    const left = fault.times ?? (fault.rate === undefined ? 1 : Number.POSITIVE_INFINITY);
    const random = randomFor(this.#seed, hashText(keyOf(service, kind)));
    this.#active.set(keyOf(service, kind), { fault, random, spare: fault.after ?? 0, left });
    for (const listener of this.#listeners) await listener(fault, 'on');
  }

  async clear(service?: SimulatedService, kind?: FaultKind): Promise<void> {
    for (const [key, { fault }] of this.#active) {
      if ((service ?? fault.service) !== fault.service || (kind ?? fault.kind) !== fault.kind) continue;
      this.#active.delete(key);
      for (const listener of this.#listeners) await listener(fault, 'off');
    }
  }

  met(): readonly { service: SimulatedService; kind: FaultKind; count: number }[] {
    return [...this.#met.values()].map((entry) => ({ ...entry }));
  }

  listen(listener: FaultListener): void {
    this.#listeners.push(listener);
  }

  /** The fault if this call is to show it; one of its times is then used up. */
  meet(service: SimulatedService, kind: FaultKind): Fault | null {
    const active = this.#active.get(keyOf(service, kind));
    if (active === undefined || active.left <= 0) return null;
    if (active.spare > 0) {
      active.spare -= 1;
      return null;
    }
    if (active.fault.rate !== undefined && !active.random.chance(active.fault.rate)) return null;
    active.left -= 1;
    this.#count(service, kind);
    return active.fault;
  }

  #count(service: SimulatedService, kind: FaultKind): void {
    const entry = this.#met.get(keyOf(service, kind)) ?? { service, kind, count: 0 };
    entry.count += 1;
    this.#met.set(keyOf(service, kind), entry);
  }
}

/** The part of a snapshot that is left, 0–1: all of it without the fault. */
export function remainsOf(fault: Fault | null): number {
  return fault === null ? 1 : (fault.remains ?? 0.5);
}

function keyOf(service: SimulatedService, kind: FaultKind): string {
  return `${service}/${kind}`;
}
