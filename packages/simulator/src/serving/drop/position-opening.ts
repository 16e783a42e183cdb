import { type Contact, contactOf } from '../../population/contact.ts';
import type { Language } from '../../population/languages.ts';
import { placeName } from '../../population/municipalities.ts';
import type { Sector } from '../../population/occupations.ts';
import {
  type ContractKind,
  type Profile,
  profileOf,
  type Shift,
  supplierOfAppearance,
} from '../../population/profile.ts';
import { randomFor } from '../../population/random.ts';
import type { Appearance } from '../../population/records.ts';
import { type Wording, wordingOf } from '../../population/wording.ts';
import { dateOf, type World } from '../../population/world.ts';
import { element, xmlText } from './xml.ts';

export const HRXML_NAMESPACE = 'http://ns.hr-xml.org/2006-02-28';

const PURPOSE_OPENING = 91;

/** Forem's own list: `IN` is temporary work with an option here, and something else at VDAB. */
const CONTRACTS: Readonly<Record<ContractKind, string>> = {
  permanent: 'G',
  'fixed-term': 'T',
  agency: 'I',
  'agency-to-permanent': 'IN',
  student: 'V',
  flexi: 'FL',
  replacement: 'VC',
  'self-employed': 'Z',
};

const SHIFTS: Readonly<Record<Shift, string>> = {
  day: 'x:Day Work',
  'two-shift': 'x:2 Shift System',
  night: 'x:Night Work',
  weekend: 'x:Weekend',
  continuous: 'x:Day And Night',
};

const INDUSTRIES: Readonly<Record<Sector, string>> = {
  care: '8610100',
  education: '8520100',
  cleaning: '8121000',
  hospitality: '5610100',
  retail: '4719100',
  logistics: '5210000',
  transport: '4941000',
  construction: '4120100',
  technics: '4321100',
  production: '2562000',
  administration: '8211000',
  finance: '6920100',
  ict: '6201000',
  green: '8130000',
  engineering: '7112100',
  communication: '7311000',
  services: '8899900',
};

const YEARS_OF_EXPERIENCE: Readonly<Record<Profile['experience'], number>> = { 0: 0, 1: 0, 2: 1, 3: 2, 4: 5 };

interface Subject {
  readonly world: World;
  readonly appearance: Appearance;
  readonly profile: Profile;
  readonly language: Language;
  readonly wording: Wording;
  readonly contact: Contact;
}

/**
 * A record as `PositionOpening` in the dialect of Forem's schema 5.2 (elements in the order that it demands).
 * What another service published first appears in French, with that service's reference beside Forem's own.
 */
export function positionOpening(world: World, appearance: Appearance): string {
  const profile = profileOf(world.seed, appearance.job, appearance.shown);
  const language = appearance.source === null ? profile.language : 'fr';
  const wording = wordingOf(profile, language, { revision: appearance.shown, appearance: appearance.index });
  const subject = { world, appearance, profile, language, wording, contact: contactOf(profile) };
  const content = [
    recordInfo(subject),
    supplier(subject),
    positionProfile(subject),
    element('NumberToFill', profile.positions),
    element('UserArea', element('TotalNumberOfJobs', profile.positions)),
  ];
  return element('PositionOpening', content.join(''), { 'xml:lang': language.toUpperCase(), version: '5.2' });
}

function recordInfo({ world, appearance }: Subject): string {
  const own = element('Id', element('IdValue', world.reference(appearance)), { idOwner: 'LEFOREM' });
  const { source } = appearance;
  const other = source === null ? '' : element('Id', element('IdValue', world.reference(source)), { idOwner: 'VDAB' });
  const status = element('Status', appearance.live ? 'Active' : 'Inactive', {
    validFrom: dateOf(appearance.created),
    validTo: dateOf(appearance.until),
  });
  return element('PositionRecordInfo', own + other + status);
}

function supplier({ world, appearance, profile, contact }: Subject): string {
  const { employer } = profile;
  const partner = supplierOfAppearance(world.seed, appearance);
  const name = appearance.source === null ? (partner?.name ?? employer.name) : 'VDAB';
  const number = partner?.enterpriseNumber ?? employer.enterpriseNumber;
  const identity =
    appearance.source === null
      ? element('SupplierId', element('IdValue', number), { idOwner: 'BCE' })
      : element('SupplierId', element('IdValue', 'VDAB'), { idOwner: 'PartnerCode' });
  const method = element('ContactMethod', element('InternetEmailAddress', contact.email));
  return element('PositionSupplier', identity + element('EntityName', xmlText(name)) + method);
}

function positionProfile(subject: Subject): string {
  const { profile, language, wording } = subject;
  const content = [
    element('PositionDateInfo', element('StartAsSoonAsPossible', String(profile.startsAtOnce))),
    organization(subject),
    positionDetail(subject),
    formatted('jobDescription', textOf(wording.introduction, wording.headings.tasks, wording.tasks)),
    formatted('contractInformation', textOf('', wording.headings.offer, wording.offer)),
    howToApply(subject),
    activeMediation(profile),
  ];
  return element('PositionProfile', content.join(''), { 'xml:lang': language.toUpperCase() });
}

