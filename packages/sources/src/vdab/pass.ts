import type { Drift } from '../port.ts';
import { DriftWatch } from '../records/drift.ts';
import { ROW_FIELDS, ROW_MATTERS, VACANCY_FIELDS, VACANCY_MATTERS, VACANCY_USUAL } from './schema.ts';

const DAY_MS = 86_400_000;

/** One reading of a run from its beginning: what it met on its way. */
export class Pass {
  readonly signal: AbortSignal;
  /** Looks at the rows of lists. */
  readonly rows: DriftWatch;
  /** Looks at details. */
  readonly vacancies: DriftWatch;
  #behindMs = 0;

  constructor(source: string, signal: AbortSignal) {
    this.signal = signal;
    this.rows = new DriftWatch({ source, known: ROW_FIELDS, matters: ROW_MATTERS });
    this.vacancies = new DriftWatch({
      source,
      known: VACANCY_FIELDS,
      matters: VACANCY_MATTERS,
      usual: VACANCY_USUAL,
    });
  }

  /** Of details, and of rows under `rows.`. */
  get drift(): readonly Drift[] {
    return [...this.vacancies.drift, ...this.rows.drift.map((each) => ({ ...each, path: `rows.${each.path}` }))];
  }

  /** Takes note of the service's clock, as the `Date` header of an answer tells it (RFC 9110, section 6.6.1). */
  heardAt(now: number, date: string | undefined): void {
    const behind = now - Date.parse(date ?? '');
    // More than a day is no skew but a header that means nothing.
    if (behind > this.#behindMs && behind <= DAY_MS) this.#behindMs = behind;
  }

  /** A moment of ours that the service's clock has surely reached: what it stamps later is not yet read. */
  reached(moment: string): string {
    return new Date(Date.parse(moment) - this.#behindMs).toISOString();
  }
}
