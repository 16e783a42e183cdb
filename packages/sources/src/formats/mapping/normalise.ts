import {
  emptyVacancy,
  type Origin,
  parseDrivingLicence,
  parseEnterpriseNumber,
  parseNuts,
  type RichText,
  type Vacancy,
} from '@relais/vacancy';
import type { Normalised } from '../../records/items.ts';
import { detectLanguage } from '../../records/language.ts';
import { contact, line, pay, place, positions, webAddress } from '../../records/parts.ts';
import { joinedText } from '../../records/rich-text.ts';
import type { SourceProfile } from '../../settings.ts';
import type { MappedReader } from './reader.ts';
import { type MappedFields, WORDS } from './settings.ts';

/** A record in our model, as its mapping says. The sender's own codes are kept under `<service>-<kind>`. */
export function normaliseMapped(
  reader: MappedReader,
  fields: MappedFields,
  reference: string,
  source: SourceProfile,
): Normalised {
  const vacancy: Vacancy = {
    ...emptyVacancy(source.name, reference),
    sourceVersion: reader.text('sourceVersion', fields.sourceVersion),
    url: webAddress(reader.text('url', fields.url)),
    origin: originOf(reader, fields, reference, source),
    ...textsOf(reader, fields),
    employer: employerOf(reader, fields.employer, source.service),
    supplier: supplierOf(reader, fields.supplier, source.service),
    occupations: reader.codes('occupations', fields.occupations, `${source.service}-occupation`),
    workplaces: fields.workplaces.flatMap((each) => workplacesOf(reader, each)).slice(0, MOST_PLACES),
    contract: contractOf(reader, fields.contract, source.service),
    workingTime: workingTimeOf(reader, fields.workingTime, source.service),
    positions: positions(reader.number('positions', fields.positions)),
    requirements: requirementsOf(reader, fields.requirements, source.service),
    ...payOf(reader, fields),
    application: applicationOf(reader, fields.application),
    publication: publicationOf(reader, fields.publication),
    flags: flagsOf(reader, fields.flags),
    licence: source.licence,
    unknownCodes: reader.unknown,
  };
  return { vacancy, contact: contactOf(reader, fields.contact) };
}

function textsOf(reader: MappedReader, fields: MappedFields): Pick<Vacancy, 'titles' | 'descriptions'> {
  const titles: Record<string, string> = {};
  const descriptions: Record<string, RichText> = {};
  const title = line(reader.text('title', fields.title));
  const text = joinedText(reader.texts('description', fields.description));
  const language = reader.language() ?? detectLanguage(`${title ?? ''} ${text?.plain ?? ''}`);
  addTo(titles, language, title);
  addTo(descriptions, language, text);
  for (const [named, value] of Object.entries(fields.titles)) {
    addTo(titles, named, line(reader.text(`titles.${named}`, value)));
  }
  for (const [named, value] of Object.entries(fields.descriptions)) {
    addTo(descriptions, named, joinedText(reader.texts(`descriptions.${named}`, value)));
  }
  return { titles, descriptions };
}

function addTo<Text>(texts: Record<string, Text>, language: string, text: Text | null): void {
  if (text !== null) texts[language] ??= text;
}

/** A service that is named and is not the source's own had the offer first. */
function originOf(reader: MappedReader, { origin }: MappedFields, reference: string, source: SourceProfile): Origin {
  const service = reader.text('origin.service', origin.service)?.toLowerCase() ?? source.service;
  const channel = line(reader.text('origin.channel', origin.channel));
  const isOwn = service === source.service;
  const original = reader.text('origin.reference', origin.reference);
  return {
    service,
    reference: isOwn ? (original ?? reference) : original,
    hops: isOwn ? [service] : [service, source.service],
    provenance: isOwn ? 'unknown' : 'echo',
    channel,
  };
}

function employerOf(reader: MappedReader, employer: MappedFields['employer'], service: string): Vacancy['employer'] {
  return {
    name: line(reader.text('employer.name', employer.name)),
    enterpriseNumber: parseEnterpriseNumber(reader.text('employer.enterpriseNumber', employer.enterpriseNumber)),
    sectors: reader.codes('employer.sectors', employer.sectors, `${service}-sector`),
    description: joinedText(reader.texts('employer.description', employer.description))?.plain ?? null,
  };
}

function supplierOf(reader: MappedReader, supplier: MappedFields['supplier'], service: string): Vacancy['supplier'] {
  const name = line(reader.text('supplier.name', supplier.name));
  const enterpriseNumber = parseEnterpriseNumber(reader.text('supplier.enterpriseNumber', supplier.enterpriseNumber));
  if (name === null && enterpriseNumber === null) return null;
  const { word, code } = reader.word('supplier.type', supplier.type, WORDS['supplier.type'], `${service}-supplier`);
  const reference = reader.text('supplier.reference', supplier.reference);
  return { name, enterpriseNumber, type: word ?? 'unknown', rawType: code?.code ?? null, reference };
}

/** Columns with several values are read side by side; one that has a single value holds for all. */
function workplacesOf(record: MappedReader, mapped: MappedFields['workplaces'][number]): Vacancy['workplaces'] {
  const { each, ...inEach } = mapped;
  if (each === undefined) return placesOf(record, mapped);
  return record.within(each).flatMap((element) => placesOf(element, inEach));
}

