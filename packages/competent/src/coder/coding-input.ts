import type { Vacancy } from '@relais/vacancy';
import type { NativeCode } from './resolve-codes.ts';

/** What is known of a vacancy's occupation. */
export interface CodingInput {
  /** Titles by language (ISO 639-1, or `und`). */
  readonly titles: Readonly<Record<string, string>>;
  readonly codes: readonly NativeCode[];
  /** Names to leave out of titles: those of employers and towns. */
  readonly names?: readonly string[];
}

/** The part of a vacancy that its coding depends on. */
export function codingInputOf(vacancy: Vacancy): CodingInput {
  const names = [
    vacancy.employer.name,
    vacancy.supplier?.name,
    ...vacancy.workplaces.map(({ municipality }) => municipality),
  ];
  return {
    titles: vacancy.titles,
    codes: vacancy.occupations,
    names: names.filter((name) => name !== null && name !== undefined),
  };
}
