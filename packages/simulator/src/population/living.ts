import type { Changes, PopulationService } from '../model.ts';
import { type Random, randomFor } from './random.ts';
import type { Appearance } from './records.ts';
import { Founder, type Quota, weighted } from './seeding.ts';
import { dayOf, type World } from './world.ts';

/** One step in the life of the world; the sequence of them is all that must be kept to live it again. */
export interface Step {
  /** `expire` only ends what is past its last day, as after a pause of the simulator. */
  readonly kind: 'day' | 'tick' | 'touch' | 'burst' | 'expire';
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Share of a day's changes; for `touch` and `burst`, how many records. */
  readonly size: number;
}

/** Changes of a whole day, as shares of the live records. */
const DAILY = { created: 0.02, edited: 0.015, withdrawn: 0.012, reopened: 0.002, reposted: 0.004, echoed: 0.003 };

const PURPOSE_STEP = 61;
const MOST_TRIES = 60;

/** Lives one step. `number` counts the steps from the first one and decides, with the seed, what happens. */
export function liveThrough(world: World, step: Step, number: number, shares: Readonly<Quota>): Changes {
  const life = new Life(world, step, randomFor(world.seed, PURPOSE_STEP, number));
  if (step.kind === 'touch') life.touch(step.size);
  else if (step.kind === 'burst') life.burst(step.size);
  else {
    life.follow();
    life.expire();
    if (step.kind !== 'expire') life.change(step.size, shares);
  }
  world.revision += 1;
  return life.changes;
}

class Life {
  readonly changes = { created: 0, edited: 0, withdrawn: 0, reopened: 0, reposted: 0, touched: 0 };
  readonly #world: World;
  readonly #random: Random;
  readonly #at: number;

  constructor(world: World, step: Step, random: Random) {
    this.#world = world;
    this.#random = random;
    this.#at = step.at;
  }

  /** Echoes and twins follow what happened to their source in an earlier step. */
  follow(): void {
    for (const appearance of this.#world.appearances) {
      const { source } = appearance;
      if (source === null) continue;
      if (appearance.live !== source.live) this.#setLive(appearance, source.live);
      if (appearance.live && appearance.shown !== source.shown) this.#refresh(appearance);
    }
  }

  expire(): void {
    const today = dayOf(this.#at);
    for (const appearance of this.#world.appearances) {
      if (appearance.live && dayOf(appearance.until) < today) this.#setLive(appearance, false);
    }
  }

  change(share: number, shares: Readonly<Quota>): void {
    const shown = this.#world.appearances.reduce((count, appearance) => count + (appearance.live ? 1 : 0), 0);
    const times = (daily: number) => this.#whole(shown * daily * share);
    this.#repeatedly(times(DAILY.withdrawn), isOwn, (appearance) => this.#setLive(appearance, false));
    this.#repeatedly(times(DAILY.reopened), this.#canReopen, (appearance) => this.#setLive(appearance, true));
    this.#repeatedly(times(DAILY.reposted), isOwn, (appearance) => this.#repost(appearance));
    this.#repeatedly(times(DAILY.edited), isOwn, (appearance) => this.#edit(appearance));
    const founder = new Founder(this.#world, this.#random);
    this.#repeatedly(times(DAILY.echoed), isOwn, (appearance) => {
      if (founder.echo(appearance, this.#at)) this.changes.created += 1;
    });
    this.#create(founder, times(DAILY.created), shares);
  }

  /** VDAB names live vacancies as changed, with the same version and content. */
  touch(records: number): void {
    for (const appearance of this.#world.of.vdab) {
      if (this.changes.touched >= records) return;
      if (!appearance.live) continue;
      appearance.changed = this.#at;
      this.changes.touched += 1;
    }
  }

  /** A bulk edit: live records get another content and version, each together with all others of its job. */
  burst(records: number): void {
    for (const job of this.#world.jobs) {
      if (this.changes.edited >= records) return;
      const shown = job.appearances.filter(({ live }) => live);
      if (shown.length > 0) job.revision += 1;
      for (const appearance of shown) this.#refresh(appearance);
    }
  }

  #create(founder: Founder, count: number, shares: Readonly<Quota>): void {
    const before = this.#world.appearances.length;
    const limit = (service: PopulationService) => (shares[service] > 0 ? Number.POSITIVE_INFINITY : 0);
    const quota: Quota = { vdab: limit('vdab'), actiris: limit('actiris'), forem: limit('forem') };
    while (this.#world.appearances.length - before < count) {
      founder.found(weighted(this.#random, shares), quota, this.#at);
    }
    this.changes.created += this.#world.appearances.length - before;
  }

  readonly #canReopen = (appearance: Appearance) =>
    !appearance.live && appearance.source === null && !appearance.replaced && dayOf(appearance.until) > dayOf(this.#at);

  #repost(appearance: Appearance): void {
    const { job, service, channel } = appearance;
    this.#world.setLive(appearance, false, this.#at);
    appearance.replaced = true;
    this.#world.show(job, { service, kind: 'repost', channel, source: null, at: this.#at });
    this.changes.reposted += 1;
  }

  #edit(appearance: Appearance): void {
    appearance.job.revision += 1;
    this.#refresh(appearance);
  }

  #refresh(appearance: Appearance): void {
    this.#world.refresh(appearance, this.#at);
    this.changes.edited += 1;
  }

  #setLive(appearance: Appearance, shown: boolean): void {
    this.#world.setLive(appearance, shown, this.#at);
    if (shown) this.changes.reopened += 1;
    else this.changes.withdrawn += 1;
  }

  /** Acts on records picked at random that fit; gives up on one that is not found soon. */
  #repeatedly(times: number, fits: (appearance: Appearance) => boolean, act: (appearance: Appearance) => void): void {
    const { appearances } = this.#world;
    for (let time = 0; time < times && appearances.length > 0; time++) {
      for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
        const appearance = this.#random.pick(appearances);
        if (!fits(appearance)) continue;
        act(appearance);
        break;
      }
    }
  }

  /** A count from an expectation: what is left over is decided by chance. */
  #whole(expected: number): number {
    return Math.floor(expected + this.#random.unit());
  }
}

/** A live record that nobody else's decides over. */
function isOwn(appearance: Appearance): boolean {
  return appearance.live && appearance.source === null;
}
