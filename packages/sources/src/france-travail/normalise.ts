import { type Code, emptyVacancy, type Origin, parseDayOrInstant, singleLine, type Vacancy } from '@relais/vacancy';
import { CodeReader, entryOf } from '../records/codes.ts';
import type { Normalised } from '../records/items.ts';
import { code, line, pay, place, positions, webAddress } from '../records/parts.ts';
import { joinedText } from '../records/rich-text.ts';
import type { SourceProfile } from '../settings.ts';
import { CONTRACT_LIST, CONTRACT_TYPES, NATURE_SCHEME, PAY_PERIODS } from './codes.ts';
import { applicationLink, contactOf } from './contact.ts';
import { nutsOfDepartment } from './departments.ts';
import { requirementsOf } from './requirements.ts';
import type { FranceTravailOffer } from './schema.ts';

/** An offer of "Offres d'emploi v2" in our model. Its texts are French. */
export function normaliseFranceTravail(raw: FranceTravailOffer, reference: string, profile: SourceProfile): Normalised {
  const codes = new CodeReader();
  const vacancy: Vacancy = {
    ...emptyVacancy(profile.name, reference),
    url: webAddress(raw.origineOffre?.urlOrigine),
    origin: originOf(raw, reference, profile),
    ...textsOf(raw),
    employer: {
      name: line(raw.entreprise?.nom),
      enterpriseNumber: null,
      sectors: sectorsOf(raw),
      description: joinedText([raw.entreprise?.description])?.plain ?? null,
    },
    supplier: supplierOf(raw),
    occupations: occupationsOf(raw),
    workplaces: workplacesOf(raw),
    contract: contractOf(raw, codes),
    workingTime: workingTimeOf(raw),
    positions: positions(raw.nombrePostes),
    requirements: requirementsOf(raw, codes),
    ...payOf(raw),
    application: { url: applicationLink(raw), instructions: null },
    publication: {
      created: parseDayOrInstant(raw.dateCreation, profile.zone),
      modified: parseDayOrInstant(raw.dateActualisation, profile.zone),
      from: null,
      until: null,
    },
    licence: profile.licence,
    unknownCodes: codes.unknown,
  };
  return { vacancy, contact: contactOf(raw) };
}

/** `origine` 1 is France Travail itself, 2 one or more partners, named as the channel. */
function originOf(raw: FranceTravailOffer, reference: string, profile: SourceProfile): Origin {
  const partners = (raw.origineOffre?.partenaires ?? []).flatMap(({ nom }) => nom ?? []);
  const provenance = entryOf(PROVENANCES, raw.origineOffre?.origine ?? '') ?? 'unknown';
  const channel = partners.length === 0 ? null : partners.join(', ');
  return { service: profile.service, reference, hops: [profile.service], provenance, channel };
}

const PROVENANCES: Readonly<Record<string, Origin['provenance']>> = { 1: 'own', 2: 'partner' };

function textsOf(raw: FranceTravailOffer): Pick<Vacancy, 'titles' | 'descriptions'> {
  const title = line(raw.intitule ?? raw.appellationlibelle);
  const conditions = raw.contexteTravail?.conditionsExercice ?? [];
  const text = joinedText([raw.description, raw.experienceCommentaire, raw.complementExercice, ...conditions]);
  return { titles: title === null ? {} : { fr: title }, descriptions: text === null ? {} : { fr: text } };
}

/** Partners are job boards and multiposters; the first is the one that handed the offer in. */
function supplierOf(raw: FranceTravailOffer): Vacancy['supplier'] {
  const [partner] = raw.origineOffre?.partenaires ?? [];
  if (partner === undefined) return null;
  const name = line(partner.nom);
  return {
    name,
    enterpriseNumber: null,
    type: 'commercial',
    rawType: raw.origineOffre?.origine ?? null,
    reference: null,
  };
}

function occupationsOf(raw: FranceTravailOffer): Code[] {
  const { romeCode, romeLibelle, appellationlibelle } = raw;
  const rome = romeCode === null ? [] : [code('rome', romeCode, romeLibelle)];
  return appellationlibelle === null
    ? rome
    : [...rome, code('rome-appellation', appellationlibelle, appellationlibelle)];
}

function sectorsOf(raw: FranceTravailOffer): Code[] {
  const value = raw.codeNAF ?? raw.secteurActivite;
  return value === null ? [] : [code('naf', value, raw.secteurActiviteLibelle)];
}

