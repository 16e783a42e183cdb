import type { PopulationService } from '../model.ts';
import type { Area } from './municipalities.ts';
import type { Appearance, Job } from './records.ts';
import { indexOfUuid, referenceOf } from './references.ts';

export const SERVICES: readonly PopulationService[] = ['vdab', 'actiris', 'forem'];

const NONE: readonly Appearance[] = [];

const DAY_MS = 86_400_000;
/** Publication lasts this long at least: nothing ends by itself in the first weeks. */
const LEAST_DAYS = 60;

/**
 * The jobs of the world and the records that the services keep of them. Holds a few numbers per record;
 * texts are written from the seed whenever a record is served.
 */
export class World {
  readonly seed: number;
  readonly jobs: Job[] = [];
  readonly appearances: Appearance[] = [];
  readonly of: Readonly<Record<PopulationService, Appearance[]>> = { vdab: [], actiris: [], forem: [] };
  /** Counts the changes of the world: answers computed at one revision hold until the next. */
  revision = 0;
  readonly #slots: Record<Area, number> = { flanders: 0, brussels: 0, wallonia: 0, east: 0 };

  constructor(seed: number) {
    this.seed = seed;
  }

  addJob(job: Pick<Job, 'service' | 'area' | 'channel' | 'likeness' | 'vague'>): Job {
    const slot = job.likeness === null ? this.#slots[job.area]++ : job.likeness.of.slot;
    const { service, area, channel, likeness, vague } = job;
    const index = this.jobs.length;
    const added: Job = { index, service, area, slot, channel, likeness, vague, revision: 0, appearances: NONE };
    this.jobs.push(added);
    return added;
  }

  /** A service begins to show a job. */
  show(job: Job, shown: Pick<Appearance, 'service' | 'kind' | 'channel' | 'source'> & { at: number }): Appearance {
    const { service, kind, channel, source, at } = shown;
    const index = this.appearances.length;
    const until = source?.until ?? at + (LEAST_DAYS + (index % 30)) * DAY_MS;
    const appearance: Appearance = {
      index,
      job,
      service,
      kind,
      channel,
      source,
      created: at,
      until,
      live: true,
      shown: job.revision,
      version: 1,
      modified: at,
      changed: at,
      replaced: false,
    };
    this.appearances.push(appearance);
    this.of[service].push(appearance);
    job.appearances = [...job.appearances, appearance];
    this.#markDuplicates(appearance, at);
    return appearance;
  }

  /** A record begins or ceases to be shown. */
  setLive(appearance: Appearance, live: boolean, at: number): void {
    appearance.live = live;
    this.#mark(appearance, at);
    this.#markDuplicates(appearance, at);
  }

  /** A record takes over the newest revision of its job. */
  refresh(appearance: Appearance, at: number): void {
    appearance.shown = appearance.job.revision;
    this.#mark(appearance, at);
  }

  reference(appearance: Appearance): string {
    return referenceOf(this.seed, appearance);
  }

  /** The VDAB record with a reference, whether it is live or not. */
  vdabRecord(reference: string): Appearance | null {
    const index = indexOfUuid(this.seed, reference);
    const found = index === null ? undefined : this.appearances[index];
    return found?.service === 'vdab' ? found : null;
  }

  /** VDAB's records name their duplicates that are shown: they change with them. */
  #markDuplicates({ index, job, service }: Appearance, at: number): void {
    if (service !== 'vdab') return;
    for (const other of job.appearances)
      if (other.service === 'vdab' && other.live && other.index !== index) this.#mark(other, at);
  }

  #mark(appearance: Appearance, at: number): void {
    appearance.version += 1;
    appearance.modified = at;
    appearance.changed = at;
  }
}

/** Whole days in UTC since the epoch. */
export function dayOf(moment: number): number {
  return Math.floor(moment / DAY_MS);
}

/** The UTC date of a moment as `YYYY-MM-DD`. */
export function dateOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
