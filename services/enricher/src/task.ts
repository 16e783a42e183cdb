import type { Signature } from '@relais/dedup';
import type { WorkingSet } from './working-set.ts';

/** Something that changes vacancies and their offers, decided and written as one. */
export interface Task {
  /** Keys of the vacancies that it is about. */
  readonly vacancies: readonly string[];
  /** Match keys under which it looks for others, and will stand; null for those under which its vacancies stand. */
  readonly matchKeys: readonly string[] | null;
  /** Its vacancy as it is shown now; null where nothing new is shown. */
  readonly signature: Signature | null;
  /** The day on which its vacancy goes, `YYYY-MM-DD`; null where it stays. */
  readonly goneOn: string | null;
  /** Offers that it may change besides those of its vacancies and of what is found the same job. */
  readonly offers: readonly string[];
  apply(working: WorkingSet): void;
}

/** Of a task that brings no vacancy to be looked for. */
export const SHOWS_NOTHING = { matchKeys: [], signature: null, goneOn: null } as const;
