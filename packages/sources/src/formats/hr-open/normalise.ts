import {
  type Code,
  type ContactData,
  deepestNuts,
  emptyVacancy,
  type Origin,
  parseDayOrInstant,
  parseEnterpriseNumber,
  parseLanguage,
  type RichText,
  richText,
  schemeOfCode,
  type Vacancy,
} from '@relais/vacancy';
import { decodeEuresHandle } from '../../eures/handle.ts';
import { CodeReader, entryOf } from '../../records/codes.ts';
import type { Normalised } from '../../records/items.ts';
import { detectLanguage } from '../../records/language.ts';
import { contact, line, pay, place, positions } from '../../records/parts.ts';
import { serviceNamed } from '../../records/services.ts';
import type { SourceProfile } from '../../settings.ts';
import { attribute, element, elements, numberOf, textAt, textsAt, truthOf, type XmlElement } from '../xml/tree.ts';
import { NOT_SPECIFIED, OFFERING_LIST, offeringType, PAY_PERIODS, SCHEDULE_LIST, SCHEDULES } from './codes.ts';
import { requirementsOf } from './requirements.ts';

/** Namespaces of an HR-Open 3.2 document: its own, and that of the address and contact parts (OAGIS). */
export const HR_OPEN_NAMESPACES: readonly string[] = [
  'http://www.hr-xml.org/3',
  'http://www.openapplications.org/oagis/9',
];

export function hrOpenReference(opening: XmlElement): string | null {
  return textAt(opening, 'DocumentID');
}

/** A missing status counts as active: the document was sent. */
export function hrOpenIsActive(opening: XmlElement): boolean {
  return /^active$/i.test(textAt(opening, 'PositionOpeningStatusCode') ?? 'Active');
}

/** A `PositionOpening` of HR-Open 3.2 in our model; the texts of each profile under its language, the rest of the first. */
export function normaliseHrOpen(opening: XmlElement, reference: string, source: SourceProfile): Normalised {
  const codes = new CodeReader();
  const profiles = elements(opening, 'PositionProfile');
  const profile = profiles[0] ?? null;
  const vacancy: Vacancy = {
    ...emptyVacancy(source.name, reference),
    origin: originOf(opening, reference, source),
    ...textsOf(profiles),
    employer: employerOf(profile),
    supplier: supplierOf(opening),
    occupations: elements(profile, 'JobCategoryCode').flatMap(occupationOf),
    workplaces: elements(profile, 'PositionLocation', 'Address').flatMap(placeOf),
    contract: contractOf(profile, source.zone, codes),
    workingTime: workingTimeOf(profile, codes),
    positions: positions(numberOf(textAt(profile, 'PositionOpenQuantity'))),
    requirements: requirementsOf(profile, codes),
    ...payOf(profile),
    application: applicationOf(profile),
    publication: publicationOf(opening, profile, source.zone),
    flags: {
      interregionalHelp: [],
      activeManagement: false,
      international: textsAt(profile, 'PostingInstruction', 'PostingOptionCode').some((code) =>
        /^euresflag$/i.test(code),
      ),
      redistributionRefused: false,
    },
    licence: source.licence,
    unknownCodes: codes.unknown,
  };
  return { vacancy, contact: contactOf(profile) };
}

/** A EURES handle names the origin and its reference; else the agency that issued the document's number may do. */
function originOf(opening: XmlElement, reference: string, source: SourceProfile): Origin {
  const handle = decodeEuresHandle(textAt(opening, 'AlternateDocumentID')) ?? decodeEuresHandle(reference);
  const issuer = element(opening, 'DocumentID');
  const channel = attribute(issuer, 'schemeAgencyName') ?? attribute(issuer, 'schemeAgencyID');
  const service = handle?.service ?? serviceNamed(channel) ?? serviceNamed(attribute(issuer, 'schemeAgencyID'));
  if (service === null || service === source.service) {
    return { service: source.service, reference, hops: [source.service], provenance: 'unknown', channel };
  }
  const hops = [service, source.service];
  return { service, reference: handle?.reference ?? reference, hops, provenance: 'echo', channel };
}

function textsOf(profiles: readonly XmlElement[]): Pick<Vacancy, 'titles' | 'descriptions'> {
  const titles: Record<string, string> = {};
  const descriptions: Record<string, RichText> = {};
  for (const profile of profiles) {
    const title = line(textAt(profile, 'PositionTitle'));
    const text = richText(textAt(profile, 'PositionFormattedDescription', 'Content') ?? '');
    const declared = parseLanguage(attribute(profile, 'languageCode'));
    const language = declared ?? detectLanguage(`${title ?? ''} ${text.plain}`);
    if (title !== null) titles[language] ??= title;
    if (text.plain !== '') descriptions[language] ??= text;
  }
  return { titles, descriptions };
}

/** Only Belgian enterprise numbers have a place in the model; others pass its checksum by accident now and then. */
function employerOf(profile: XmlElement | null): Vacancy['employer'] {
  const organization = element(profile, 'PositionOrganization');
  const legal = element(organization, 'OrganizationIdentifiers', 'OrganizationLegalID');
  const scheme = Object.values(legal?.attributes ?? {}).join(' ');
  const isBelgian = /\b(?:KBO|BCE|CBE)\b/i.test(scheme) || countriesOf(profile).includes('BE');
  const name = textAt(organization, 'OrganizationIdentifiers', 'OrganizationName');
  const about = textAt(organization, 'Description');
  return {
    name: line(name),
    enterpriseNumber: isBelgian ? parseEnterpriseNumber(legal?.text) : null,
    sectors: textsAt(organization, 'IndustryCode').map((code) => ({ scheme: 'nace', code })),
    description: about === null ? null : richText(about).plain,
  };
}

