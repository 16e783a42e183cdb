import type { PartnerOffer } from '@relais/policy';
import { type Format, type FormatItem, offerOf } from '../port.ts';
import { XML_DECLARATION, type Xml } from './write.ts';

/** A format with one `PositionOpening` an offer. Many stand in an element of our own, without a namespace. */
export function openingFormat(name: string, opening: (item: FormatItem, offer: PartnerOffer | null) => Xml): Format {
  return {
    name,
    mediaType: 'application/xml',
    extension: 'xml',
    one: (item) => `${XML_DECLARATION}${opening(item, offerOf(item))}\n`,
    *many(items, { load, count }) {
      yield `${XML_DECLARATION}<PositionOpenings mode="${load}" count="${count}">\n`;
      for (const item of items) yield `${opening(item, offerOf(item))}\n`;
      yield '</PositionOpenings>\n';
    },
  };
}
