import { simulatorErrors } from '../errors.ts';
import type { Fault, FaultControl, FaultKind, SimulatedService } from '../model.ts';
import { hashText, type Random, randomFor } from '../population/random.ts';

const OF_ANY_HTTP: readonly FaultKind[] = [
  'too-many-requests',
  'server-error',
  'server-restart',
  'clock-skew',
  'connection-reset',
  'slow-answer',
  'html-answer',
  'truncated-json',
  'wrong-encoding',
];

const HALF_AN_HOUR_MS = 1_800_000;

/** Which service knows which fault. */
const FAULTS_OF: Readonly<Record<SimulatedService, readonly FaultKind[]>> = {
  vdab: [
    ...OF_ANY_HTTP,
    'token-expiry',
    'oversized-record',
    'truncated-snapshot',
    'vanished-id',
    'mass-touch',
    'renamed-field',
    'unknown-field',
    'unknown-code',
  ],
  actiris: [...OF_ANY_HTTP, 'truncated-snapshot', 'renamed-field', 'unknown-field', 'unknown-code'],
  'forem-open-data': [...OF_ANY_HTTP, 'truncated-snapshot', 'renamed-field', 'unknown-field', 'unknown-code'],
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
    const known = FAULTS_OF[service];
    if (!known.includes(kind))
      throw simulatorErrors.create('FAULT_UNKNOWN', { service, kind, known: known.join(', ') });
    const once = fault.rate === undefined && kind !== 'clock-skew';
    const left = fault.times ?? (once ? 1 : Number.POSITIVE_INFINITY);
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

/** How far the service's clock is ahead, milliseconds; negative when it is behind. */
export function skewOf(faults: FaultBoard, service: SimulatedService): number {
  const fault = faults.meet(service, 'clock-skew');
  return fault === null ? 0 : (fault.skewMs ?? -HALF_AN_HOUR_MS);
}

/** How the JSON text of a record drifts: the member that is renamed, and the text of a code that is replaced. */
export interface DriftPlaces {
  readonly renamed: readonly [from: string, to: string];
  /** Matches a code in its member; the first group is what stands before it, the second what stands behind. */
  readonly code: RegExp;
}

/** The text of a record with the drift that is switched on for the service. */
export function drifted(faults: FaultBoard, service: SimulatedService, text: string, places: DriftPlaces): string {
  const [from, to] = places.renamed;
  const renamed = faults.meet(service, 'renamed-field') === null ? text : text.replace(`"${from}":`, `"${to}":`);
  const extended =
    faults.meet(service, 'unknown-field') === null ? renamed : renamed.replace('{', '{"newMember":{"value":1},');
  return faults.meet(service, 'unknown-code') === null ? extended : extended.replace(places.code, '$1NEW99$2');
}

function keyOf(service: SimulatedService, kind: FaultKind): string {
  return `${service}/${kind}`;
}
