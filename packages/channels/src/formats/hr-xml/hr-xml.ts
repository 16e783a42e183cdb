import type { PartnerOffer } from '@relais/policy';
import { type Format, type FormatItem, maskedOffer, textsOf } from '../port.ts';
import { calendarDay } from '../xml/exchange.ts';
import { openingFormat } from '../xml/opening-format.ts';
import { element, leaf, requiredLeaf, type Xml } from '../xml/write.ts';
import { profileOf } from './profile.ts';

const HR_XML = 'http://ns.hr-xml.org/2006-02-28';

/**
 * HR-XML 2.x `PositionOpening` in the dialect of Le Forem's schema 5.2: one document an offer, one `PositionProfile` a
 * language, valid by that schema also for the emptiest offer. What the schema asks for and the offer does not have is an empty
 * element, and an `Experience` of 0. A removed offer is one with the status `Inactive` and nothing of its content. Flags and licence
 * stand in `ActiveMediation` and in the profile's `Comments`.
 */
export const hrXml: Format = openingFormat('hr-xml', opening);

function opening({ offerId, revision }: FormatItem, offer: PartnerOffer | null): Xml {
  const shown = offer ?? maskedOffer(offerId);
  const texts = textsOf(shown);
  const content = [
    recordInfo(offerId, shown, offer === null ? 'Inactive' : 'Active'),
    supplier(shown),
    texts.map((each) => profileOf(shown, each)),
    leaf('NumberToFill', shown.positions),
    element('UserArea', leaf('TotalNumberOfJobs', shown.positions)),
  ];
  const [{ language }] = texts;
  return element('PositionOpening', content, { xmlns: HR_XML, lang: language, version: String(revision) });
}

/** Our own number first, then the origin's. Those of other sources are left out: a reader would take one for the origin's. */
function recordInfo(offerId: string, { origin, references, publication }: PartnerOffer, status: string): Xml {
  const shown = references.find(({ source }) => source === origin.service)?.reference ?? null;
  const reference = leaf('IdValue', origin.reference ?? shown);
  return element('PositionRecordInfo', [
    element('Id', requiredLeaf('IdValue', offerId), { idOwner: 'RELAIS' }),
    reference === null ? null : element('Id', reference, { idOwner: origin.service.toUpperCase() }),
    leaf('Status', status, { validFrom: calendarDay(publication.from), validTo: calendarDay(publication.until) }),
  ]);
}

/** The service that first published the offer. */
function supplier({ origin, url }: PartnerOffer): Xml {
  return element('PositionSupplier', [
    element('SupplierId', requiredLeaf('IdValue', origin.service), { idOwner: 'PartnerCode' }),
    leaf('EntityName', origin.service.toUpperCase()),
    element('ContactMethod', leaf('InternetWebAddress', url)),
  ]);
}