function organization({ profile, contact, language }: Subject): string {
  const { name, enterpriseNumber } = profile.employer;
  const method = [
    element('Telephone', element('FormattedNumber', contact.telephone)),
    element('InternetEmailAddress', contact.email),
    address(profile, language),
  ];
  const content = [
    element('OrganizationName', xmlText(name)),
    element('LegalId', element('IdValue', enterpriseNumber), { idOwner: 'BCE' }),
    element('ContactInfo', element('ContactMethod', method.join(''))),
  ];
  return element('Organization', content.join(''));
}

function address({ place }: Profile, language: Language): string {
  const lines = [
    element('CountryCode', 'BE'),
    element('PostalCode', place.postcode),
    element('Region', place.nuts),
    element('Municipality', xmlText(placeName(place, language))),
  ];
  return element('PostalAddress', lines.join(''));
}

function positionDetail({ world, appearance, profile, language, wording }: Subject): string {
  const { occupation } = profile;
  const label = xmlText(occupation.titles.fr[0] ?? '');
  const random = randomFor(world.seed, PURPOSE_OPENING, appearance.index);
  const content = [
    element('IndustryCode', INDUSTRIES[occupation.sector], { classificationName: 'NaceBel2008' }),
    element('PhysicalLocation', address(profile, language)),
    category('ROMEV3', occupation.rome, label),
    occupation.competent1 === null || random.chance(0.2) ? '' : category('DIMECO', occupation.competent1, label),
    element('PositionTitle', xmlText(wording.title)),
    element('PositionClassification', CONTRACTS[profile.contract]),
    element('PositionSchedule', profile.fullTime ? 'Full Time' : 'Part Time'),
    element('PositionSchedule', SHIFTS[profile.shift]),
    competencies(profile),
    remuneration(profile),
    element('UserArea', element('Experience', YEARS_OF_EXPERIENCE[profile.experience], { unitOfMeasure: 'Years' })),
  ];
  return element('PositionDetail', content.join(''));
}

function category(taxonomy: string, code: string, label: string): string {
  const name = element('TaxonomyName', taxonomy, { version: '1.0' });
  return element('JobCategory', name + element('CategoryCode', code) + element('CategoryDescription', label));
}

/** Study level (ISCED 2011), driving licence (91/439/EEC, trailers written `C+E`) and languages (level 1–6 for A1–C2). */
function competencies({ occupation, languages }: Profile): string {
  const { study, licence } = occupation;
  const written = [
    ...(study === null ? [] : [competency('Study Code', 'ISCED Level 2011', String(study))]),
    ...(licence === null ? [] : [competency('Drivers License', '91/439/EEC', licence.replace(/E$/, '+E'))]),
    ...languages.map(({ language, level }) => competency('Language', 'ISO 639-1', language, level)),
  ];
  return written.join('');
}

function competency(name: string, taxonomy: string, code: string, level: number | null = null): string {
  const identifiers = `<CompetencyId id="${xmlText(code)}"/><TaxonomyId id="${taxonomy}"/>`;
  const evidence = element('CompetencyEvidence', element('NumericValue', level, { minValue: '1', maxValue: '6' }));
  return element('Competency', identifiers + evidence, { name, required: 'true' });
}

function remuneration({ pay }: Profile): string {
  if (pay === null) return '';
  const amounts = element('BasePayAmountMin', pay.minimum) + element('BasePayAmountMax', pay.maximum);
  return element('RemunerationPackage', element('BasePay', amounts, { currencyCode: 'EUR', baseInterval: 'Monthly' }));
}

function formatted(name: string, html: string): string {
  return element('FormattedPositionDescription', `${element('Name', name)}<Value><![CDATA[${html}]]></Value>`);
}

function textOf(introduction: string, heading: string, sentences: readonly string[]): string {
  const list = sentences.map((sentence) => `<li>${xmlText(sentence)}</li>`).join('');
  return `${introduction === '' ? '' : `<p>${xmlText(introduction)}</p>`}<p>${xmlText(heading)}</p><ul>${list}</ul>`;
}

function howToApply({ contact, wording }: Subject): string {
  const person = element('PreferredGivenName', contact.givenName) + element('FamilyName', contact.familyName);
  const ways = [
    element('Telephone', element('FormattedNumber', contact.telephone)),
    element('InternetEmailAddress', contact.email),
    element('InternetWebAddress', contact.url),
  ];
  const content = [
    element('PersonName', person),
    element('ApplicationMethod', ways.join('')),
    element('UserArea', element('Comments', xmlText(wording.closing))),
  ];
  return element('HowToApply', content.join(''));
}

function activeMediation({ helpWanted }: Profile): string {
  const regions = helpWanted.map((region) => element('Region', region)).join('');
  return element('UserArea', element('ActiveMediation', regions));
}
