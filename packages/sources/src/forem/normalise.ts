import {
  emptyVacancy,
  type Origin,
  parseDay,
  parseDrivingLicence,
  parseLanguage,
  type Requirements,
  schemeOfCode,
  type Vacancy,
} from '@relais/vacancy';
import { contractTypeOf } from '../formats/hr-xml/codes.ts';
import { CodeReader, entryOf, folded } from '../records/codes.ts';
import { contractTypeOfLabel } from '../records/contracts.ts';
import { languageNamed, monthsIn } from '../records/french.ts';
import type { Normalised } from '../records/items.ts';
import { detectLanguage } from '../records/language.ts';
import { originFrom } from '../records/origin.ts';
import { code, line, positions, webAddress } from '../records/parts.ts';
import { serviceNamed } from '../records/services.ts';
import type { SourceProfile } from '../settings.ts';
import { CONTRACT_LIST, REGIME_LIST, REGIMES, STUDY_LEVELS } from './codes.ts';
import { workplacesOf } from './places.ts';
import type { ForemOffer } from './schema.ts';

/** A row of Le Forem's open data in our model. Rows have no description, no contact data and no moment of change. */
export function normaliseForem(raw: ForemOffer, reference: string, profile: SourceProfile): Normalised {
  const codes = new CodeReader();
  const vacancy: Vacancy = {
    ...emptyVacancy(profile.name, reference),
    url: webAddress(raw.url),
    origin: originOf(raw, reference, profile),
    titles: titlesOf(raw),
    employer: {
      name: employerName(raw),
      enterpriseNumber: null,
      sectors: raw.secteurs.flatMap((label) => (label === null ? [] : [code('nace-label', label, label)])),
      description: null,
    },
    supplier: supplierOf(raw),
    occupations: occupationsOf(raw, codes),
    workplaces: workplacesOf(raw),
    contract: contractOf(raw, codes),
    workingTime: workingTimeOf(raw, codes),
    positions: positions(raw.nombrepostes),
    requirements: requirementsOf(raw, codes),
    publication: {
      created: null,
      modified: null,
      from: parseDay(raw.datedebutdiffusion ?? ''),
      until: parseDay(raw.datefindiffusion ?? ''),
    },
    licence: profile.licence,
    unknownCodes: codes.unknown,
  };
  return { vacancy, contact: null };
}

/** `source` is the channel: Le Forem's own site, a job board, or another service, whose reference is the external one. */
function originOf(raw: ForemOffer, reference: string, profile: SourceProfile): Origin {
  const { source: channel, referenceexterne: external } = raw;
  const hints = { names: [channel], handles: [external], externalReference: external };
  const otherwise = channel === null ? 'unknown' : serviceNamed(channel) === profile.service ? 'own' : 'partner';
  return originFrom(hints, { service: profile.service, reference, channel }, otherwise);
}

/** A channel that is no service is a job board; it has its own reference of the offer. */
function supplierOf({ source, referenceexterne: reference }: ForemOffer): Vacancy['supplier'] {
  const name = line(source);
  if (name === null && reference === null) return null;
  const service = serviceNamed(name);
  if (service === 'forem' && reference === null) return null;
  const type = service === null ? (name === null ? 'unknown' : 'commercial') : 'public-service';
  return { name, enterpriseNumber: null, type, rawType: source, reference };
}

/** Titles are those of the employers, whatever their language; one that is too short to tell is taken for French. */
function titlesOf({ titreoffre }: ForemOffer): Record<string, string> {
  const title = line(titreoffre);
  if (title === null) return {};
  const detected = detectLanguage(title.replace(/\s*(?:\/x\)\s*)?\([HFMVX/ ]{3,9}\)\s*$/i, ''));
  return { [detected === 'und' ? 'fr' : detected]: title };
}

/** `NAME - NAME` is one name that was written twice. */
function employerName({ nomemployeur }: ForemOffer): string | null {
  const name = line(nomemployeur);
  const middle = name === null ? -1 : (name.length - 3) / 2;
  if (name === null || !Number.isInteger(middle) || name.slice(middle, middle + 3) !== ' - ') return name;
  const first = name.slice(0, middle);
  return folded(first) === folded(name.slice(middle + 3)) ? first : name;
}

/** The column named for DIMECO holds codes of two shapes: those of ROME, and of DIMECO itself, which are Competent 1's. */
function occupationsOf({ metier, metiercodedimeco: value }: ForemOffer, codes: CodeReader): Vacancy['occupations'] {
  if (value === null) return metier === null ? [] : [code('forem-occupation-label', metier, metier)];
  const scheme = schemeOfCode(value);
  if (scheme === null) codes.note('metiercodedimeco', value);
  return [code(scheme ?? 'forem-occupation', value, metier)];
}

function contractOf({ typecontrat }: ForemOffer, codes: CodeReader): Vacancy['contract'] {
  const contract = codes.read('typecontrat', { code: null, label: typecontrat }, CONTRACT_LIST);
  const byLabel = contract === null ? null : contractTypeOfLabel(contract.label ?? contract.code);
  const type = contract === null ? null : (byLabel ?? contractTypeOf(contract.code));
  return { type, codes: contract === null ? [] : [contract], startDate: null, startsImmediately: null };
}

function workingTimeOf({ regimetravail }: ForemOffer, codes: CodeReader): Vacancy['workingTime'] {
  const regime = codes.read('regimetravail', { code: null, label: regimetravail }, REGIME_LIST);
  return { regime: entryOf(REGIMES, regime?.code ?? '') ?? null, hoursPerWeek: null, shifts: [] };
}

function requirementsOf(raw: ForemOffer, codes: CodeReader): Requirements {
  const { experiencerequise: experience } = raw;
  const scheme = 'forem-experience';
  return {
    experience: experience === null ? null : { months: monthsIn(experience), code: code(scheme, experience, null) },
    studies: raw.niveauxetudes.flatMap((label) => (label === null ? [] : [studyOf(label)])),
    languages: languagesOf(raw, codes),
    drivingLicences: raw.permisdeconduire.flatMap((label) => {
      const category = parseDrivingLicence(label);
      if (category === null && label !== null) codes.note('permisdeconduire', label);
      return category === null ? [] : [{ category, required: true }];
    }),
    skills: [],
    certificates: [],
  };
}

function studyOf(label: string): Requirements['studies'][number] {
  const isced = STUDY_LEVELS.find(([pattern]) => pattern.test(label))?.[1] ?? null;
  return { isced, code: code('forem-study', label, null) };
}

/** Codes where the row has them, else names; the two lists are not always of one length. */
function languagesOf(raw: ForemOffer, codes: CodeReader): Requirements['languages'] {
  const byCode = raw.languescodeiso2.flatMap((written) => parseLanguage(written) ?? []);
  const byName = raw.langues.flatMap((name) => {
    const language = languageNamed(name);
    if (language === null && name !== null && byCode.length < raw.langues.length) codes.note('langues', name);
    return language ?? [];
  });
  return [...new Set([...byCode, ...byName])].map((language) => ({ language, level: null, required: true }));
}
