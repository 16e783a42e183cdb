import type { PartnerOffer } from '@relais/policy';
import { textsOf } from '../port.ts';
import { licenceLine } from '../xml/exchange.ts';

export type Cell = string | number | boolean | null;

/** Separates the values of a cell that holds several. */
const SEPARATOR = '|';

/** Columns that tell of the offer, in their order. All are empty for a removal. */
export const OFFER_COLUMNS: Readonly<Record<string, (offer: PartnerOffer) => Cell>> = {
  interregional_help: ({ flags }) => list(flags.interregionalHelp),
  active_management: ({ flags }) => flags.activeManagement,
  international: ({ flags }) => flags.international,
  language: (offer) => languageOf(offer),
  title: (offer) => textsOf(offer)[0].title,
  description: (offer) => textsOf(offer)[0].plain,
  employer: ({ employer }) => employer.name,
  enterprise_number: ({ employer }) => employer.enterpriseNumber,
  sectors: ({ employer }) => list(employer.sectors.map(({ code }) => code)),
  countries: ({ workplaces }) => list(workplaces.map(({ country }) => country)),
  postcodes: ({ workplaces }) => list(workplaces.map(({ postcode }) => postcode)),
  municipalities: ({ workplaces }) => list(workplaces.map(({ municipality }) => municipality)),
  nuts: ({ workplaces }) => list(workplaces.map(({ nuts }) => nuts)),
  latitude: ({ workplaces }) => workplaces[0]?.latitude ?? null,
  longitude: ({ workplaces }) => workplaces[0]?.longitude ?? null,
  competent: ({ occupations }) => list(occupations.competent.map(({ uuid }) => uuid)),
  esco: ({ occupations }) => list(occupations.esco.map(({ code }) => code)),
  isco: ({ occupations }) => list(occupations.isco.map(({ code }) => code)),
  rome: ({ occupations }) => list(occupations.rome.map(({ code }) => code)),
  contract: ({ contract }) => contract.type,
  working_time: ({ workingTime }) => workingTime.regime,
  hours_per_week: ({ workingTime }) => workingTime.hoursPerWeek,
  start_date: ({ contract }) => contract.startDate,
  positions: ({ positions }) => positions,
  experience_months: ({ requirements }) => requirements.experience?.months ?? null,
  languages: ({ requirements }) =>
    list(requirements.languages.map(({ language, level }) => (level === null ? language : `${language} ${level}`))),
  driving_licences: ({ requirements }) => list(requirements.drivingLicences.map(({ category }) => category)),
  pay_minimum: ({ pay }) => pay?.minimum ?? null,
  pay_maximum: ({ pay }) => pay?.maximum ?? null,
  pay_currency: ({ pay }) => pay?.currency ?? null,
  pay_period: ({ pay }) => pay?.period ?? null,
  pay_text: ({ payText }) => payText,
  apply_url: ({ application }) => application.url,
  apply_instructions: ({ application }) => application.instructions,
  contact_name: ({ contact }) => contact?.name ?? null,
  contact_email: ({ contact }) => contact?.email ?? null,
  contact_telephone: ({ contact }) => contact?.telephone ?? null,
  contact_address: ({ contact }) => contact?.postalAddress ?? null,
  published_from: ({ publication }) => publication.from ?? publication.created,
  published_until: ({ publication }) => publication.until,
  url: ({ url }) => url,
  origin: ({ origin }) => origin.service,
  origin_reference: ({ origin }) => origin.reference,
  licence: (offer) => licenceLine(offer),
};

function languageOf(offer: PartnerOffer): string | null {
  return offer.titles.length + offer.descriptions.length === 0 ? null : textsOf(offer)[0].language;
}

function list(values: readonly (string | null)[]): string {
  return values.map((value) => value ?? '').join(SEPARATOR);
}
