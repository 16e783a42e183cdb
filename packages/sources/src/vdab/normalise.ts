import {
  type Code,
  emptyVacancy,
  type Origin,
  parseDayOrInstant,
  parseEnterpriseNumber,
  parseNuts,
  schemeOfCode,
  singleLine,
  type Vacancy,
  type Workplace,
} from '@relais/vacancy';
import { CodeReader, entryOf, folded, type RawCode } from '../records/codes.ts';
import type { Normalised } from '../records/items.ts';
import { detectLanguage } from '../records/language.ts';
import { originFrom } from '../records/origin.ts';
import { addressPart, code, line, pay, place, positions } from '../records/parts.ts';
import { joinedText } from '../records/rich-text.ts';
import type { SourceProfile } from '../settings.ts';
import {
  CONTRACT_LIST,
  contractType,
  DOMAIN_LIST,
  DURATION_LIST,
  PAY_PERIODS,
  PROVINCES,
  REGIME_LIST,
  REGIMES,
  SHIFT_LIST,
  SUPPLIER_TYPES,
  VACANCY_TYPE_LIST,
} from './codes.ts';
import { applicationOf, contactOf } from './contact.ts';
import { requirementsOf } from './requirements.ts';
import type { VdabAddress, VdabVacancy } from './schema.ts';

/** A vacancy of the Vacatures API, version 2 or 4, in our model. */
export function normaliseVdab(
  raw: VdabVacancy,
  reference: string,
  profile: SourceProfile & { publicUrl: string },
): Normalised {
  const codes = new CodeReader();
  const number = raw.vacatureReferentie?.vdabReferentie ?? null;
  const vacancy: Vacancy = {
    ...emptyVacancy(profile.name, reference),
    ...(number === null ? {} : { aliases: [number] }),
    sourceVersion: raw.versie,
    url: number === null ? null : profile.publicUrl.replace('{reference}', addressPart(number)),
    origin: originOf(raw, reference, profile),
    ...textsOf(raw),
    employer: employerOf(raw),
    supplier: supplierOf(raw),
    occupations: occupationsOf(raw, codes),
    workplaces: raw.tewerkstellingsadres.flatMap(placeOf),
    contract: contractOf(raw, profile.zone, codes),
    workingTime: workingTimeOf(raw, codes),
    positions: positions(raw.aantalJobs),
    requirements: requirementsOf(raw, codes),
    ...payOf(raw),
    application: applicationOf(raw.sollicitatieprocedure),
    publication: {
      created: null,
      modified: parseDayOrInstant(raw.wijzigingsDatum, profile.zone),
      from: parseDayOrInstant(raw.publicatieDatum, profile.zone),
      until: parseDayOrInstant(raw.depublicatieDatum, profile.zone),
    },
    flags: {
      interregionalHelp: (raw.assistentie?.irmAssistentie?.irmRegioCodes ?? []).flatMap(
        (region) => textOfCode(region) ?? [],
      ),
      activeManagement: false,
      international: raw.internationaalOpengesteld ?? false,
      redistributionRefused: false,
    },
    licence: profile.licence,
    duplicatesAtSource: duplicatesOf(raw, [reference, number]),
    unknownCodes: codes.unknown,
  };
  return { vacancy, contact: contactOf(raw.sollicitatieprocedure) };
}

/**
 * Where the offer comes from: another service when `bron` or the supplier says so (its reference is then the external
 * one), else VDAB itself, from an employer or from one of its partners by the supplier's type.
 */
function originOf(raw: VdabVacancy, reference: string, { service }: SourceProfile): Origin {
  const channel = textOfCode(raw.bron);
  const { naam, kboNummer } = raw.leverancier ?? {};
  const externalReference = raw.vacatureReferentie?.externeReferentie;
  const type = supplierType(raw);
  const provenance = type === 'employer' ? 'own' : type === 'unknown' ? 'unknown' : 'partner';
  const hints = { names: [channel, naam], enterpriseNumber: kboNummer, externalReference };
  return originFrom(hints, { service, reference, channel }, provenance);
}

function textsOf(raw: VdabVacancy): Pick<Vacancy, 'titles' | 'descriptions'> {
  const title = singleLine(raw.functie?.functieTitel ?? raw.functie?.beroepsprofiel[0]?.label ?? '');
  const text = joinedText([raw.functie?.omschrijving, raw.vrijeVereiste, raw.arbeidsovereenkomst?.extra]);
  const language = detectLanguage(`${title} ${text?.plain ?? ''}`);
  return {
    titles: title === '' ? {} : { [language]: title },
    descriptions: text === null ? {} : { [language]: text },
  };
}

/** The supplier is the employer only where it is an ordinary company and names no client. */
function employerOf(raw: VdabVacancy): Vacancy['employer'] {
  const { name, number } = companyOf(raw);
  return { name: line(name), enterpriseNumber: parseEnterpriseNumber(number), sectors: [], description: null };
}

interface Company {
  readonly name: string | null;
  readonly number: string | null;
}

const NOBODY: Company = { name: null, number: null };