function placesOf(reader: MappedReader, mapped: MappedFields['workplaces'][number]): Vacancy['workplaces'] {
  const read = (part: Exclude<keyof typeof mapped, 'each'>) => reader.texts(`workplaces.${part}`, mapped[part]);
  const [postcodes, municipalities, codes, nuts] = [
    read('postcode'),
    read('municipality'),
    read('municipalityCode'),
    read('nuts'),
  ];
  const [latitudes, longitudes] = [read('latitude'), read('longitude')];
  const countries = reader.codes('workplaces.country', mapped.country === undefined ? [] : [mapped.country], 'country');
  const count = Math.max(...[postcodes, municipalities, codes, nuts, latitudes].map(({ length }) => length), 1);
  return Array.from({ length: Math.min(count, MOST_PLACES) }, (_, index) =>
    place({
      country: at(
        countries.map(({ code }) => code),
        index,
      ),
      postcode: at(postcodes, index),
      municipality: at(municipalities, index),
      municipalityCode: at(codes, index),
      region: parseNuts(at(nuts, index)),
      latitude: coordinate(at(latitudes, index)),
      longitude: coordinate(at(longitudes, index)),
    }),
  ).filter((found) => found !== null);
}

const MOST_PLACES = 500;

function at(values: readonly string[], index: number): string | null {
  return (values.length === 1 ? values[0] : values[index]) ?? null;
}

/** Degrees with a point or a comma, whatever the file's other numbers look like. */
function coordinate(text: string | null): number | null {
  return text !== null && /^[+-]?\d{1,3}(?:[.,]\d{1,15})?$/.test(text) ? Number(text.replace(',', '.')) : null;
}

function contractOf(reader: MappedReader, contract: MappedFields['contract'], service: string): Vacancy['contract'] {
  const { word, code } = reader.word('contract.type', contract.type, WORDS['contract.type'], `${service}-contract`);
  return {
    type: word ?? (code === null ? null : 'other'),
    codes: code === null ? [] : [code],
    startDate: reader.date('contract.startDate', contract.startDate),
    startsImmediately: reader.flag('contract.startsImmediately', contract.startsImmediately),
  };
}

function workingTimeOf(
  reader: MappedReader,
  time: MappedFields['workingTime'],
  service: string,
): Vacancy['workingTime'] {
  const hours = reader.number('workingTime.hoursPerWeek', time.hoursPerWeek);
  const { word } = reader.word('workingTime.regime', time.regime, WORDS['workingTime.regime'], `${service}-time`);
  return {
    regime: word,
    hoursPerWeek: hours !== null && hours > 0 && hours <= 168 ? hours : null,
    shifts: reader.codes('workingTime.shifts', time.shifts, `${service}-shift`),
  };
}

function requirementsOf(
  reader: MappedReader,
  asked: MappedFields['requirements'],
  service: string,
): Vacancy['requirements'] {
  const months = reader.number('requirements.experienceMonths', asked.experienceMonths);
  const study = reader.word('requirements.studies', asked.studies, WORDS['requirements.studies'], `${service}-study`);
  const licences = reader.texts('requirements.drivingLicences', asked.drivingLicences);
  const categories = licences.map((licence) => parseDrivingLicence(licence));
  for (const [index, licence] of licences.entries()) {
    if (categories[index] === null) reader.unknown.push(`requirements.drivingLicences=${licence}`.slice(0, 200));
  }
  const skills = reader.codes('requirements.skills', asked.skills, `${service}-skill`);
  return {
    experience: months === null || months < 0 ? null : { months: Math.round(months), code: null },
    studies: study.code === null ? [] : [{ isced: study.word === null ? null : Number(study.word), code: study.code }],
    languages: reader.languages('requirements.languages', asked.languages),
    drivingLicences: categories.flatMap((category) => (category === null ? [] : [{ category, required: true }])),
    skills: skills.map((code) => ({ code, required: true })),
    certificates: reader.codes('requirements.certificates', asked.certificates, `${service}-certificate`),
  };
}

function payOf(reader: MappedReader, fields: MappedFields): Pick<Vacancy, 'pay' | 'payText'> {
  const { word, code } = reader.word('pay.period', fields.pay.period, WORDS['pay.period'], 'period');
  const read = pay({
    minimum: reader.number('pay.minimum', fields.pay.minimum),
    maximum: reader.number('pay.maximum', fields.pay.maximum),
    currency: reader.text('pay.currency', fields.pay.currency) ?? 'EUR',
    period: word ?? undefined,
    interval: code?.code ?? null,
  });
  return { pay: read.pay, payText: line(reader.text('payText', fields.payText)) ?? read.payText };
}

function applicationOf(reader: MappedReader, application: MappedFields['application']): Vacancy['application'] {
  const instructions = joinedText(reader.texts('application.instructions', application.instructions));
  const url = webAddress(reader.text('application.url', application.url));
  return { url, instructions: instructions?.plain ?? null };
}

function publicationOf(reader: MappedReader, publication: MappedFields['publication']): Vacancy['publication'] {
  return {
    created: reader.date('publication.created', publication.created),
    modified: reader.date('publication.modified', publication.modified),
    from: reader.date('publication.from', publication.from),
    until: reader.date('publication.until', publication.until),
  };
}

function flagsOf(reader: MappedReader, flags: MappedFields['flags']): Vacancy['flags'] {
  return {
    interregionalHelp: [...reader.texts('flags.interregionalHelp', flags.interregionalHelp)],
    activeManagement: reader.flag('flags.activeManagement', flags.activeManagement) ?? false,
    international: reader.flag('flags.international', flags.international) ?? false,
    redistributionRefused: reader.flag('flags.redistributionRefused', flags.redistributionRefused) ?? false,
  };
}

function contactOf(reader: MappedReader, mapped: MappedFields['contact']): Normalised['contact'] {
  return contact({
    name: reader.text('contact.name', mapped.name),
    role: reader.text('contact.role', mapped.role),
    email: reader.text('contact.email', mapped.email),
    telephone: reader.text('contact.telephone', mapped.telephone),
    postalAddress: reader.text('contact.postalAddress', mapped.postalAddress),
  });
}
