import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { AdvanceOptions, Changes, Truth, TruthSummary } from '../model.ts';
import { liveThrough, type Step } from './living.ts';
import { populate, type Quota } from './seeding.ts';
import { summaryOf, truthOf } from './truth.ts';
import { dayOf, SERVICES, World } from './world.ts';

const DAY_MS = 86_400_000;
const TICK_SHARE = 0.05;
const BURST_RECORDS = 60_000;

const stateSchema = z.object({
  format: z.literal(1),
  seed: z.number(),
  offers: z.number(),
  shares: z.object({ vdab: z.number(), actiris: z.number(), forem: z.number() }),
  /** When day 0 began to be looked at. */
  epoch: z.number(),
  steps: z.array(
    z.object({ kind: z.enum(['day', 'tick', 'touch', 'burst', 'expire']), at: z.number(), size: z.number() }),
  ),
  /** Steps whose changes the drop has published; null before its first file. */
  published: z.number().nullable(),
});
type State = z.infer<typeof stateSchema>;

export interface PopulationOptions {
  readonly offers: number;
  readonly seed: number;
  readonly day: number;
  readonly shares: Readonly<Quota>;
  /** File that keeps the steps, so that a restart finds the same world. */
  readonly file: string;
  readonly clock: { now(): number };
}

/** The world and its life so far. The same seed, size and steps give the same world, whenever it is built. */
export class Population {
  readonly world: World;
  /** True when no earlier life was found. */
  readonly fresh: boolean;
  readonly #options: PopulationOptions;
  readonly #state: State;

  private constructor(options: PopulationOptions, state: State, fresh: boolean) {
    this.#options = options;
    this.#state = state;
    this.fresh = fresh;
    this.world = new World(options.seed);
    populate(this.world, quotaOf(options.offers, options.shares), state.epoch);
    for (const [number, step] of state.steps.entries()) liveThrough(this.world, step, number, options.shares);
  }

  /** Finds the life kept in the file again, or begins a new one, and lets it reach the wanted day. */
  static async open(options: PopulationOptions): Promise<Population> {
    const kept = await readState(options);
    const population = new Population(options, kept ?? beginning(options), kept === null);
    population.#reachDay(options.day);
    if (dayOf(options.clock.now()) > dayOf(population.now)) population.#step('expire', 1, options.clock.now());
    await population.#save();
    return population;
  }

  get day(): number {
    return this.#state.steps.filter(({ kind }) => kind === 'day').length;
  }

  /** Moment of the last step. */
  get now(): number {
    return this.#state.steps.at(-1)?.at ?? this.#state.epoch;
  }

  /** What the drop has yet to publish: everything at first, later what changed since a moment, or nothing (null). */
  get unpublished(): { readonly of: 'everything' | 'changes'; readonly moment: number | null } {
    const { steps, published } = this.#state;
    if (published === null) return { of: 'everything', moment: null };
    return { of: 'changes', moment: steps[published]?.at ?? null };
  }

  async published(): Promise<void> {
    this.#state.published = this.#state.steps.length;
    await this.#save();
  }

  /** Lives one step, and keeps that it did. */
  async advance({ kind = 'day', records, share }: Omit<AdvanceOptions, 'times'>): Promise<Changes> {
    const touch = records ?? this.world.of.vdab.length;
    const sizes = { day: 1, tick: share ?? TICK_SHARE, touch, burst: records ?? BURST_RECORDS };
    const changes = this.#step(kind, sizes[kind], this.#options.clock.now());
    await this.#save();
    return changes;
  }

  summary(): TruthSummary {
    return { ...summaryOf(this.world), day: this.day, steps: this.#state.steps.length };
  }

  truth(): Truth {
    return { ...this.summary(), list: this.world.jobs.map((job) => truthOf(this.world, job)) };
  }

  /** Steps never share a moment: a window that ends at one of them is unambiguous. */
  #step(kind: Step['kind'], size: number, at: number): Changes {
    const step = { kind, size, at: Math.max(at, this.now + 1) };
    const changes = liveThrough(this.world, step, this.#state.steps.length, this.#options.shares);
    this.#state.steps.push(step);
    return changes;
  }

  #reachDay(day: number): void {
    while (this.day < day) this.#step('day', 1, this.#state.epoch + (this.day + 1) * DAY_MS);
  }

  async #save(): Promise<void> {
    const { file } = this.#options;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.part`, JSON.stringify(this.#state));
    await rename(`${file}.part`, file);
  }
}

function beginning({ seed, offers, shares, day, clock }: PopulationOptions): State {
  return { format: 1, seed, offers, shares, epoch: clock.now() - day * DAY_MS, steps: [], published: null };
}

/** The kept life, or null when there is none or it is another population's. */
async function readState({ file, seed, offers, shares }: PopulationOptions): Promise<State | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  const state = stateSchema.safeParse(parsed(text)).data;
  if (state === undefined || state.seed !== seed || state.offers !== offers) return null;
  return SERVICES.every((service) => state.shares[service] === shares[service]) ? state : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Whole records per service that add up to the wanted number. */
function quotaOf(offers: number, shares: Readonly<Quota>): Quota {
  const total = shares.vdab + shares.actiris + shares.forem;
  const actiris = Math.round((offers * shares.actiris) / total);
  const forem = Math.round((offers * shares.forem) / total);
  return { vdab: offers - actiris - forem, actiris, forem };
}
