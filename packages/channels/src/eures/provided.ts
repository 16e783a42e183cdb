import type { PartnerOffer } from '@relais/policy';
import type { StoredFeedEntry } from '../feed/feed-store.ts';
import type { EuresReference } from './protocol.ts';

/** What the store holds of an offer that was provided: `at` of the entry is its last modification. */
interface Provided {
  readonly created: number;
  readonly closed: number | null;
  readonly source: string;
  /** Null once closed: nothing of the content is kept. */
  readonly offer: PartnerOffer | null;
}

/** An item with its view; null is to be closed. */
export interface Offered {
  readonly offerId: string;
  readonly revision: number;
  readonly offer: PartnerOffer | null;
}

/**
 * The next entry of an offer, by the table in `protocol.ts`. Null when there is nothing to note: this or a newer revision is there
 * already, or what is to be closed was never provided.
 */
export function nextEntry(
  before: StoredFeedEntry | undefined,
  { offerId, revision, offer }: Offered,
  now: number,
): Omit<StoredFeedEntry, 'position'> | null {
  if (before !== undefined && before.revision >= revision) return null;
  const known = before === undefined ? null : providedIn(before);
  // Two changes within a millisecond are still two moments: creation and modification must not look like one.
  const at = Math.max(now, (before?.at ?? 0) + 1);
  const provided = offer === null ? closed(known, at) : shown(known, offer, at);
  return provided === null ? null : { offerId, revision, content: JSON.stringify(provided), at };
}

function closed(known: Provided | null, at: number): Provided | null {
  return known === null ? null : { ...known, closed: known.closed ?? at, offer: null };
}

function shown(known: Provided | null, offer: PartnerOffer, at: number): Provided {
  const created = known === null || known.closed !== null ? at : known.created;
  return { created, closed: null, source: offer.origin.service.toUpperCase(), offer };
}

export function providedIn({ content }: StoredFeedEntry): Provided {
  return JSON.parse(content ?? 'null') as Provided;
}

export function referenceOf({ offerId, at }: StoredFeedEntry, provided: Provided): EuresReference {
  const { created, closed: closedAt, source } = provided;
  return {
    reference: offerId,
    source,
    status: closedAt === null ? 'ACTIVE' : 'CLOSED',
    creationTimestamp: created,
    lastModificationTimestamp: at,
    ...(closedAt === null ? {} : { closingTimestamp: closedAt }),
  };
}

/** Which list of `getChanges` a reference belongs to. */
export function classOf(reference: EuresReference): 'created' | 'modified' | 'closed' {
  if (reference.status === 'CLOSED') return 'closed';
  return reference.creationTimestamp === reference.lastModificationTimestamp ? 'created' : 'modified';
}