function companyOf(raw: VdabVacancy): Company {
  const client = raw.opdrachtgever ?? raw.profiel?.opdrachtgever;
  if (client?.tonenOpdrachtgever === false) return NOBODY;
  if (client) return { name: client.naam, number: client.kboNummer ?? client.ondernemingsnummer };
  const { leverancier } = raw;
  return leverancier && supplierType(raw) === 'employer'
    ? { name: leverancier.naam, number: leverancier.kboNummer }
    : NOBODY;
}

function supplierOf(raw: VdabVacancy): Vacancy['supplier'] {
  const reference = raw.vacatureReferentie?.externeReferentie ?? raw.vacatureReferentie?.hrxmlReferentie ?? null;
  const { leverancier } = raw;
  if (!leverancier && reference === null) return null;
  return {
    name: line(leverancier?.naam),
    enterpriseNumber: parseEnterpriseNumber(leverancier?.kboNummer),
    type: supplierType(raw),
    rawType: textOfCode(leverancier?.type),
    reference,
  };
}

function supplierType(raw: VdabVacancy) {
  return entryOf(SUPPLIER_TYPES, raw.leverancier?.type?.code ?? '') ?? 'unknown';
}

/** Competent 1, Competent 2 and the job domain stand side by side; the shape of a code says which it is. */
function occupationsOf(raw: VdabVacancy, codes: CodeReader): Code[] {
  const profiles = [...(raw.functie?.beroepsprofiel ?? []), ...(raw.profiel?.beroepCompetenties ?? [])];
  const occupations = profiles.flatMap(({ code: written, id, label }) => {
    const value = written ?? id;
    if (value === null) return label === null ? [] : [code('vdab-occupation-label', label, label)];
    const scheme = schemeOfCode(value);
    if (scheme === null) codes.note('functie.beroepsprofiel', value);
    return [code(scheme ?? 'vdab-occupation', value, label)];
  });
  const domains = (raw.functie?.jobdomeinen ?? []).map((domain) =>
    codes.read('functie.jobdomeinen', domain, DOMAIN_LIST),
  );
  return [...occupations, ...domains.filter((domain) => domain !== null)];
}

/** As deep as the address goes: down to a NUTS region of a province alone. */
function placeOf(address: VdabAddress): Workplace[] {
  const province = folded(address.provincie?.label ?? '').replace(/^provincie /, '');
  const found = place({
    country: textOfCode(address.landCode),
    postcode: address.postcode,
    municipality: address.gemeente,
    region: parseNuts(textOfCode(address.regioCode)) ?? entryOf(PROVINCES, province) ?? null,
    latitude: address.locatie?.latitude,
    longitude: address.locatie?.longitude,
  });
  return found === null ? [] : [found];
}

function contractOf(raw: VdabVacancy, zone: string, codes: CodeReader): Vacancy['contract'] {
  const terms = raw.arbeidsovereenkomst;
  const contract = codes.read('arbeidsovereenkomst.arbeidsContract', terms?.arbeidsContract, CONTRACT_LIST);
  const duration = codes.read('arbeidsovereenkomst.arbeidsContractDuur', terms?.arbeidsContractDuur, DURATION_LIST);
  const kind = codes.read('vacatureType', raw.vacatureType, VACANCY_TYPE_LIST);
  return {
    type: contractType(contract?.code ?? null, duration?.code ?? null),
    codes: [contract, duration, kind].filter((found) => found !== null),
    startDate: parseDayOrInstant(raw.startDatum ?? terms?.vermoedelijkeStartdatum, zone),
    startsImmediately: terms?.zoSpoedigMogelijkStarten ?? null,
  };
}

function workingTimeOf(raw: VdabVacancy, codes: CodeReader): Vacancy['workingTime'] {
  const terms = raw.arbeidsovereenkomst;
  const regime = codes.read('arbeidsovereenkomst.arbeidsRegime', terms?.arbeidsRegime, REGIME_LIST);
  const shifts = (terms?.arbeidsStelsel ?? []).map((shift) =>
    codes.read('arbeidsovereenkomst.arbeidsStelsel', shift, SHIFT_LIST),
  );
  const hours = terms?.aantalUur ?? 0;
  return {
    regime: regime === null ? null : (entryOf(REGIMES, regime.code) ?? null),
    hoursPerWeek: hours > 0 && hours <= 168 ? hours : null,
    shifts: shifts.filter((shift) => shift !== null),
  };
}

/** VDAB documents no period of its amounts publicly; where an answer names one, it is taken. */
function payOf(raw: VdabVacancy): Pick<Vacancy, 'pay' | 'payText'> {
  const terms = raw.arbeidsovereenkomst;
  const interval = textOfCode(terms?.loonPeriode);
  const period = entryOf(PAY_PERIODS, folded(terms?.loonPeriode?.label ?? interval ?? ''));
  return pay({ minimum: terms?.minimumBrutoLoon, maximum: terms?.maximumBrutoLoon, currency: 'EUR', period, interval });
}

/** The parent and the other members of the group that VDAB calls duplicates, by internal reference or public number. */
function duplicatesOf({ dubbels }: VdabVacancy, own: readonly (string | null)[]): string[] {
  const all = [dubbels?.parentId ?? dubbels?.parentUuid ?? null, ...(dubbels?.dubbelIds ?? [])];
  return [...new Set(all)].filter((id) => id !== null && !own.includes(id)) as string[];
}

function textOfCode(raw: RawCode | null | undefined): string | null {
  return raw?.code ?? raw?.label ?? null;
}