/** `lieuTravail.libelle` is `<department> - <place>`. Without a postcode and a commune the place is the department itself. */
function workplacesOf(raw: FranceTravailOffer): Vacancy['workplaces'] {
  const given = raw.lieuTravail;
  if (!given || Object.values(given).every((part) => part === null)) return [];
  const { libelle, codePostal: postcode, commune: municipalityCode, latitude, longitude } = given;
  const [, department, name = ''] = /^(?:(\d{2,3}|2[AB]) - )?(.*)$/s.exec(libelle ?? '') ?? [];
  const isDepartment = department !== undefined && postcode === null && municipalityCode === null;
  const municipality = isDepartment ? null : name;
  const region = nutsOfDepartment(department);
  return [place({ country: 'FR', postcode, municipality, municipalityCode, region, latitude, longitude })].filter(
    (found) => found !== null,
  );
}

function contractOf(raw: FranceTravailOffer, codes: CodeReader): Vacancy['contract'] {
  const type = codes.read('typeContrat', { code: raw.typeContrat, label: raw.typeContratLibelle }, CONTRACT_LIST);
  const nature = raw.natureContrat === null ? [] : [{ scheme: NATURE_SCHEME, code: raw.natureContrat }];
  const isApprenticeship = raw.alternance === true || /apprentissage/i.test(raw.natureContrat ?? '');
  const meaning = type === null ? null : (entryOf(CONTRACT_TYPES, type.code) ?? 'other');
  return {
    type: isApprenticeship ? 'apprenticeship' : meaning,
    codes: type === null ? nature : [type, ...nature],
    startDate: null,
    startsImmediately: null,
  };
}

/** `35H/semaine`, `36H45/semaine`, `35 H`, `Temps partiel - 18H/semaine`, with the shift on the second line or behind. */
function workingTimeOf(raw: FranceTravailOffer): Vacancy['workingTime'] {
  const text = raw.dureeTravailLibelle ?? '';
  const [, hours, minutes = '0'] = /(\d{1,3})\s?H(\d{2})?/.exec(text) ?? [];
  const perWeek = hours === undefined ? 0 : Math.round((Number(hours) + Number(minutes) / 60) * 100) / 100;
  const converted = `${raw.dureeTravailLibelleConverti ?? ''} ${text}`;
  return {
    regime: /temps partiel/i.test(converted) ? 'part-time' : /temps plein/i.test(converted) ? 'full-time' : null,
    hoursPerWeek: perWeek > 0 && perWeek <= 168 ? perWeek : null,
    shifts: shiftsOf(raw),
  };
}

/** The duration's wording is often cut; `contexteTravail.horaires` has it whole. */
function shiftsOf({ contexteTravail, dureeTravailLibelle }: FranceTravailOffer): Code[] {
  const whole = contexteTravail?.horaires ?? [];
  const shifts = (whole.length > 0 ? whole : [dureeTravailLibelle]).flatMap((written) => shiftIn(written) ?? []);
  return [...new Set(shifts)].map((shift) => code('france-travail-shift', shift, null));
}

/** What a wording says beyond the length of the week; null where that is all. */
function shiftIn(written: string | null | undefined): string | null {
  return line(
    singleLine(written ?? '')
      .replace(WEEK, '')
      .replace(/(?: -)? *\.+$/, ''),
  );
}

const WEEK = /^(?:temps (?:plein|partiel))?(?: ?- ?)?(?:\d{1,3} ?H(?:\d{2})?(?:\/semaine)?)?(?: ?- )?/i;

/**
 * `Horaire de 11,98 Euros à 13,50 Euros`, `Annuel de 21622.0 Euros sur 12.0 mois`. Amounts that cannot belong to the
 * named period (employers fill in the wrong one) stay in words alone.
 */
function payOf(raw: FranceTravailOffer): Pick<Vacancy, 'pay' | 'payText'> {
  const { libelle = null, ...remarks } = raw.salaire ?? {};
  const payText = [libelle, ...Object.values(remarks)].filter(Boolean).join('; ') || null;
  const [, name, low, high] = AMOUNTS.exec(libelle ?? '') ?? [];
  const known = entryOf(PAY_PERIODS, name?.toLowerCase() ?? '');
  if (known === undefined) return { pay: null, payText };
  const [minimum, maximum] = [amountOf(low), amountOf(high)];
  const amounts = [minimum, maximum].filter((amount) => amount !== null);
  if (amounts.some((amount) => amount < known.from || amount > known.to)) return { pay: null, payText };
  return { ...pay({ minimum, maximum, currency: 'EUR', period: known.period }), payText };
}

const AMOUNTS = /^(\p{L}+) de ([\d.,]+) Euros(?: à ([\d.,]+) Euros)?/u;

function amountOf(text: string | undefined): number | null {
  const amount = Number((text ?? '').replace(',', '.'));
  return text === undefined || !Number.isFinite(amount) ? null : amount;
}
