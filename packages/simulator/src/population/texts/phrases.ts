import type { Sector } from '../occupations.ts';

/**
 * The sentences of one language. Lists of the same name have the same length in every language, so that a job says the
 * same in each. `{employer}`, `{place}`, `{title}` and `{number}` are filled in.
 */
export interface Phrases {
  readonly headings: {
    readonly tasks: string;
    readonly profile: string;
    readonly offer: string;
    readonly apply: string;
  };
  readonly introductions: readonly string[];
  readonly tasks: Readonly<Record<Sector, readonly string[]>>;
  readonly profiles: readonly string[];
  readonly offers: readonly string[];
  readonly closings: readonly string[];
  /** Sentences that an edit adds. */
  readonly notices: readonly string[];
  /** What makes a near text another job: title mark and sentence. */
  readonly variants: readonly { readonly mark: string; readonly sentence: string }[];
  readonly genderMarks: readonly string[];
  /** How a job board rewrites an advertisement: the title around `{title}`, and what it puts before or after the text. */
  readonly boards: {
    readonly titles: readonly string[];
    readonly openings: readonly string[];
    readonly closings: readonly string[];
  };
}
