import { type ContactData, type Vacancy, vacancyKey } from '@relais/vacancy';
import { byCodeUnits } from '../normal-text.ts';

/** A live vacancy of an offer, with the personal data of its application route. */
export interface Member {
  readonly vacancy: Vacancy;
  readonly contact: ContactData | null;
}

const PROVENANCE = ['own', 'partner', 'unknown', 'echo'] as const satisfies readonly Vacancy['origin']['provenance'][];

/**
 * Members from the one that should show the offer to the least of them:
 * 1. one that the service which first published the offer shows itself;
 * 2. by provenance: own, partner, unknown, echo;
 * 3. the more complete one;
 * 4. the newer one;
 * 5. by key, so that the order never depends on arrival.
 */
export function inOrderOfMerit<M extends Member>(members: readonly M[]): M[] {
  return members
    .map((member) => ({ member, merit: meritOf(member.vacancy) }))
    .toSorted((a, b) => compare(a.merit, b.merit))
    .map(({ member }) => member);
}

interface Merit {
  readonly ownOrigin: boolean;
  readonly provenance: number;
  readonly completeness: number;
  readonly date: string;
  readonly key: string;
}

function meritOf(vacancy: Vacancy): Merit {
  const { origin, publication } = vacancy;
  return {
    ownOrigin: origin.service === vacancy.source,
    provenance: PROVENANCE.indexOf(origin.provenance),
    completeness: completenessOf(vacancy),
    date: publication.modified ?? publication.from ?? publication.created ?? '',
    key: vacancyKey(vacancy),
  };
}

function compare(a: Merit, b: Merit): number {
  if (a.ownOrigin !== b.ownOrigin) return a.ownOrigin ? -1 : 1;
  return (
    a.provenance - b.provenance ||
    b.completeness - a.completeness ||
    byCodeUnits(b.date, a.date) ||
    byCodeUnits(a.key, b.key)
  );
}

/** How many of the things that readers look for are there. */
function completenessOf({ employer, contract, workingTime, requirements, ...vacancy }: Vacancy): number {
  const present = [
    Object.keys(vacancy.titles).length > 0,
    Object.values(vacancy.descriptions).some(({ plain }) => plain.length >= 200),
    employer.name !== null,
    employer.enterpriseNumber !== null,
    vacancy.occupations.length > 0,
    vacancy.workplaces.some(({ postcode, municipality }) => postcode !== null || municipality !== null),
    contract.type !== null,
    workingTime.regime !== null,
    requirements.experience !== null || requirements.studies.length > 0,
    requirements.languages.length > 0,
    vacancy.pay !== null,
    vacancy.application.url !== null || vacancy.application.instructions !== null,
    vacancy.publication.until !== null,
    vacancy.url !== null,
  ];
  return present.filter(Boolean).length;
}
