import {
  type Code,
  deepestNuts,
  emptyVacancy,
  parseDayOrInstant,
  parseEnterpriseNumber,
  parseLanguage,
  type RichText,
  schemeOfCode,
  type Vacancy,
} from '@relais/vacancy';
import { CodeReader, entryOf } from '../../records/codes.ts';
import type { Normalised } from '../../records/items.ts';
import { detectLanguage } from '../../records/language.ts';
import { code, line, pay, place, positions } from '../../records/parts.ts';
import { joinedText } from '../../records/rich-text.ts';
import type { SourceProfile } from '../../settings.ts';
import { attribute, element, elements, numberOf, textAt, textsAt, truthOf, type XmlElement } from '../xml/tree.ts';
import { CONTRACT_LIST, contractTypeOf, PAY_PERIODS, SHIFT_LIST, TAXONOMIES } from './codes.ts';
import { applicationOf, contactOf } from './contact.ts';
import { originOf, supplierOf } from './origin.ts';
import { requirementsOf } from './requirements.ts';

/** Namespace of HR-XML 2.x; its documents carry the date of the release (Le Forem 5.2: `2006-02-28`). */
export const HR_XML_NAMESPACE = /^http:\/\/ns\.hr-xml\.org\/\d{4}-\d{2}-\d{2}$/;

/** `Active`, `Inactive` or `Pending`; a missing status counts as active: the document was sent. */
export function hrXmlIsActive(opening: XmlElement): boolean {
  return /^active$/i.test(textAt(opening, 'PositionRecordInfo', 'Status') ?? 'Active');
}

/** A `PositionOpening` of the HR-XML 2.x dialect that Le Forem describes in its schema 5.2, in our model. */
export function normaliseHrXml(opening: XmlElement, reference: string, source: SourceProfile): Normalised {
  const codes = new CodeReader();
  const profiles = elements(opening, 'PositionProfile');
  const profile = profiles[0] ?? null;
  const detail = element(profile, 'PositionDetail');
  const status = element(opening, 'PositionRecordInfo', 'Status');
  const employer = employerOf(profile);
  const supplier = supplierOf(opening, employer);
  const regions = textsAt(profile, 'UserArea', 'ActiveMediation', 'Region');
  const vacancy: Vacancy = {
    ...emptyVacancy(source.name, reference),
    origin: originOf({ opening, reference, supplier }, source),
    ...textsOf(opening, profiles),
    employer,
    supplier,
    occupations: elements(detail, 'JobCategory').flatMap(occupationOf),
    workplaces: elements(detail, 'PhysicalLocation').flatMap(placeOf),
    contract: contractOf(profile, source.zone, codes),
    workingTime: workingTimeOf(detail, codes),
    positions: positions(numberOf(textAt(opening, 'NumberToFill') ?? textAt(opening, 'UserArea', 'TotalNumberOfJobs'))),
    requirements: requirementsOf(detail, codes),
    ...payOf(detail),
    application: applicationOf(profile),
    publication: {
      created: null,
      modified: null,
      from: parseDayOrInstant(attribute(status, 'validFrom'), source.zone),
      until: parseDayOrInstant(attribute(status, 'validTo'), source.zone),
    },
    flags: {
      interregionalHelp: regions,
      activeManagement: element(profile, 'UserArea', 'ActiveMediation') !== null,
      international: false,
      redistributionRefused: false,
    },
    licence: source.licence,
    unknownCodes: codes.unknown,
  };
  return { vacancy, contact: contactOf(profile) };
}

const COMPANY_TEXT = 'companyPromotionalText';

function textsOf(opening: XmlElement, profiles: readonly XmlElement[]): Pick<Vacancy, 'titles' | 'descriptions'> {
  const titles: Record<string, string> = {};
  const descriptions: Record<string, RichText> = {};
  for (const profile of profiles) {
    const title = line(textAt(profile, 'PositionDetail', 'PositionTitle'));
    const texts = elements(profile, 'FormattedPositionDescription').filter(({ children }) =>
      children.every((child) => child.name !== 'Name' || child.text.trim() !== COMPANY_TEXT),
    );
    const text = joinedText(texts.map((each) => textAt(each, 'Value')));
    const declared = parseLanguage(attribute(profile, 'lang') ?? attribute(opening, 'lang'));
    const language = declared ?? detectLanguage(`${title ?? ''} ${text?.plain ?? ''}`);
    if (title !== null) titles[language] ??= title;
    if (text !== null) descriptions[language] ??= text;
  }
  return { titles, descriptions };
}

