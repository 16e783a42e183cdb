import type { Ledger } from '@relais/ledger';
import type { Clock } from '@relais/runtime';
import type { Observation, Offer } from '@relais/vacancy';
import { vacancyKey } from '@relais/vacancy';
import * as fc from 'fast-check';
import { expect } from 'vitest';
import { nextOffer } from '../src/build-offer.ts';
import { enrichBatch } from '../src/enrich-batch.ts';
import type { EnricherSurroundings } from '../src/leased-work.ts';
import { TaskQueue } from '../src/task-queue.ts';
import { aVacancy, batchOf, observed, publishedOffers, withdrawn } from './open-stage.ts';

const STEPS = ['index', 'publish', 'ledger'] as const;
/** Longer than any lease. */
const FROZEN_MS = 31_000;

/** Where a process stands still: before what it asked for reaches the store, or after. */
interface Freeze {
  readonly step: (typeof STEPS)[number];
  readonly when: 'before' | 'after';
}

interface Freezing extends Freeze {
  /** It wakes for this step alone: a moment later it dies. */
  readonly dies: boolean;
}

const anyFreeze: fc.Arbitrary<Freeze> = fc.record({
  step: fc.constantFrom(...STEPS),
  when: fc.constantFrom('before', 'after'),
});

const VACANCIES = ['vdab:V1', 'vdab:V2', 'actiris:A1', 'forem:F1'] as const;
const VERSIONS = 4;

/** One version of a vacancy: gone, or shown so that it may be the same job as another, by a reference or by being alike. */
const anyLook = fc.record({
  gone: fc.constantFrom(false, false, false, true),
  positions: fc.integer({ min: 1, max: 2 }),
  linked: fc.boolean(),
  chef: fc.boolean(),
});
type Look = typeof anyLook extends fc.Arbitrary<infer Each> ? Each : never;

/** Every version of every vacancy: to see one again is to see the same. */
const anyWorld = fc.array(anyLook, { minLength: VACANCIES.length * VERSIONS, maxLength: VACANCIES.length * VERSIONS });
const anySight = fc.record({
  which: fc.nat(VACANCIES.length - 1),
  version: fc.integer({ min: 1, max: VERSIONS }),
});
type Sight = typeof anySight extends fc.Arbitrary<infer Each> ? Each : never;

function observationOf(world: readonly Look[], { which, version }: Sight): Observation {
  const [source = '', reference = ''] = (VACANCIES[which] ?? '').split(':');
  const look = world[which * VERSIONS + version - 1];
  if (look === undefined || look.gone) return withdrawn(source, reference, version);
  const titles = { nl: look.chef ? 'Chef-kok' : 'Kok (m/v/x)' };
  const duplicatesAtSource = look.linked && source === 'vdab' ? [reference === 'V1' ? 'V2' : 'V1'] : [];
  return observed(aVacancy(source, reference, { positions: look.positions, titles, duplicatesAtSource }), version);
}

const anyBatch = fc.array(anySight, { minLength: 1, maxLength: 3 });
const anyBatches = fc.array(anyBatch, { maxLength: 3 });

/** A stage on stores of its own. */
export interface OpenStage {
  readonly around: EnricherSurroundings;
  close(): void | Promise<void>;
}

/**
 * A process that stands still beyond its leases, at any step and while another decides on the same vacancies, leaves log,
 * ledger and index in step, also when it dies as soon as what it asked for is done, with nobody to look at it again. `open` gives a stage whose clock is the one given; its store may count leases by a clock of its own.
 */
