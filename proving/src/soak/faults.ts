import type { Simulator } from '@relais/simulator';
import type { Random } from './random.ts';

type Fault = Parameters<Simulator['faults']['set']>[0];
type Rest = Omit<Fault, 'service' | 'kind'>;
type Draw = (random: Random, records: number) => Rest;

/** In the middle of a reading, a few times. */
const inTheMiddle: Draw = (random) => ({ after: random.whole(0, 12), times: random.whole(1, 3) });
const once: Draw = () => ({});
const often: Draw = (random) => ({ rate: 0.1 + random.unit() * 0.4, times: random.whole(10, 200) });

const HTTP: Readonly<Partial<Record<Fault['kind'], Draw>>> = {
  'too-many-requests': (random, records) => ({ ...often(random, records), retryAfterSeconds: 0 }),
  'server-error': often,
  'server-restart': (random) => ({ after: random.whole(0, 12), times: random.whole(1, 2), delayMs: 20 }),
  'connection-reset': inTheMiddle,
  'slow-answer': (random) => ({ after: random.whole(0, 12), times: random.whole(1, 3), delayMs: 20 }),
  'html-answer': inTheMiddle,
  'truncated-json': inTheMiddle,
  'wrong-encoding': inTheMiddle,
  'truncated-snapshot': truncated,
  'renamed-field': (random) => ({ after: random.whole(0, 40), times: random.chance(0.5) ? 1 : 100_000 }),
  'unknown-field': often,
  'unknown-code': often,
};

const HALF_AN_HOUR_MS = 1_800_000;

/** Which faults a night may have, and how they are drawn. `records` is the size of the population. */
const DRAWS: Readonly<Record<string, Readonly<Partial<Record<Fault['kind'], Draw>>>>> = {
  vdab: {
    ...HTTP,
    'token-expiry': inTheMiddle,
    'vanished-id': (random) => ({ records: random.whole(1, 8), times: random.whole(1, 2) }),
    'mass-touch': (_random, records) => ({ records: Math.min(60_000, records) }),
    'clock-skew': (random) => ({ skewMs: -random.whole(1, 8) * HALF_AN_HOUR_MS }),
  },
  actiris: HTTP,
  'forem-open-data': HTTP,
  forem: {
    'truncated-snapshot': (random) => ({ remains: random.unit() * 0.9 }),
    'half-written-file': once,
    'duplicate-file': (random) => ({ times: random.whole(1, 3) }),
    'old-modification-time': (random) => ({ times: random.whole(1, 2) }),
    'wrong-encoding': once,
    'renamed-field': once,
    'entity-bomb': once,
    'path-trick': once,
  },
  sftp: {
    'connection-reset': inTheMiddle,
    'slow-answer': (random) => ({ after: random.whole(0, 12), times: random.whole(1, 3), delayMs: 20 }),
    'rename-refused': (random) => ({ times: random.whole(1, 4) }),
    'disk-full': (random) => ({ times: random.whole(1, 4) }),
  },
};

/**
 * A snapshot that is cut short: one that says how long it should be, or one that does not. The quiet
 * one leaves out more than any guard lets pass: less could not be told from what employers do.
 */
function truncated(random: Random): Rest {
  return random.chance(0.5)
    ? { quiet: true, remains: 0.3, times: 1_000 }
    : { remains: random.unit() * 0.95, times: random.whole(1, 9) };
}

/** Every third night, the second one first, suppliers edit most of what is shown at once. */
export function hasBurst(night: number): boolean {
  return night % 3 === 2;
}

/** Every fault that a reading may meet, each drawn anew. */
export function everyFault(random: Random, records: number): Fault[] {
  return ALL.map((one) => drawn(one, random, records));
}

/** The faults of one reading. A snapshot that is cut short is the most dangerous one: one reading in three has it for sure. */
export function drawFaults(random: Random, records: number, count: number): Fault[] {
  const cutShort = ALL.filter(({ kind }) => kind === 'truncated-snapshot');
  const some = [...random.some(ALL, count), ...random.some(cutShort, random.chance(1 / 3) ? 1 : 0)];
  return some.map((one) => drawn(one, random, records));
}

const ALL = Object.entries(DRAWS).flatMap(([service, draws]) =>
  Object.entries(draws).map(([kind, draw]) => ({ service, kind, draw })),
);

function drawn({ service, kind, draw }: (typeof ALL)[number], random: Random, records: number): Fault {
  return { ...draw(random, records), service, kind } as Fault;
}
