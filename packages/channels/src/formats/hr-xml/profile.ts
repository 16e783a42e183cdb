import type { PartnerOffer } from '@relais/policy';
import type { Texts } from '../port.ts';
import { flagsLine, licenceLine } from '../xml/exchange.ts';
import { element, leaf, requiredLeaf, type Xml, type XmlContent } from '../xml/write.ts';
import { detailOf } from './detail.ts';

/** The offer in one language, in the order of the schema. */
export function profileOf(offer: PartnerOffer, texts: Texts): Xml {
  const { startsImmediately, startDate } = offer.contract;
  const content = [
    element('PositionDateInfo', [leaf('StartAsSoonAsPossible', startsImmediately), leaf('StartDate', startDate)]),
    organization(offer.employer),
    detailOf(offer, texts.title),
    description('jobDescription', texts.html ?? texts.plain),
    description('contractInformation', offer.payText ?? ''),
    description('companyPromotionalText', offer.employer.description ?? ''),
    howToApply(offer),
    userArea(offer),
  ];
  return element('PositionProfile', content, { lang: texts.language });
}

function organization({ name, enterpriseNumber }: PartnerOffer['employer']): Xml | null {
  if (name === null && enterpriseNumber === null) return null;
  return element('Organization', [
    leaf('OrganizationName', name),
    enterpriseNumber === null ? null : element('LegalId', leaf('IdValue', enterpriseNumber), { idOwner: 'BCE' }),
    element('ContactInfo', element('ContactMethod', null)),
  ]);
}

function description(name: string, value: string): Xml | null {
  return value === ''
    ? null
    : element('FormattedPositionDescription', [leaf('Name', name), requiredLeaf('Value', value)]);
}

/** Contact data as far as policy released it: the schema wants the elements, not their content. */
function howToApply({ application, contact }: PartnerOffer): Xml {
  const method = [
    contact?.telephone == null ? null : element('Telephone', leaf('FormattedNumber', contact.telephone)),
    leaf('InternetEmailAddress', contact?.email ?? null),
    leaf('InternetWebAddress', application.url),
    contact?.postalAddress == null
      ? null
      : element('PostalAddress', [
          element('CountryCode', null),
          element('DeliveryAddress', leaf('AddressLine', contact.postalAddress)),
        ]),
  ];
  const instructions = leaf('Comments', application.instructions);
  return element('HowToApply', [
    element('PersonName', leaf('FormattedName', contact?.name ?? null)),
    element('ApplicationMethod', method),
    instructions === null ? null : element('UserArea', instructions),
  ]);
}

/** A mediation without a region says that the origin manages the offer actively and asks nobody for help. */
function userArea(offer: PartnerOffer): Xml {
  const { interregionalHelp, activeManagement } = offer.flags;
  const licence = licenceLine(offer);
  const comments = [flagsLine(offer), licence === null ? null : `licence: ${licence}`].filter((line) => line !== null);
  const regions: XmlContent =
    interregionalHelp.length === 0
      ? element('Region', null)
      : interregionalHelp.map((region) => requiredLeaf('Region', region));
  return element('UserArea', [
    leaf('Comments', comments.join('\n')),
    interregionalHelp.length > 0 || activeManagement ? element('ActiveMediation', regions) : null,
  ]);
}
