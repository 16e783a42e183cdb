export { eventHeaders } from './cloud-event.ts';
export { type BatchCommand, type BatchDecision, batchCommandSchema, operationsRecord } from './commands.ts';
export { emptyVacancy, workplace } from './draft.ts';
export { vacancyErrors } from './errors.ts';
export {
  type Observation,
  observationSchema,
  type VacancyObserved,
  type VacancyWithdrawn,
  vacancyKey,
  type WithdrawalReason,
} from './events.ts';
export { eventId, vacancyHash } from './identity.ts';
export {
  type MappingRelation,
  type OccupationCoding,
  type Offer,
  type OfferEvent,
  type OfferMember,
  occupationCodingSchema,
  offerEventSchema,
  offerIdOf,
} from './offer.ts';
export { contactEndsAt } from './personal-data/contact-end.ts';
export { findPersonalData, maskPersonalData } from './personal-data/find.ts';
export { maskPersonalDataInHtml, reachesPerson } from './personal-data/mask-html.ts';
export { richText, singleLine } from './text.ts';
export { CONSUMER_GROUPS, partnerTopic, TOPICS, type TopicDefinition } from './topics.ts';
export {
  type Code,
  type ContactData,
  type ContractType,
  type DataLicence,
  type Origin,
  type PayPeriod,
  type Requirements,
  type RichText,
  type Supplier,
  type SupplierType,
  type Vacancy,
  vacancySchema,
  type WorkingTimeRegime,
  type Workplace,
} from './vacancy.ts';
export { schemeOfCode } from './values/codes.ts';
export { dayIn, parseDay, parseDayOrInstant, parseInstant } from './values/dates.ts';
export { parseEnterpriseNumber } from './values/enterprise-number.ts';
export { parseCefr, parseLanguage } from './values/languages.ts';
export { parseDrivingLicence } from './values/licences.ts';
export {
  deepestNuts,
  nutsOfBelgianPostcode,
  parseBelgianPostcode,
  parseCountry,
  parseNuts,
} from './values/places.ts';