function countriesOf(profile: XmlElement | null): string[] {
  return textsAt(profile, 'PositionLocation', 'Address', 'CountryCode');
}

function supplierOf(opening: XmlElement): Vacancy['supplier'] {
  const requester = element(opening, 'PostingRequester');
  const party = element(requester, 'PartyID');
  if (requester === null) return null;
  const name = textAt(requester, 'PartyName') ?? attribute(party, 'schemeAgencyName');
  return {
    name,
    enterpriseNumber: null,
    type: serviceNamed(name) === null ? 'unknown' : 'public-service',
    rawType: attribute(requester, 'agencyRoleCode'),
    reference: null,
  };
}

function occupationOf(category: XmlElement): Code[] {
  const value = textAt(category);
  if (value === null) return [];
  const isco = /^(?:https?:\/\/data\.europa\.eu\/esco\/isco\/C)?(\d{1,4})$/i.exec(value)?.[1];
  if (isco !== undefined) return [{ scheme: 'isco08', code: isco }];
  const list = attribute(category, 'listName')?.toLowerCase();
  return [{ scheme: schemeOfCode(value) ?? list ?? 'unknown', code: value }];
}

function placeOf(address: XmlElement): Vacancy['workplaces'] {
  const found = place({
    country: textAt(address, 'CountryCode'),
    postcode: textAt(address, 'PostalCode'),
    municipality: textAt(address, 'CityName'),
    region: deepestNuts(textsAt(address, 'CountrySubDivisionCode')),
  });
  return found === null ? [] : [found];
}

function contractOf(profile: XmlElement | null, zone: string, codes: CodeReader): Vacancy['contract'] {
  const offering = codeAt(profile, 'PositionOfferingTypeCode', OFFERING_LIST, codes);
  const start = element(profile, 'PositionPeriod', 'StartDate');
  const moment = textAt(start, 'FormattedDateTime') ?? textAt(start, 'DateText');
  return {
    type: offering === null ? null : offeringType(offering.code),
    codes: offering === null ? [] : [offering],
    startDate: parseDayOrInstant(moment, zone),
    startsImmediately: truthOf(textAt(profile, 'ImmediateStartIndicator')),
  };
}

function workingTimeOf(profile: XmlElement | null, codes: CodeReader): Vacancy['workingTime'] {
  const schedule = codeAt(profile, 'PositionScheduleTypeCode', SCHEDULE_LIST, codes);
  return {
    regime: schedule === null ? null : (entryOf(SCHEDULES, schedule.code) ?? null),
    hoursPerWeek: null,
    shifts: schedule?.code === 'FlexTime' ? [schedule] : [],
  };
}

function codeAt(profile: XmlElement | null, name: string, list: typeof OFFERING_LIST, codes: CodeReader): Code | null {
  const code = textAt(profile, name);
  return code === null || code === NOT_SPECIFIED ? null : codes.read(name, { code, label: null }, list);
}

/** The documents seen name no interval. Zero stands for "not given". */
function payOf(profile: XmlElement | null): Pick<Vacancy, 'pay' | 'payText'> {
  const range = element(profile, 'OfferedRemunerationPackage', 'RemunerationRange');
  const lowest = element(range, 'RemunerationMinimumAmount');
  const highest = element(range, 'RemunerationMaximumAmount');
  return pay({
    minimum: numberOf(textAt(lowest)),
    maximum: numberOf(textAt(highest)),
    currency: attribute(lowest, 'currencyID') ?? attribute(highest, 'currencyID'),
    period: entryOf(PAY_PERIODS, textAt(range, 'RemunerationIntervalCode')?.toLowerCase() ?? ''),
  });
}

function applicationOf(profile: XmlElement | null): Vacancy['application'] {
  const instructions = textsAt(profile, 'PostingInstruction', 'ApplicationMethod', 'Instructions').join('\n');
  const web = communicationOf(profile, 'web');
  const link = /https?:\/\/[^\s"'<>\p{C}]+/iu.exec(web ?? instructions)?.[0] ?? null;
  return { url: link, instructions: instructions === '' ? null : richText(instructions).plain };
}

function publicationOf(opening: XmlElement, profile: XmlElement | null, zone: string): Vacancy['publication'] {
  const from = attribute(profile, 'validFrom') ?? attribute(opening, 'validFrom');
  const until = attribute(profile, 'validTo') ?? textAt(profile, 'ApplicationCloseDate');
  return { created: null, modified: null, from: parseDayOrInstant(from, zone), until: parseDayOrInstant(until, zone) };
}

function contactOf(profile: XmlElement | null): ContactData | null {
  const named = element(profile, 'PostingInstruction', 'ApplicationMethod', 'PersonContact', 'PersonName');
  const parts = [...textsAt(named, 'GivenName'), ...textsAt(named, 'FamilyName')].join(' ');
  return contact({
    name: textAt(named, 'FormattedName') ?? (parts || null),
    email: communicationOf(profile, 'email'),
    telephone: communicationOf(profile, 'telephone') ?? communicationOf(profile, 'mobiletelephone'),
  });
}

function communicationOf(profile: XmlElement | null, channel: string): string | null {
  const ways = elements(profile, 'PostingInstruction', 'ApplicationMethod', 'PersonContact', 'Communication');
  const way = ways.find((each) => textAt(each, 'ChannelCode')?.toLowerCase() === channel);
  return textAt(way, 'URI') ?? textAt(way, 'DialNumber');
}
