import { type ContactData, emptyVacancy, type Vacancy, workplace } from '@relais/vacancy';
import { type Candidate, type Signature, signatureOf } from '../src/index.ts';

export const BAKERY = '0403019261';
export const AGENCY = '0428759497';

export const TEXT = [
  'Onze bakkerij in het centrum zoekt een gedreven bakker die graag vroeg opstaat.',
  'Je maakt brood, koeken en gebak volgens onze recepten en je houdt het atelier netjes.',
  'Je werkt in een klein team, je krijgt een vast contract en maaltijdcheques.',
  'Ervaring is een pluspunt maar geen vereiste, want we leren je het vak zelf.',
].join(' ');

/** A bakery in Ghent that looks for a baker, as VDAB shows it. */
export function aVacancy(reference: string, given: Partial<Vacancy> = {}): Vacancy {
  const source = given.source ?? 'vdab';
  return {
    ...emptyVacancy(source, reference),
    origin: { service: source, reference, hops: [source], provenance: 'own', channel: null },
    titles: { nl: 'Bakker (m/v/x)' },
    descriptions: { nl: { plain: TEXT, html: null } },
    employer: anEmployer('Bakkerij De Gouden Korst BV', BAKERY),
    workplaces: [workplace({ country: 'BE', postcode: '9000', municipality: 'GENT' })],
    contract: { type: 'permanent', codes: [], startDate: null, startsImmediately: null },
    workingTime: { regime: 'full-time', hoursPerWeek: null, shifts: [] },
    publication: { created: null, modified: null, from: '2026-10-01', until: null },
    ...given,
  };
}

export function anEmployer(name: string | null, enterpriseNumber: string | null = null): Vacancy['employer'] {
  return { name, enterpriseNumber, sectors: [], description: null };
}

export function aSupplier(given: Partial<NonNullable<Vacancy['supplier']>>): NonNullable<Vacancy['supplier']> {
  return { name: null, enterpriseNumber: null, type: 'unknown', rawType: null, reference: null, ...given };
}

/** The same job as another service shows it that has it from VDAB and says so. */
export function anEcho(reference: string, of: string, given: Partial<Vacancy> = {}): Vacancy {
  const source = given.source ?? 'forem';
  return aVacancy(reference, {
    origin: { service: 'vdab', reference: of, hops: ['vdab', source], provenance: 'echo', channel: null },
    ...given,
    source,
  });
}

export function inTown(postcode: string | null, municipality: string | null): Vacancy['workplaces'] {
  return [workplace({ country: 'BE', postcode, municipality })];
}

export function aSignature(reference: string, given: Partial<Vacancy> = {}): Signature {
  return signatureOf(aVacancy(reference, given));
}

export function aCandidate(vacancy: Vacancy, offerId = `of_${vacancy.reference}`): Candidate {
  return { vacancyKey: `${vacancy.source}:${vacancy.reference}`, offerId, signature: signatureOf(vacancy) };
}

export function aContact(name: string): ContactData {
  return { name, role: null, email: `${name}@example.org`, telephone: null, postalAddress: null };
}
