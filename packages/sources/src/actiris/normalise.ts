import { emptyVacancy, type Origin, parseDayOrInstant, parseEnterpriseNumber, type Vacancy } from '@relais/vacancy';
import { CodeReader, entryOf } from '../records/codes.ts';
import { contractTypeOfLabel } from '../records/contracts.ts';
import type { Normalised } from '../records/items.ts';
import { originFrom } from '../records/origin.ts';
import { addressPart, line, place } from '../records/parts.ts';
import type { SourceProfile } from '../settings.ts';
import { CONTRACT_LIST, CONTRACT_TYPES, REGIME_LIST } from './codes.ts';
import type { ActirisOffer } from './schema.ts';
import type { Pass } from './settings.ts';

export interface ActirisProfile extends SourceProfile {
  readonly publicUrl: string;
  readonly echoServices: readonly string[];
}

/** A row of Actiris' search in our model. Rows have no description and no contact data. `pass` is null for a file. */
export function normaliseActiris(
  raw: ActirisOffer,
  reference: string,
  pass: Pass | null,
  profile: ActirisProfile,
): Normalised {
  const codes = new CodeReader();
  const vacancy: Vacancy = {
    ...emptyVacancy(profile.name, reference),
    url: urlOf(raw, reference, profile),
    origin: originOf(reference, pass, profile),
    titles: titlesOf(raw),
    employer: {
      name: employerName(raw),
      enterpriseNumber: parseEnterpriseNumber(raw.numeroEntreprise),
      sectors: [],
      description: null,
    },
    occupations: raw.codeDomaineImt.flatMap((code) => (code === null ? [] : [{ scheme: 'actiris-imt', code }])),
    workplaces: workplacesOf(raw),
    contract: contractOf(raw, codes),
    workingTime: { regime: null, hoursPerWeek: null, shifts: regimesOf(raw, codes) },
    publication: {
      created: dayOrInstant(raw.dateCreation, profile.zone),
      modified: dayOrInstant(raw.dateModification, profile.zone),
      from: null,
      until: null,
    },
    licence: profile.licence,
    unknownCodes: codes.unknown,
  };
  return { vacancy, contact: null };
}

/**
 * The pass tells where Actiris has an offer from. An echo is from VDAB or Le Forem and nothing tells which: both stand in
 * the path, so that it goes back to neither, and its origin is unknown.
 */
function originOf(reference: string, pass: Pass | null, profile: ActirisProfile): Origin {
  const flagged = pass === 'echo' ? profile.echoServices : [];
  const channel = pass === null ? null : CHANNELS[pass];
  const { service } = profile;
  return originFrom({ flagged }, { service, reference, channel }, pass === null ? 'unknown' : PROVENANCES[pass]);
}

/** The filters by the names that the site gives them. */
const CHANNELS = { own: 'ACTIRIS', echo: 'VDAB_FOREM', partner: 'PARTNER', disability: 'HANDICAP' } as const;
const PROVENANCES = { own: 'own', echo: 'echo', partner: 'partner', disability: 'own' } as const;

/** Titles often exist in one language only, and may hold numeric entities. */
function titlesOf(raw: ActirisOffer): Record<string, string> {
  const [fr, nl] = [line(raw.titreFr), line(raw.titreNl)];
  return { ...(fr === null ? {} : { fr }), ...(nl === null ? {} : { nl }) };
}

function employerName(raw: ActirisOffer): string | null {
  const employer = raw.employeur ?? raw.employer;
  return line(employer?.nomFr ?? employer?.nomNl ?? employer?.nom);
}

function workplacesOf(raw: ActirisOffer): Vacancy['workplaces'] {
  const municipality = raw.communeFr ?? raw.communeNl;
  const found = place({ country: raw.codePays, postcode: raw.codePostal, municipality });
  return found === null ? [] : [found];
}

function contractOf(raw: ActirisOffer, codes: CodeReader): Vacancy['contract'] {
  const type = codes.read('typeContrat', { code: raw.typeContrat, label: raw.typeContratLibelle }, CONTRACT_LIST);
  const duration = raw.dureeContratLibelle;
  const durations = duration === null ? [] : [{ scheme: 'actiris-contract-duration', code: duration }];
  return {
    type:
      type === null
        ? null
        : (entryOf(CONTRACT_TYPES, type.code) ?? contractTypeOfLabel(type.label ?? type.code) ?? 'other'),
    codes: type === null ? durations : [type, ...durations],
    startDate: null,
    startsImmediately: null,
  };
}

function regimesOf(raw: ActirisOffer, codes: CodeReader): Vacancy['workingTime']['shifts'] {
  const regime = codes.read('regimeTravail', { code: raw.regimeTravail, label: null }, REGIME_LIST);
  return regime === null ? [] : [regime];
}

/** Actiris writes days as midnight with an offset: that is a day and no instant. */
function dayOrInstant(raw: string | null, zone: string): string | null {
  const midnight = /^(\d{4}-\d{2}-\d{2})T00:00(?::00(?:\.0+)?)?(?:[+-]\d{2}:\d{2})?$/.exec(raw ?? '');
  return parseDayOrInstant(midnight?.[1] ?? raw, zone);
}

function urlOf(raw: ActirisOffer, reference: string, profile: ActirisProfile): string {
  return profile.publicUrl
    .replace('{reference}', addressPart(reference))
    .replace('{type}', addressPart(raw.typeOffer ?? raw.typeOffre ?? ''));
}
