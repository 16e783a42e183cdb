import type { Coder } from '@relais/competent';
import { type Signature, signatureOf } from '@relais/dedup';
import { deterministicId } from '@relais/runtime';
import type { OccupationCoding, Vacancy } from '@relais/vacancy';

/** Where a description says what the job is. */
const BEGINNING = 1_500;

/** Finds the occupation of vacancies, to sign them and to show their offers. */
export class VacancyCoder {
  readonly #coder: Coder;
  /** An offer of one vacancy shows its very titles: what was coded to be signed is not coded again to be shown. */
  readonly #known = new WeakMap<Vacancy['titles'], OccupationCoding>();

  constructor(coder: Coder) {
    this.#coder = coder;
  }

  codingOf(vacancy: Vacancy): OccupationCoding {
    const { titles } = vacancy;
    const coding = this.#known.get(titles) ?? this.#coder.code(asked(vacancy));
    this.#known.set(titles, coding);
    return coding;
  }

  /** What is compared of the vacancy, its occupation included. */
  signatureOf(vacancy: Vacancy): Signature {
    return signatureWith(vacancy, this.codingOf(vacancy));
  }
}

/**
 * What is compared of a vacancy that was coded so; the one place that decides which codings count. Only what stands without a
 * person does: a guess would make one job of two. The word of an operator does not either: it is taken back or changed, and
 * entries stay. A code names its release as well, so that it is never compared with one of another release.
 */
export function signatureWith(
  vacancy: Vacancy,
  { automatic, competent, method, release }: OccupationCoding,
): Signature {
  const [best] = competent;
  if (!automatic || method === 'rule' || best === undefined) return signatureOf(vacancy);
  return signatureOf(vacancy, [`coded:${deterministicId(release, best.uuid).slice(0, CODE_LENGTH)}`]);
}

const CODE_LENGTH = 12;

/**
 * Employer and town stand in many titles and say nothing of the occupation: the coder is told to leave them out.
 * The description confirms what a title may mean.
 */
function asked({ titles, descriptions, occupations: codes, employer, supplier, workplaces }: Vacancy) {
  const towns = workplaces.map((place) => place.municipality);
  const names = [employer.name, supplier?.name, ...towns].filter((name) => typeof name === 'string');
  const spoken = Object.keys(titles).find((language) => language in descriptions) ?? Object.keys(descriptions)[0];
  const text = descriptions[spoken ?? '']?.plain.slice(0, BEGINNING) ?? '';
  return { titles, codes, names, text };
}
