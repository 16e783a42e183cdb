import type { AppearanceKind, PopulationService } from '../model.ts';
import type { Area } from './municipalities.ts';

/** Who brought a job to the service: the employer itself, a temporary-work agency, or a job board. */
export type Channel = 'employer' | 'agency' | 'board';

/** A job in the world. Everything else about it follows from the seed. */
export interface Job {
  readonly index: number;
  /** The service that showed it first. */
  readonly service: PopulationService;
  readonly area: Area;
  /** Position in the line of jobs of the area: decides employer, occupation and place. */
  readonly slot: number;
  readonly channel: Channel;
  /** The job whose text this one shares. `ordinal` counts the likenesses of that job. */
  readonly likeness: Likeness | null;
  /** The place is told as a region alone; such a job has neither echoes, twins nor likenesses. */
  readonly vague: boolean;
  /** Grows with each edit by the employer. */
  revision: number;
  appearances: readonly Appearance[];
}

export interface Likeness {
  readonly of: Job;
  readonly how: 'multi-location' | 'near';
  readonly ordinal: number;
}

/** A job as one service shows it. Moments are milliseconds since the epoch. */
export interface Appearance {
  readonly index: number;
  readonly job: Job;
  readonly service: PopulationService;
  readonly kind: AppearanceKind;
  readonly channel: Channel;
  /** The record that this one repeats, and whose fate it follows; null for originals and reposts. */
  readonly source: Appearance | null;
  readonly created: number;
  /** Last day of publication, as a moment within it. */
  readonly until: number;
  live: boolean;
  /** Revision of the job that this record shows. */
  shown: number;
  /** The service's own count of changes to the record. */
  version: number;
  /** Last change of content. */
  modified: number;
  /** Last time that the service named the record as changed, with reason or without. */
  changed: number;
  /** True once a repost has taken the record's place: it never comes back. */
  replaced: boolean;
}
