import type { PartnerOffer } from '@relais/policy';
import { distinct, type Texts } from '../port.ts';
import { calendarDay } from '../xml/exchange.ts';
import { relaisElements } from '../xml/relais-elements.ts';
import { element, leaf, requiredLeaf, unlessEmpty, type Xml, type XmlContent } from '../xml/write.ts';
import { ESCO_LIST, ISCO_LIST, offeringCode, scheduleCode } from './codes.ts';
import { qualificationsOf } from './qualifications.ts';

/** The offer in one language. Everything but the texts is the same in each. */
export function profileOf(offer: PartnerOffer, texts: Texts, revision: number): Xml {
  const { publication, contract, requirements, workingTime } = offer;
  const content = [
    postingInstruction(offer),
    requiredLeaf('PositionTitle', texts.title),
    offer.workplaces.map(location),
    organization(offer.employer),
    leaf('PositionOpenQuantity', offer.positions),
    jobCategories(offer),
    leaf('PositionOfferingTypeCode', offeringCode(contract)),
    qualificationsOf(requirements),
    element('PositionFormattedDescription', requiredLeaf('Content', texts.html ?? texts.plain)),
    distinct(requirements.languages.map(({ language }) => language)).map((code) => leaf('WorkingLanguageCode', code)),
    contract.startDate === null
      ? null
      : element('PositionPeriod', element('StartDate', leaf('FormattedDateTime', contract.startDate))),
    leaf('ImmediateStartIndicator', contract.startsImmediately ?? false),
    leaf('PositionScheduleTypeCode', scheduleCode(workingTime)),
    remuneration(offer),
    leaf('ApplicationCloseDate', calendarDay(publication.until)),
    element('UserArea', relaisElements(offer, revision)),
  ];
  return element('PositionProfile', content, {
    languageCode: texts.language,
    validFrom: calendarDay(publication.from),
    validTo: calendarDay(publication.until),
  });
}

/** Instructions are asked for in any case: the address to apply at, or the offer's own page, where nothing else is known. */
function postingInstruction({ flags, application, contact, url }: PartnerOffer): Xml {
  const { instructions, url: link } = application;
  const named = link === null || instructions?.includes(link) === true ? instructions : joinLines(instructions, link);
  const person =
    contact === null
      ? null
      : unlessEmpty('PersonContact', [
          unlessEmpty('PersonName', leaf('FormattedName', contact.name)),
          communication('telephone', leaf('oa:DialNumber', contact.telephone)),
          communication('email', leaf('oa:URI', contact.email)),
          unlessEmpty('Communication', unlessEmpty('Address', leaf('oa:AddressLine', contact.postalAddress))),
        ]);
  return element('PostingInstruction', [
    flags.international ? leaf('PostingOptionCode', 'EURESFlag') : null,
    element('ApplicationMethod', [requiredLeaf('Instructions', named ?? url), person]),
  ]);
}

function communication(channel: string, content: Xml | null): Xml | null {
  return content === null ? null : element('Communication', [leaf('ChannelCode', channel), content]);
}

function joinLines(first: string | null, second: string): string {
  return first === null ? second : `${first}\n${second}`;
}

function location(place: PartnerOffer['workplaces'][number]): XmlContent {
  const address = unlessEmpty('Address', [
    leaf('oa:CityName', place.municipality),
    leaf('oa:CountrySubDivisionCode', place.nuts),
    leaf('CountryCode', place.country ?? place.nuts?.slice(0, 2) ?? null),
    leaf('oa:PostalCode', place.postcode),
  ]);
  return address === null ? null : element('PositionLocation', address);
}

function organization({ name, enterpriseNumber, sectors, description }: PartnerOffer['employer']): Xml | null {
  return unlessEmpty('PositionOrganization', [
    unlessEmpty('OrganizationIdentifiers', [
      leaf('OrganizationName', name),
      leaf('OrganizationLegalID', enterpriseNumber, { schemeID: 'KBO' }),
    ]),
    sectors.map(({ code }) => leaf('IndustryCode', code)),
    leaf('oa:Description', description),
  ]);
}

/** ESCO and ISCO as EURES knows them, best first; codes of other lists under the list's own name. */
function jobCategories({ occupations }: PartnerOffer): XmlContent {
  const isco = occupations.isco.map(({ code }) => code);
  const native = occupations.native.filter(({ scheme }) => scheme === 'isco08').map(({ code }) => code);
  const others = [
    ...occupations.competent.map(({ uuid }) => ({ listName: 'Competent2', code: uuid })),
    ...occupations.competent1.map(({ code }) => ({ listName: 'Competent1', code })),
    ...occupations.rome.map(({ code }) => ({ listName: 'ROME', code })),
  ];
  return [
    occupations.esco.map(({ code }) => leaf('JobCategoryCode', code, ESCO_LIST)),
    distinct([...isco, ...native]).map((code) => leaf('JobCategoryCode', code, ISCO_LIST)),
    others.map(({ listName, code }) => leaf('JobCategoryCode', code, { listName })),
  ];
}

/** Pay in words where amounts are not known. */
function remuneration({ pay }: PartnerOffer): Xml | null {
  if (pay === null) return null;
  const currency = { currencyID: pay.currency };
  const range = element('RemunerationRange', [
    leaf('RemunerationTypeCode', 'basepay'),
    leaf('RemunerationIntervalCode', pay.period),
    leaf('RemunerationMinimumAmount', pay.minimum, currency),
    leaf('RemunerationMaximumAmount', pay.maximum, currency),
  ]);
  return element('OfferedRemunerationPackage', range);
}
