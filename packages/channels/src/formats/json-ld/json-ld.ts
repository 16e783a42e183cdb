import type { PartnerOffer } from '@relais/policy';
import { type Format, type FormatItem, offerOf, textsOf } from '../port.ts';
import { employmentTypes, UNIT_TEXTS } from './codes.ts';

const CONTEXT = 'https://schema.org';
/** Terms that schema.org does not have, as whole IRIs: readers that know schema.org alone pass over them. */
const OWN = 'urn:relais:terms:';

/** A node without the members that are null or empty. */
type Node = Readonly<Record<string, unknown>>;

/**
 * schema.org `JobPosting` as JSON-LD. Texts are in the partner's best language; those of other languages stand under
 * `urn:relais:terms:translations`. Many are one `@graph`. A removed offer is a posting that ended at the epoch, without
 * content. `<` is escaped, so that the text may stand inside a `script` element of a page.
 */
export const jsonLd: Format = {
  name: 'json-ld',
  mediaType: 'application/ld+json',
  extension: 'jsonld',
  one: (item) => text({ '@context': CONTEXT, ...posting(item) }),
  *many(items) {
    yield `{"@context":"${CONTEXT}","@graph":[`;
    let separator = '\n';
    for (const item of items) {
      yield `${separator}${text(posting(item))}`;
      separator = ',\n';
    }
    yield '\n]}\n';
  },
};

function posting(item: FormatItem): Node {
  const { offerId, revision } = item;
  const offer = offerOf(item);
  const own = { '@type': 'JobPosting', identifier: property('Relais', offerId), [`${OWN}revision`]: revision };
  if (offer === null) return { ...own, validThrough: '1970-01-01', [`${OWN}removed`]: true };
  return { ...own, ...known(content(offer)) };
}

function content(offer: PartnerOffer): Node {
  const [texts, ...others] = textsOf(offer);
  const { publication, application, flags, requirements } = offer;
  return {
    title: texts.title,
    description: texts.html ?? paragraphs(texts.plain),
    datePosted: publication.from ?? publication.created,
    validThrough: publication.until,
    hiringOrganization: organization(offer),
    jobLocation: offer.workplaces.map(place),
    employmentType: employmentTypes(offer),
    baseSalary: salary(offer),
    incentiveCompensation: offer.payText,
    totalJobOpenings: offer.positions,
    url: offer.url,
    jobStartDate: offer.contract.startDate,
    jobImmediateStart: offer.contract.startsImmediately,
    workHours: offer.workingTime.hoursPerWeek === null ? null : `${offer.workingTime.hoursPerWeek} hours a week`,
    occupationalCategory: occupationalCategories(offer),
    experienceRequirements: experience(offer),
    skills: requirements.skills.map(({ code }) => code.label ?? code.code),
    qualifications: qualifications(offer),
    applicationContact: contactPoint(offer),
    subjectOf: licence(offer),
    [`${OWN}interregionalHelp`]: flags.interregionalHelp,
    [`${OWN}activeManagement`]: flags.activeManagement,
    [`${OWN}international`]: flags.international,
    [`${OWN}origin`]: known({ service: offer.origin.service, reference: offer.origin.reference }),
    [`${OWN}applicationInstructions`]: application.instructions,
    [`${OWN}translations`]: others.map(({ language, title, plain, html }) => ({
      language,
      title,
      description: html ?? paragraphs(plain),
    })),
  };
}

function organization({ employer }: PartnerOffer): Node | null {
  const { name, enterpriseNumber, description } = employer;
  if (name === null && enterpriseNumber === null) return null;
  const identifier = enterpriseNumber === null ? null : property('KBO', enterpriseNumber);
  return known({ '@type': 'Organization', name, identifier, description });
}

function place({
  country,
  postcode,
  municipality,
  nuts,
  latitude,
  longitude,
}: PartnerOffer['workplaces'][number]): Node {
  const address = {
    '@type': 'PostalAddress',
    addressCountry: country ?? nuts?.slice(0, 2) ?? null,
    addressRegion: nuts,
    addressLocality: municipality,
    postalCode: postcode,
  };
  const geo = latitude === null || longitude === null ? null : { '@type': 'GeoCoordinates', latitude, longitude };
  return known({ '@type': 'Place', address: known(address), geo });
}

function salary({ pay }: PartnerOffer): Node | null {
  if (pay === null) return null;
  const { minimum, maximum, currency, period } = pay;
  const value = known({
    '@type': 'QuantitativeValue',
    minValue: minimum,
    maxValue: maximum,
    unitText: UNIT_TEXTS[period],
  });
  return { '@type': 'MonetaryAmount', currency, value };
}

function occupationalCategories({ occupations }: PartnerOffer): Node[] {
  const { competent, esco, isco, rome } = occupations;
  const category = (inCodeSet: string, codeValue: string, name: string | null = null) =>
    known({ '@type': 'CategoryCode', inCodeSet, codeValue, name });
  return [
    ...competent.map(({ uuid, labels }) => category('Competent 2', uuid, labels[0]?.text ?? null)),
    ...esco.map(({ code }) => category('ESCO', code)),
    ...isco.map(({ code }) => category('ISCO-08', code)),
    ...rome.map(({ code }) => category('ROME', code)),
  ];
}

function experience({ requirements }: PartnerOffer): Node | null {
  const months = requirements.experience?.months ?? null;
  return months === null ? null : { '@type': 'OccupationalExperienceRequirements', monthsOfExperience: months };
}

function qualifications({ requirements }: PartnerOffer): string[] {
  const { languages, drivingLicences, certificates, studies } = requirements;
  return [
    ...studies.map(({ code, isced }) => code.label ?? (isced === null ? code.code : `ISCED 2011 level ${isced}`)),
    ...languages.map(({ language, level }) => (level === null ? language : `${language} ${level}`)),
    ...drivingLicences.map(({ category }) => `driving licence ${category}`),
    ...certificates.map(({ code, label }) => label ?? code),
  ];
}

/** Where to apply; persons and their numbers as far as policy released them. */
function contactPoint({ contact, application }: PartnerOffer): Node | null {
  const released = contact ?? { name: null, role: null, email: null, telephone: null, postalAddress: null };
  const { name, role, email, telephone, postalAddress } = released;
  const fields = known({
    name,
    contactType: role,
    email,
    telephone,
    description: postalAddress,
    url: application.url,
  });
  return Object.keys(fields).length === 0 ? null : { '@type': 'ContactPoint', ...fields };
}

/** A posting has no licence of its own in schema.org; the work that it is published in has. */
function licence({ licence: terms, url }: PartnerOffer): Node | null {
  if (terms === null) return null;
  const { identifier, attribution, shareAlike } = terms;
  return known({
    '@type': 'CreativeWork',
    license: identifier,
    creditText: attribution,
    url,
    [`${OWN}shareAlike`]: shareAlike,
  });
}

function property(propertyID: string, value: string): Node {
  return { '@type': 'PropertyValue', name: propertyID, propertyID, value };
}

/** Plain text as the HTML that a description is expected to be. */
function paragraphs(plain: string): string {
  const escaped = plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return plain === '' ? '' : `<p>${escaped.replaceAll('\n', '<br>')}</p>`;
}

function known(node: Node): Node {
  const kept = Object.entries(node).filter(([, value]) => value !== null && value !== '' && !isEmptyList(value));
  return Object.fromEntries(kept);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function text(node: Node): string {
  return JSON.stringify(node).replaceAll('<', String.raw`\u003c`);
}