function employerOf(profile: XmlElement | null): Vacancy['employer'] {
  const organization = element(profile, 'Organization');
  const name = textAt(organization, 'OrganizationName') ?? textAt(organization, 'DoingBusinessAs');
  const numbers = ['LegalId', 'OrganizationId'].map((id) => parseEnterpriseNumber(textAt(organization, id, 'IdValue')));
  const about = elements(profile, 'FormattedPositionDescription').find((text) => textAt(text, 'Name') === COMPANY_TEXT);
  return {
    name: line(name),
    enterpriseNumber: numbers.find((number) => number !== null) ?? null,
    sectors: elements(profile, 'PositionDetail', 'IndustryCode').flatMap(sectorOf),
    description: joinedText([textAt(about, 'Value')])?.plain ?? null,
  };
}

function sectorOf(industry: XmlElement): Code[] {
  const value = textAt(industry);
  const list = attribute(industry, 'classificationName')?.toLowerCase() ?? 'nace';
  return value === null ? [] : [{ scheme: list, code: value }];
}

function occupationOf(category: XmlElement): Code[] {
  const value = textAt(category, 'CategoryCode');
  if (value === null) return [];
  const taxonomy = textAt(category, 'TaxonomyName')?.toLowerCase() ?? '';
  const scheme = entryOf(TAXONOMIES, taxonomy) ?? schemeOfCode(value) ?? (taxonomy || 'unknown');
  return [code(scheme, value, textAt(category, 'CategoryDescription'))];
}

/** The address, with the NUTS region from its area or region where one is a NUTS code. */
function placeOf(location: XmlElement): Vacancy['workplaces'] {
  const address = element(location, 'PostalAddress');
  const found = place({
    country: textAt(address, 'CountryCode'),
    postcode: textAt(address, 'PostalCode'),
    municipality: textAt(address, 'Municipality') ?? textAt(location, 'Name'),
    region: deepestNuts([...textsAt(location, 'Area', 'Value'), textAt(address, 'Region')]),
  });
  return found === null ? [] : [found];
}

function contractOf(profile: XmlElement | null, zone: string, codes: CodeReader): Vacancy['contract'] {
  const written = { code: textAt(profile, 'PositionDetail', 'PositionClassification'), label: null };
  const contract = codes.read('PositionClassification', written, CONTRACT_LIST);
  const dates = element(profile, 'PositionDateInfo');
  // One public client writes the flag under a name of its own.
  const soon = textAt(dates, 'StartAsSoonAsPossible') ?? textAt(dates, 'as_soon_as_possible');
  return {
    type: contract === null ? null : contractTypeOf(contract.code),
    codes: contract === null ? [] : [contract],
    startDate: parseDayOrInstant(textAt(dates, 'StartDate'), zone),
    startsImmediately: truthOf(soon),
  };
}

function workingTimeOf(detail: XmlElement | null, codes: CodeReader): Vacancy['workingTime'] {
  const schedules = textsAt(detail, 'PositionSchedule');
  const regime = schedules.includes('Full Time') ? 'full-time' : schedules.includes('Part Time') ? 'part-time' : null;
  const both = schedules.includes('Full Time') && schedules.includes('Part Time');
  const shifts = schedules
    .filter((schedule) => !/^(?:Full|Part) Time$/.test(schedule))
    .map((shift) => codes.read('PositionSchedule', { code: shift, label: null }, SHIFT_LIST));
  return { regime: both ? 'any' : regime, hoursPerWeek: null, shifts: shifts.filter((shift) => shift !== null) };
}

function payOf(detail: XmlElement | null): Pick<Vacancy, 'pay' | 'payText'> {
  const base = element(detail, 'RemunerationPackage', 'BasePay');
  const interval = attribute(base, 'baseInterval');
  return pay({
    minimum: numberOf(textAt(base, 'BasePayAmountMin')),
    maximum: numberOf(textAt(base, 'BasePayAmountMax')),
    currency: attribute(base, 'currencyCode') ?? 'EUR',
    period: entryOf(PAY_PERIODS, interval?.toLowerCase() ?? ''),
    interval,
  });
}
