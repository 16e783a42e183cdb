import type { Offer } from '@relais/vacancy';
import type { Row } from '../tables.ts';
import { onePerKey } from './one-per-key.ts';

/** One row an offer: the highest (version, fence). */
export function offersToRows(offers: readonly Offer[]): Row<'offers'>[] {
  const latest = onePerKey(
    offers,
    ({ id }) => id,
    (later, earlier) =>
      later.version > earlier.version || (later.version === earlier.version && later.fence > earlier.fence),
  );
  return latest.map(toRow);
}

/** The person to contact stands apart from the rest, so that it can be withheld and erased without touching it. */
function toRow({ contact, ...offer }: Offer): Row<'offers'> {
  const [primary] = offer.members;
  return {
    id: offer.id,
    version: offer.version,
    fence: offer.fence,
    status: offer.status,
    member_count: offer.members.length,
    coding: codingOf(offer.coding),
    primary_source: primary?.source ?? null,
    primary_reference: primary?.reference ?? null,
    changed_at: Date.parse(offer.changedAt),
    content: JSON.stringify(offer),
    contact: contact === null ? null : JSON.stringify(contact),
  };
}

function codingOf(coding: Offer['coding']): 'automatic' | 'proposed' | 'unmapped' {
  if (coding === null || coding.competent.length === 0) return 'unmapped';
  return coding.automatic ? 'automatic' : 'proposed';
}

export function offerFromRow({ content, contact }: Pick<Row<'offers'>, 'content' | 'contact'>): Offer {
  const offer = JSON.parse(content) as Omit<Offer, 'contact'>;
  return { ...offer, contact: contact === null ? null : (JSON.parse(contact) as Offer['contact']) };
}