export async function expectLateWritersToBeHarmless(
  open: (clock: Clock) => Promise<OpenStage>,
  numRuns: number,
): Promise<void> {
  const plan = fc.record({
    world: anyWorld,
    before: anyBatches,
    frozen: anyBatch,
    freeze: anyFreeze,
    meanwhile: anyBatches,
    givenAway: fc.boolean(),
    overlaps: fc.boolean(),
    dies: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(plan, async ({ world, before, frozen, freeze, meanwhile, overlaps, dies, ...given }) => {
      const givenAway = given.givenAway || dies;
      const shown = (sights: readonly Sight[]) => batchOf(...sights.map((sight) => observationOf(world, sight)));
      let now = Date.UTC(2026, 10, 24);
      const stage = await open({ now: () => now });
      const around = { ...stage.around, ledger: countingBy(stage.around.clock, stage.around.ledger) };
      try {
        const other = { ...around, holder: 'other' };
        const others = new TaskQueue(other);
        const byOther = async (batches: readonly (readonly Sight[])[]) => {
          for (const batch of batches) await enrichBatch(other, others, shown(batch));
        };
        await byOther(before);
        let theirs = Promise.resolve();
        const partition = new AbortController();
        const leased = withLeasesNoted(around);
        const late = freezing(leased.around, { ...freeze, dies }, async () => {
          now += FROZEN_MS;
          await leased.end();
          if (givenAway) partition.abort();
          theirs = byOther([...meanwhile, ...(givenAway ? [frozen] : [])]);
          if (!overlaps) await theirs;
        });
        const queue = new TaskQueue(late);
        await enrichBatch(late, queue, { ...shown(frozen), signal: partition.signal }).catch((error: unknown) => {
          if (!givenAway) throw error;
        });
        await theirs;
        // What has come up on the way is done before what comes now.
        if (!dies) await queue.perform({ most: 0, read: () => [] }, new AbortController().signal);
        await expectInStep(around, { toTheVersion: !dies });
      } finally {
        await stage.close();
      }
    }),
    { numRuns },
  );
}

/** Surroundings whose leases can be brought to their end, also in a store that counts by a clock of its own. */
function withLeasesNoted(around: EnricherSurroundings) {
  const names = new Set<string>();
  const { leases } = around.state;
  const noted: typeof leases = over(leases, {
    acquire: async (holder, requests, ttlMs) => {
      for (const name of requests.flatMap((request) => request.names)) names.add(name);
      return await leases.acquire(holder, requests, ttlMs);
    },
  });
  const end = async () => await leases.release(around.holder, [...names]);
  return { around: { ...around, state: { ...around.state, leases: noted } }, end };
}

/** A ledger that goes by a clock, as one on another machine goes by its own. */
function countingBy(clock: Clock, ledger: Ledger): Ledger {
  const offers = over(ledger.offers, {
    apply: async ({ until, ...change }) => {
      const left = until === undefined ? {} : { until: (await ledger.now()) + until - clock.now() };
      return await ledger.offers.apply({ ...change, ...left });
    },
  });
  return { ...ledger, offers, now: async () => await Promise.resolve(clock.now()) };
}

function over<Part extends object>(part: Part, change: Partial<Part>): Part {
  return Object.assign(Object.create(part) as Part, change);
}

/** Surroundings whose process stands still once, at the first such step. */
function freezing(around: EnricherSurroundings, { step, when, dies }: Freezing, meanwhile: () => Promise<void>) {
  let isDone = false;
  const slow =
    <Arguments extends unknown[], Result>(work: (...given: Arguments) => Promise<Result>) =>
    async (...given: Arguments): Promise<Result> => {
      if (isDone) return await work(...given);
      isDone = true;
      if (when === 'before') await meanwhile();
      const result = await work(...given);
      if (when === 'after') await meanwhile();
      if (dies) throw new Error('died');
      return result;
    };
  const { state, log, ledger } = around;
  if (step === 'index') {
    const matches = over(state.matches, { apply: slow((change) => state.matches.apply(change)) });
    return { ...around, state: { ...state, matches } };
  }
  if (step === 'publish') return { ...around, log: over(log, { publish: slow((records) => log.publish(records)) }) };
  const offers = over(ledger.offers, { apply: slow((change) => ledger.offers.apply(change)) });
  return { ...around, ledger: { ...ledger, offers } };
}

/** Log, ledger and index say the same, and every offer shows what its vacancies say. The dead may have told the same once more. */
async function expectInStep(around: EnricherSurroundings, { toTheVersion }: { toTheVersion: boolean }): Promise<void> {
  const standing = new Map<string, Offer>();
  for await (const offers of around.ledger.offers.scanOffers({}))
    for (const offer of offers) standing.set(offer.id, offer);
  const told = await newestInLog(around);
  if (toTheVersion) expect(told).toEqual(standing);
  expect([...told.keys()].toSorted()).toEqual([...standing.keys()].toSorted());
  const rows = [...(await around.ledger.offers.vacancies(VACANCIES)).values()];
  const entries = await around.state.matches.get(rows.map(({ key }) => key));
  for (const { key, live, offerId } of rows) {
    const listing = [...standing.values()].filter(({ members }) =>
      members.some((member) => vacancyKey(member) === key),
    );
    expect(listing.map(({ id }) => id)).toEqual(live ? [offerId] : []);
    if (live) expect(entries.get(key)).toMatchObject({ offerId });
    expect(entries.get(key)?.expiresAt === undefined).toBe(live || !entries.has(key));
  }
  const members = await around.ledger.offers.membersOf([...standing.keys()]);
  const writing = { coder: around.coderBy([]), places: around.places, fence: 0, at: 0 };
  for (const previous of [...standing.values(), ...told.values()]) {
    const { id, mergedInto } = previous;
    const changed = { id, previous, members: members.get(id) ?? [], mergedInto, intended: true, untold: false };
    expect(nextOffer(changed, writing)).toBeNull();
  }
}

async function newestInLog(around: EnricherSurroundings): Promise<ReadonlyMap<string, Offer>> {
  const newest = new Map<string, Offer>();
  for (const { offer } of await publishedOffers(around)) {
    const known = newest.get(offer.id);
    if (
      known === undefined ||
      offer.version > known.version ||
      (offer.version === known.version && offer.fence >= known.fence)
    )
      newest.set(offer.id, offer);
  }
  return newest;
}
