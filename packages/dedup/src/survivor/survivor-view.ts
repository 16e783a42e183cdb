import { type ContactData, type Vacancy, vacancyKey } from '@relais/vacancy';
import { inOrderOfMerit, type Member } from './rank.ts';

/** What an offer shows of its members. */
export interface SurvivorView {
  readonly vacancy: Vacancy;
  readonly contact: ContactData | null;
  /** Keys of the members by merit; the first one shows the offer. */
  readonly order: readonly string[];
}

/**
 * The view of an offer from its live members (at least one). The member of most merit shows the offer; the others fill
 * what it leaves open, in order of merit, by these rules:
 * - identity, origin, flags, licence and dates are always those of the first member;
 * - a text, a code list or a number that it lacks comes whole from the next member that has it; languages of title and
 *   description, and schemes of occupation codes, are added one by one;
 * - members of another licence, or whose employer refused redistribution, fill nothing: what they say must not travel
 *   under the first member's terms; nor does a member of another employer say anything of the employer;
 * - the application route and the contact data come from one and the same member, the first that has either.
 */
export function survivorView(members: readonly Member[]): SurvivorView {
  const [first, ...others] = inOrderOfMerit(members);
  if (!first) throw new Error('an offer without members has no view');
  const fillers = others.filter(({ vacancy }) => mayFill(first.vacancy, vacancy));
  const route = [first, ...fillers].find(hasRoute) ?? first;
  const filled = fillers.reduce((view, { vacancy }) => filledFrom(view, vacancy), first.vacancy);
  return {
    vacancy: { ...filled, application: route.vacancy.application },
    contact: route.contact,
    order: [first, ...others].map(({ vacancy }) => vacancyKey(vacancy)),
  };
}

function mayFill(first: Vacancy, other: Vacancy): boolean {
  const sameTerms = other.licence === null || other.licence.identifier === first.licence?.identifier;
  return sameTerms && (!other.flags.redistributionRefused || first.flags.redistributionRefused);
}

function hasRoute({ vacancy, contact }: Member): boolean {
  return vacancy.application.url !== null || vacancy.application.instructions !== null || contact !== null;
}

function filledFrom(view: Vacancy, other: Vacancy): Vacancy {
  return {
    ...view,
    url: view.url ?? other.url,
    titles: { ...other.titles, ...view.titles },
    descriptions: { ...other.descriptions, ...view.descriptions },
    employer: employerFrom(view.employer, other.employer),
    supplier: view.supplier ?? other.supplier,
    occupations: withOtherSchemes(view.occupations, other.occupations),
    workplaces: fullList(view.workplaces, other.workplaces),
    contract: contractFrom(view.contract, other.contract),
    workingTime: {
      regime: view.workingTime.regime ?? other.workingTime.regime,
      hoursPerWeek: view.workingTime.hoursPerWeek ?? other.workingTime.hoursPerWeek,
      shifts: fullList(view.workingTime.shifts, other.workingTime.shifts),
    },
    requirements: requirementsFrom(view.requirements, other.requirements),
    ...payFrom(view, other),
  };
}

function employerFrom(view: Vacancy['employer'], other: Vacancy['employer']): Vacancy['employer'] {
  const [ours, theirs] = [view.enterpriseNumber, other.enterpriseNumber];
  const differ = ours !== null && theirs !== null ? ours !== theirs : bothDiffer(view.name, other.name);
  if (differ) return view;
  return {
    name: view.name ?? other.name,
    enterpriseNumber: ours ?? theirs,
    sectors: fullList(view.sectors, other.sectors),
    description: view.description ?? other.description,
  };
}

function bothDiffer(ours: string | null, theirs: string | null): boolean {
  return ours !== null && theirs !== null && ours !== theirs;
}

function contractFrom(view: Vacancy['contract'], other: Vacancy['contract']): Vacancy['contract'] {
  return {
    type: view.type ?? other.type,
    codes: fullList(view.codes, other.codes),
    startDate: view.startDate ?? other.startDate,
    startsImmediately: view.startsImmediately ?? other.startsImmediately,
  };
}

function requirementsFrom(view: Vacancy['requirements'], other: Vacancy['requirements']): Vacancy['requirements'] {
  return {
    experience: view.experience ?? other.experience,
    studies: fullList(view.studies, other.studies),
    languages: fullList(view.languages, other.languages),
    drivingLicences: fullList(view.drivingLicences, other.drivingLicences),
    skills: fullList(view.skills, other.skills),
    certificates: fullList(view.certificates, other.certificates),
  };
}

/** Amounts and words of the pay belong together. */
function payFrom(view: Vacancy, other: Vacancy): Pick<Vacancy, 'pay' | 'payText'> {
  const from = view.pay === null && view.payText === null ? other : view;
  return { pay: from.pay, payText: from.payText };
}

function withOtherSchemes(codes: Vacancy['occupations'], others: Vacancy['occupations']): Vacancy['occupations'] {
  const schemes = new Set(codes.map(({ scheme }) => scheme));
  return [...codes, ...others.filter(({ scheme }) => !schemes.has(scheme))];
}

function fullList<Item>(list: Item[], other: Item[]): Item[] {
  return list.length > 0 ? list : other;
}
