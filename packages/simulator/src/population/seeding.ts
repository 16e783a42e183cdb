import type { PopulationService } from '../model.ts';
import type { Area } from './municipalities.ts';
import { type Random, randomFor } from './random.ts';
import type { Appearance, Channel, Job, Likeness } from './records.ts';
import { SERVICES, type World } from './world.ts';

const PURPOSE_SEEDING = 51;
const DAY_MS = 86_400_000;
const OLDEST_DAYS = 20;

/** How many records each service may still take. */
export type Quota = Record<PopulationService, number>;

/** Share of the VDAB jobs that name a region and no place. */
const VAGUE = 0.01;

/** Chance that a job resembles the one before it at the same service. */
const LIKENESS = { 'multi-location': 0.05, near: 0.03 } as const;
const MOST_LIKENESSES = { 'multi-location': 2, near: 3 } as const;

const AREA_WEIGHTS: Readonly<Record<PopulationService, Readonly<Record<Area, number>>>> = {
  vdab: { flanders: 0.8, brussels: 0.13, wallonia: 0.06, east: 0.01 },
  actiris: { flanders: 0.12, brussels: 0.8, wallonia: 0.08, east: 0 },
  forem: { flanders: 0.06, brussels: 0.1, wallonia: 0.72, east: 0.12 },
};

const CHANNEL_WEIGHTS: Readonly<Record<PopulationService, Readonly<Record<Channel, number>>>> = {
  vdab: { employer: 0.55, agency: 0.2, board: 0.25 },
  actiris: { employer: 0.25, agency: 0, board: 0.75 },
  forem: { employer: 0.65, agency: 0.05, board: 0.3 },
};

/** A record that repeats the one by which a service first shows a job. */
interface Repeat {
  readonly from: PopulationService;
  readonly channels: readonly Channel[];
  readonly to: PopulationService;
  readonly kind: 'echo' | 'channel-twin';
  readonly chance: number;
}

/** What VDAB's commercial suppliers bring is not passed on to Actiris: they bring it there themselves. */
const REPEATS: readonly Repeat[] = [
  { from: 'vdab', channels: ['employer'], to: 'vdab', kind: 'channel-twin', chance: 0.14 },
  { from: 'vdab', channels: ['agency'], to: 'vdab', kind: 'channel-twin', chance: 0.08 },
  { from: 'vdab', channels: ['employer'], to: 'actiris', kind: 'echo', chance: 0.18 },
  { from: 'vdab', channels: ['board'], to: 'actiris', kind: 'channel-twin', chance: 0.1 },
  { from: 'vdab', channels: ['employer'], to: 'forem', kind: 'echo', chance: 0.08 },
  { from: 'forem', channels: ['employer'], to: 'actiris', kind: 'echo', chance: 0.15 },
];

/** Fills the world of day 0: exactly as many records at each service as the quota says. */
export function populate(world: World, quota: Quota, epoch: number): void {
  const random = randomFor(world.seed, PURPOSE_SEEDING);
  const founder = new Founder(world, random);
  while (SERVICES.some((service) => quota[service] > 0)) {
    const at = epoch - Math.floor(random.unit() * OLDEST_DAYS * DAY_MS);
    founder.found(weighted(random, quota), quota, at);
  }
}

/** Brings jobs into the world, each with the records that show it. */
export class Founder {
  readonly #world: World;
  readonly #random: Random;
  readonly #latest: Partial<Record<PopulationService, { job: Job; likenesses: Record<Likeness['how'], number> }>> = {};

  constructor(world: World, random: Random) {
    this.#world = world;
    this.#random = random;
  }

  /** A new job at a service, and its repeats as far as the quota goes. */
  found(service: PopulationService, quota: Quota, at: number): Appearance {
    const job = this.#newJob(service);
    quota[service] -= 1;
    const first = this.#world.show(job, { service, kind: 'original', channel: job.channel, source: null, at });
    for (const repeat of REPEATS) {
      if (job.vague || repeat.from !== service || !repeat.channels.includes(job.channel)) continue;
      if (quota[repeat.to] <= 0 || !this.#random.chance(repeat.chance)) continue;
      quota[repeat.to] -= 1;
      this.#repeat(first, repeat, at);
    }
    return first;
  }

  /** Another service begins to show a record that had no echo yet; false when none may. */
  echo(first: Appearance, at: number): boolean {
    const repeat = REPEATS.find(({ from, kind }) => kind === 'echo' && from === first.service);
    if (repeat === undefined || first.job.vague || first.kind !== 'original') return false;
    if (!repeat.channels.includes(first.channel)) return false;
    if (first.job.appearances.some(({ service }) => service === repeat.to)) return false;
    this.#repeat(first, repeat, at);
    return true;
  }

  #repeat(first: Appearance, { to, kind }: Repeat, at: number): void {
    const channel = kind === 'channel-twin' ? 'board' : first.channel;
    this.#world.show(first.job, { service: to, kind, channel, source: first, at });
  }

  #newJob(service: PopulationService): Job {
    const likeness = this.#likeness(service);
    if (likeness !== null) {
      const { area, channel } = likeness.of;
      return this.#world.addJob({ service, area, channel, likeness, vague: false });
    }
    const area = weighted(this.#random, AREA_WEIGHTS[service]);
    const channel = weighted(this.#random, CHANNEL_WEIGHTS[service]);
    const vague = service === 'vdab' && this.#random.chance(VAGUE);
    const job = this.#world.addJob({ service, area, channel, likeness: null, vague });
    if (!vague) this.#latest[service] = { job, likenesses: { 'multi-location': 0, near: 0 } };
    return job;
  }

  #likeness(service: PopulationService): Likeness | null {
    const roll = this.#random.unit();
    const latest = this.#latest[service];
    if (latest === undefined || roll >= LIKENESS['multi-location'] + LIKENESS.near) return null;
    const how = roll < LIKENESS['multi-location'] ? 'multi-location' : 'near';
    if (latest.likenesses[how] >= MOST_LIKENESSES[how]) return null;
    return { of: latest.job, how, ordinal: latest.likenesses[how]++ };
  }
}

/** A key by its weight. */
export function weighted<Key extends string>(random: Random, weights: Readonly<Record<Key, number>>): Key {
  const entries = Object.entries(weights) as [Key, number][];
  let roll = random.unit() * entries.reduce((sum, [, weight]) => sum + Math.max(0, weight), 0);
  for (const [key, weight] of entries) {
    roll -= Math.max(0, weight);
    if (roll < 0 && weight > 0) return key;
  }
  const last = entries.findLast(([, weight]) => weight > 0);
  if (last === undefined) throw new RangeError('all weights are zero');
  return last[0];
}
