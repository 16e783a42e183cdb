import type { PartnerOffer } from '@relais/policy';
import { type DocumentHead, type Format, type FormatItem, offerOf, textsOf } from '../port.ts';
import { relaisElements } from '../xml/relais-elements.ts';
import { element, leaf, requiredLeaf, unlessEmpty, XML_DECLARATION, type Xml, xmlText } from '../xml/write.ts';

/**
 * Full and difference documents in the manner of HR-BA-XML: a header with the amount and the type of load (`F` replaces the whole
 * set, `D` changes it), then a posting for every offer and a `DeleteEntry` for every removal. A full document names no removals:
 * what it leaves out is gone. The inner elements follow HR-XML's Job Position Posting; the partner agency's own schema is
 * not public, so a real submission to it needs its agreement and its schema.
 */
export const hrBa: Format = {
  name: 'hr-ba',
  mediaType: 'application/xml',
  extension: 'xml',
  one: (item) => {
    // A document of one says the same at every attempt: it has no moment.
    const [subscription = ''] = item.key.split('_', 1);
    return [...written([item], { subscription, load: 'difference', count: 1, at: null })].join('');
  },
  many: written,
};

type Head = Omit<DocumentHead, 'at'> & { readonly at: number | null };

function* written(items: Iterable<FormatItem>, head: Head): Generator<string> {
  const removed: string[] = [];
  yield `${XML_DECLARATION}<HRBAXMLJobPositionPosting>\n${header(head)}\n<Data>\n`;
  for (const item of items) {
    const offer = offerOf(item);
    if (offer === null) removed.push(item.offerId);
    else yield `${posting(item, offer)}\n`;
  }
  if (head.load === 'difference') {
    for (const offerId of removed) yield `${element('DeleteEntry', leaf('EntryId', offerId))}\n`;
  }
  yield '</Data>\n</HRBAXMLJobPositionPosting>\n';
}

function header({ subscription, count, load, at }: Head): Xml {
  return element('Header', [
    requiredLeaf('SupplierId', subscription),
    leaf('Timestamp', at === null ? null : new Date(at).toISOString()),
    leaf('Amount', count),
    leaf('TypeOfLoad', load === 'full' ? 'F' : 'D'),
  ]);
}

function posting({ offerId, revision }: FormatItem, offer: PartnerOffer): Xml {
  return element('JobPositionPosting', [
    leaf('JobPositionPostingId', offerId),
    hiringOrganization(offer),
    unlessEmpty('PostDetail', [
      unlessEmpty('StartDate', unlessEmpty('Date', leafText(offer.publication.from))),
      unlessEmpty('EndDate', unlessEmpty('Date', leafText(offer.publication.until))),
    ]),
    textsOf(offer).map((texts) =>
      element(
        'JobPositionInformation',
        [
          requiredLeaf('JobPositionTitle', texts.title),
          titleCodes(offer),
          element('JobPositionDescription', [
            requiredLeaf('JobPositionPurpose', texts.html ?? texts.plain),
            offer.workplaces.map(location),
            classification(offer),
            unlessEmpty('CompensationDescription', [pay(offer), leaf('SummaryText', offer.payText)]),
          ]),
        ],
        { lang: texts.language },
      ),
    ),
    howToApply(offer),
    leaf('NumberToFill', offer.positions),
    relaisElements(offer, revision),
  ]);
}

function leafText(value: string | null): Xml | null {
  return value === null ? null : xmlText(value);
}

function hiringOrganization({ employer, url }: PartnerOffer): Xml {
  return element('HiringOrg', [
    requiredLeaf('HiringOrgName', employer.name),
    leaf('HiringOrgId', employer.enterpriseNumber, { idOwner: 'KBO' }),
    leaf('ProfileWebSite', url),
    unlessEmpty(
      'Industry',
      employer.sectors.map(({ code, scheme }) => leaf('NAICS', code, { list: scheme })),
    ),
  ]);
}

function titleCodes({ occupations }: PartnerOffer): (Xml | null)[] {
  const { competent, esco, isco, rome } = occupations;
  return [
    ...competent.map(({ uuid }) => leaf('TitleCode', uuid, { list: 'Competent2' })),
    ...esco.map(({ code }) => leaf('TitleCode', code, { list: 'ESCO' })),
    ...isco.map(({ code }) => leaf('TitleCode', code, { list: 'ISCO08' })),
    ...rome.map(({ code }) => leaf('TitleCode', code, { list: 'ROME' })),
  ];
}

function location(place: PartnerOffer['workplaces'][number]): Xml | null {
  const address = unlessEmpty('LocationSummary', [
    leaf('Municipality', place.municipality),
    leaf('Region', place.nuts),
    leaf('CountryCode', place.country),
    leaf('PostalCode', place.postcode),
  ]);
  return unlessEmpty('JobPositionLocation', address);
}

function classification({ contract, workingTime }: PartnerOffer): Xml | null {
  return unlessEmpty('Classification', [
    leaf('Schedule', workingTime.regime),
    leaf('HoursPerWeek', workingTime.hoursPerWeek),
    leaf('Duration', contract.type),
    leaf('StartDate', contract.startDate),
  ]);
}

function pay({ pay: offered }: PartnerOffer): Xml | null {
  if (offered === null) return null;
  const attributes = { currency: offered.currency, period: offered.period };
  return element('Pay', [leaf('Minimum', offered.minimum), leaf('Maximum', offered.maximum)], attributes);
}

function howToApply({ application, contact }: PartnerOffer): Xml | null {
  return unlessEmpty('HowToApply', [
    unlessEmpty('PersonName', leaf('FormattedName', contact?.name ?? null)),
    leaf('Telephone', contact?.telephone ?? null),
    leaf('E-mail', contact?.email ?? null),
    leaf('PostalAddress', contact?.postalAddress ?? null),
    leaf('WebSite', application.url),
    leaf('SummaryText', application.instructions),
  ]);
}
