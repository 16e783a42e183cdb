import type { PartnerOffer } from '@relais/policy';
import { EXCHANGE_NAMESPACE } from './exchange.ts';
import { element, leaf, requiredLeaf, type Xml } from './write.ts';

/** Flags and licence in a namespace of their own, for a place that a vocabulary leaves open to its users. */
export function relaisElements({ flags, licence, origin }: PartnerOffer, revision: number): Xml {
  const terms =
    licence === null
      ? null
      : requiredLeaf('r:Licence', licence.attribution, {
          identifier: licence.identifier,
          shareAlike: String(licence.shareAlike),
        });
  const content = [
    leaf('r:Revision', revision),
    flags.interregionalHelp.map((region) => leaf('r:InterregionalHelp', region)),
    leaf('r:ActiveManagement', flags.activeManagement),
    leaf('r:International', flags.international),
    leaf('r:Origin', origin.service, { reference: origin.reference }),
    terms,
  ];
  return element('r:Exchange', content, { 'xmlns:r': EXCHANGE_NAMESPACE });
}
