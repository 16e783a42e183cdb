import type { PartnerOffer } from '@relais/policy';
import { type Format, type FormatItem, maskedOffer, textsOf } from '../port.ts';
import { calendarDay } from '../xml/exchange.ts';
import { openingFormat } from '../xml/opening-format.ts';
import { element, leaf, type Xml } from '../xml/write.ts';
import { profileOf } from './profile.ts';

const HR_OPEN = 'http://www.hr-xml.org/3';
/** Address and contact parts stand in the namespace of OAGIS, but for the country code. */
const OAGIS = 'http://www.openapplications.org/oagis/9';

/** Version of the EURES profile, in the document and in the answers of the Input API. */
export const PROFILE_VERSION = '1.3';

/**
 * HR-Open 3.2 `PositionOpening` as EURES takes it: one document an offer, one `PositionProfile` a language, elements in the
 * order of the profile. A removed offer is one with the status `Closed` and nothing else in it. Flags, licence and revision stand
 * in `UserArea`, in the namespace `urn:relais:exchange:1`.
 */
export const hrOpen: Format = openingFormat('hr-open', opening);

function opening({ offerId, revision }: FormatItem, offer: PartnerOffer | null): Xml {
  const shown = offer ?? maskedOffer(offerId);
  const status = offer === null ? 'Closed' : 'Active';
  const agency = offer === null ? null : shown.origin.service.toUpperCase();
  const content = [
    leaf('DocumentID', offerId, {
      schemeID: 'Relais',
      schemeAgencyID: agency,
      schemeAgencyName: agency,
      schemeVersionID: PROFILE_VERSION,
    }),
    leaf('AlternateDocumentID', shown.origin.reference, { schemeAgencyName: agency }),
    leaf('PositionOpeningStatusCode', status, { name: status }),
    offer === null ? null : requester(shown, agency),
    offer === null ? null : textsOf(shown).map((texts) => profileOf(shown, texts, revision)),
  ];
  return element('PositionOpening', content, {
    xmlns: HR_OPEN,
    'xmlns:oa': OAGIS,
    majorVersionID: '3',
    minorVersionID: '2',
    validFrom: calendarDay(shown.publication.from ?? shown.publication.created),
  });
}

function requester({ origin }: PartnerOffer, agency: string | null): Xml {
  const party = leaf('PartyID', origin.service, {
    schemeID: 'Relais',
    schemeAgencyID: agency,
    schemeAgencyName: agency,
  });
  return element('PostingRequester', [party, leaf('PartyName', agency)]);
}
