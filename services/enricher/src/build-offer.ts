import { isDeepStrictEqual } from 'node:util';
import { survivorView } from '@relais/dedup';
import type { VacancyRow } from '@relais/ledger';
import { fillWorkplace, type Places } from '@relais/places';
import type { Offer, OfferEvent, OfferMember } from '@relais/vacancy';
import { contentOf } from './stored-content.ts';
import type { VacancyCoder } from './vacancy-coder.ts';
import type { ChangedOffer } from './working-set.ts';

export interface Writing {
  readonly coder: VacancyCoder;
  readonly places: Places;
  /** Fencing token of this writer. */
  readonly fence: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Most former members kept: enough to recognise an echo, bounded for offers that live for years. */
const MOST_FORMER = 50;

/** The next version of an offer, or null when nothing about it changed and all that was published of it is known. */
export function nextOffer(changed: ChangedOffer, writing: Writing): OfferEvent | null {
  const { previous, id, untold } = changed;
  if (previous === null && changed.members.length === 0 && !changed.intended && !untold) return null;
  const shown = shownContent(changed, writing);
  if (previous !== null && !untold && sameContent(previous, shown)) return null;
  const version = (previous?.version ?? 0) + 1;
  const changedAt = new Date(writing.at).toISOString();
  return { type: eventType(previous, shown), offer: { id, version, fence: writing.fence, ...shown, changedAt } };
}

type ShownContent = Omit<Offer, 'id' | 'version' | 'fence' | 'changedAt'>;

function shownContent(changed: ChangedOffer, { coder, places }: Pick<Writing, 'coder' | 'places'>): ShownContent {
  const formerMembers = formerOf(changed);
  const nobody = { members: [], formerMembers, vacancy: null, contact: null, coding: null };
  if (changed.mergedInto !== null) return { ...nobody, status: 'merged', mergedInto: changed.mergedInto };
  const contents = new Map(changed.members.map((row) => [row.key, { key: row.key, row, ...contentOf(row) }]));
  const [first, ...others] = contents.values();
  if (first === undefined) return { ...nobody, status: 'closed', mergedInto: null };
  const survivor = survivorView([first, ...others]);
  const members = survivor.order.flatMap((key) => memberOf(contents.get(key)));
  const { contact } = survivor;
  const workplaces = survivor.vacancy.workplaces.map((place) => fillWorkplace(place, places));
  const vacancy = { ...survivor.vacancy, workplaces };
  return {
    status: 'open',
    mergedInto: null,
    members,
    formerMembers,
    vacancy,
    contact,
    // As it was coded to be signed: by what its sources said.
    coding: coder.codingOf(survivor.vacancy),
  };
}

function memberOf(content: ({ row: VacancyRow } & ReturnType<typeof contentOf>) | undefined): OfferMember[] {
  if (content === undefined) return [];
  const { row, vacancy, reason } = content;
  return [
    {
      source: row.source,
      reference: row.reference,
      version: row.version,
      origin: vacancy.origin,
      supplierType: vacancy.supplier?.type ?? 'unknown',
      redistributionRefused: vacancy.flags.redistributionRefused,
      reason,
    },
  ];
}

function formerOf(changed: ChangedOffer): string[] {
  const now = new Set(changed.members.map((row) => row.key));
  const before = (changed.previous?.members ?? []).map((member) => `${member.source}:${member.reference}`);
  const all = new Set([...(changed.previous?.formerMembers ?? []), ...before]);
  return [...all].filter((key) => !now.has(key)).slice(-MOST_FORMER);
}

/** The members' own versions count as no change: they move with edits that the shown fields already tell. */
function sameContent(previous: Offer, shown: ShownContent): boolean {
  return isDeepStrictEqual(comparable(previous), comparable(shown));
}

/** What differs most often stands first. */
function comparable(offer: ShownContent): unknown {
  const { status, mergedInto, formerMembers, vacancy, contact, coding } = offer;
  const members = offer.members.map(({ version: _version, ...member }) => member);
  return { status, mergedInto, formerMembers, members, vacancy, contact, coding };
}

function eventType(previous: Offer | null, shown: ShownContent): OfferEvent['type'] {
  if (shown.status === 'merged') return 'offer.merged';
  if (shown.status === 'closed') return 'offer.closed';
  return previous === null || previous.status !== 'open' ? 'offer.published' : 'offer.updated';
}
