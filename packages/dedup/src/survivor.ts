import type { Code, ContactData, Vacancy } from '@relais/vacancy';

export interface SurvivorMember {
  readonly key: string;
  readonly vacancy: Vacancy;
  readonly contact: ContactData | null;
}

export interface Survivor {
  readonly vacancy: Vacancy;
  readonly contact: ContactData | null;
  /** Member keys, the one that shows the offer first. */
  readonly order: readonly string[];
}

/**
 * The one view of an offer with several vacancies. The leading member is the origin's own record, then records of
 * partners, echoes last; among equals the fuller one, then the one published first, then the lower key. It shows the offer:
 * text, application route and contact data are its own, never mixed. Gaps are filled from the others in order:
 * titles and texts of further languages, employer number, workplaces, contract, working time, requirements and pay;
 * codes and flags are united. A member under another licence fills nothing, since its licence would have to follow.
 */
export function survivorView(members: readonly [SurvivorMember, ...SurvivorMember[]]): Survivor {
  const ranked = members.toSorted(byRank);
  const [leader = members[0], ...others] = ranked;
  const fillers = others.filter(({ vacancy }) => sameLicence(leader.vacancy, vacancy)).map(({ vacancy }) => vacancy);
  const vacancy = fillers.reduce(filled, leader.vacancy);
  return { vacancy, contact: leader.contact, order: ranked.map((member) => member.key) };
}

const PROVENANCE_RANK = { own: 0, unknown: 1, partner: 2, echo: 3 } as const;

function byRank(a: SurvivorMember, b: SurvivorMember): number {
  return (
    PROVENANCE_RANK[a.vacancy.origin.provenance] - PROVENANCE_RANK[b.vacancy.origin.provenance] ||
    fullness(b.vacancy) - fullness(a.vacancy) ||
    compare(a.vacancy.publication.from ?? '9', b.vacancy.publication.from ?? '9') ||
    compare(a.key, b.key)
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** How much a vacancy tells, in rough steps: a few characters more or less decide nothing. */
function fullness(vacancy: Vacancy): number {
  const described = Object.values(vacancy.descriptions).some((text) => text.plain.length > 200);
  const known = [vacancy.employer.enterpriseNumber, vacancy.contract.type, vacancy.workingTime.regime, vacancy.pay];
  return (described ? 4 : 0) + known.filter((value) => value !== null).length + Math.min(2, vacancy.occupations.length);
}

function sameLicence(one: Vacancy, other: Vacancy): boolean {
  return (one.licence?.identifier ?? null) === (other.licence?.identifier ?? null);
}

function filled(leader: Vacancy, other: Vacancy): Vacancy {
  return {
    ...leader,
    titles: { ...other.titles, ...leader.titles },
    descriptions: { ...other.descriptions, ...leader.descriptions },
    employer: {
      ...leader.employer,
      name: leader.employer.name ?? other.employer.name,
      enterpriseNumber: leader.employer.enterpriseNumber ?? other.employer.enterpriseNumber,
      sectors: fuller(leader.employer.sectors, other.employer.sectors),
    },
    occupations: united(leader.occupations, other.occupations),
    workplaces: fuller(leader.workplaces, other.workplaces),
    contract: leader.contract.type === null ? other.contract : leader.contract,
    workingTime: leader.workingTime.regime === null ? other.workingTime : leader.workingTime,
    requirements: filledRequirements(leader.requirements, other.requirements),
    pay: leader.pay ?? other.pay,
    flags: {
      interregionalHelp: [...new Set([...leader.flags.interregionalHelp, ...other.flags.interregionalHelp])],
      activeManagement: leader.flags.activeManagement || other.flags.activeManagement,
      international: leader.flags.international || other.flags.international,
      redistributionRefused: leader.flags.redistributionRefused || other.flags.redistributionRefused,
    },
  };
}

function filledRequirements(leader: Vacancy['requirements'], other: Vacancy['requirements']): Vacancy['requirements'] {
  return {
    experience: leader.experience ?? other.experience,
    studies: fuller(leader.studies, other.studies),
    languages: fuller(leader.languages, other.languages),
    drivingLicences: fuller(leader.drivingLicences, other.drivingLicences),
    skills: fuller(leader.skills, other.skills),
    certificates: fuller(leader.certificates, other.certificates),
  };
}

function fuller<Item>(leader: Item[], other: Item[]): Item[] {
  return leader.length > 0 ? leader : other;
}

function united(leader: Code[], other: Code[]): Code[] {
  const known = new Set(leader.map((code) => `${code.scheme}/${code.code}`));
  return [...leader, ...other.filter((code) => !known.has(`${code.scheme}/${code.code}`))];
}
