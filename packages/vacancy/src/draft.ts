import type { Vacancy } from './vacancy.ts';

/** A vacancy with nothing known but its identity; an adapter fills in what its source says. */
export function emptyVacancy(source: string, reference: string): Vacancy {
  return {
    source,
    reference,
    sourceVersion: null,
    url: null,
    origin: { service: source, reference, hops: [source], provenance: 'unknown', channel: null },
    titles: {},
    descriptions: {},
    employer: { name: null, enterpriseNumber: null, sectors: [], description: null },
    supplier: null,
    occupations: [],
    workplaces: [],
    contract: { type: null, codes: [], startDate: null, startsImmediately: null },
    workingTime: { regime: null, hoursPerWeek: null, shifts: [] },
    positions: 1,
    requirements: { experience: null, studies: [], languages: [], drivingLicences: [], skills: [], certificates: [] },
    pay: null,
    payText: null,
    application: { url: null, instructions: null },
    publication: { created: null, modified: null, from: null, until: null },
    flags: { interregionalHelp: [], activeManagement: false, international: false, redistributionRefused: false },
    licence: null,
    duplicatesAtSource: [],
    unknownCodes: [],
  };
}

/** A workplace with only what is given. */
export function workplace(known: Partial<Vacancy['workplaces'][number]>): Vacancy['workplaces'][number] {
  return {
    country: null,
    postcode: null,
    municipality: null,
    municipalityCode: null,
    nuts: null,
    latitude: null,
    longitude: null,
    ...known,
  };
}
