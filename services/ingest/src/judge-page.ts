import type { RecordResult, SourceItem, SourcePage } from '@relais/sources';
import type { Remembered } from '@relais/state';
import { type ContactData, type Observation, type Vacancy, vacancyHash } from '@relais/vacancy';
import { endsAt } from './ends-at.ts';

/** What pages of a source mean, compared with what is remembered. */
export interface PageJudgement {
  readonly observations: readonly Observation[];
  /** Memory after the pages, one entry per reference that changed. */
  readonly remember: readonly Remembered[];
  readonly unreadable: readonly UnreadableRecord[];
  readonly results: readonly RecordResult[];
}

/** A record for the quarantine, with the archived input that it stands in. */
export interface UnreadableRecord {
  readonly archiveHash: string | null;
  readonly item: UnreadableItem;
}

type UnreadableItem = Extract<SourceItem, { kind: 'unreadable' }>;

export interface JudgedBatch {
  readonly batchId: string;
  readonly source: string;
  /** RFC 3339 instant. */
  readonly observedAt: string;
}

/** What is asked of every vacancy of a source. */
export interface SourceRules {
  /** Most services an offer may have passed through, origin and source included. */
  readonly mostHops: number;
  /** IANA zone in which the source's days begin and end. */
  readonly zone: string;
  /** Days for which contact data is kept when the offer names no end. */
  readonly contactDays: number;
}

const DAY_MS = 86_400_000;

type Judged = { result: RecordResult; observation?: Observation; remember?: Remembered; unreadable?: UnreadableItem };

/**
 * Compares items with the memory. A reference that occurs twice is judged in order, the second against what the first
 * left. Pure: nothing is written here.
 */
export function judgePages(
  batch: JudgedBatch,
  rules: SourceRules,
  pages: readonly Pick<SourcePage, 'archiveHash' | 'items'>[],
  remembered: ReadonlyMap<string, Remembered>,
): PageJudgement {
  const memory = new Map(remembered);
  const changed = new Map<string, Remembered>();
  const observations: Observation[] = [];
  const unreadable: UnreadableRecord[] = [];
  const results: RecordResult[] = [];
  for (const { archiveHash, items } of pages) {
    for (const item of items) {
      const judged = judgeItem(batch, rules, item, item.reference === null ? undefined : memory.get(item.reference));
      results.push(judged.result);
      if (judged.observation) observations.push(judged.observation);
      if (judged.unreadable) unreadable.push({ archiveHash, item: judged.unreadable });
      if (!judged.remember) continue;
      memory.set(judged.remember.reference, judged.remember);
      changed.set(judged.remember.reference, judged.remember);
    }
  }
  return { observations, remember: [...changed.values()], unreadable, results };
}

function judgeItem(batch: JudgedBatch, rules: SourceRules, item: SourceItem, known: Remembered | undefined): Judged {
  switch (item.kind) {
    case 'vacancy':
      return judgeVacancy(batch, rules, item, known);
    case 'present':
      return known?.live === true ? unchanged(item.reference) : detailMissing(item);
    case 'withdrawn':
      return known?.live === true ? withdrawal(batch, known, item.reason) : unchanged(item.reference);
    case 'unreadable':
      return quarantined(item);
  }
}

function judgeVacancy(
  batch: JudgedBatch,
  rules: SourceRules,
  item: Extract<SourceItem, { kind: 'vacancy' }>,
  known: Remembered | undefined,
): Judged {
  const { vacancy, reference } = item;
  const hash = vacancyHash(vacancy, item.contact);
  // What equals what was published was judged when it was.
  if (known?.live === true && known.hash === hash) return sameAgain(known, vacancy.sourceVersion);
  const fault = faultOf(vacancy, rules);
  if (fault !== null) return quarantined({ ...fault, position: item.position, reference });
  const version = (known?.version ?? 0) + 1;
  const now = Date.parse(batch.observedAt);
  const ends = endsAt(vacancy, rules.zone, now);
  const kept = new Date(now + rules.contactDays * DAY_MS).toISOString().slice(0, 10);
  const contact = markedContact(item.contact, ends === null ? kept : (vacancy.publication.until ?? kept));
  return {
    observation: { type: 'vacancy.observed', ...batch, reference, version, contentHash: hash, vacancy, contact },
    remember: { reference, hash, version, live: true, endsAt: ends, sourceVersion: vacancy.sourceVersion },
    result: { reference, outcome: 'observed', reason: null },
  };
}

/** Contact data is given its purpose and its end here, at the door, whatever the source says or does not say of them. */
function markedContact(contact: ContactData | null, until: string): ContactData | null {
  return contact === null ? null : { ...contact, purpose: 'application', until };
}

/** The withdrawal of a vacancy that is live in the memory. */
export function withdrawal(
  batch: JudgedBatch,
  known: Remembered,
  reason: Extract<Observation, { type: 'vacancy.withdrawn' }>['reason'],
): Judged & { observation: Observation; remember: Remembered } {
  const version = known.version + 1;
  const reference = known.reference;
  return {
    observation: { type: 'vacancy.withdrawn', ...batch, reference, version, reason },
    remember: { ...known, version, live: false, endsAt: null, sourceVersion: null },
    result: { reference, outcome: 'withdrawn', reason },
  };
}

function unchanged(reference: string): Judged {
  return { result: { reference, outcome: 'unchanged', reason: null } };
}

/** Nothing to publish; but a new version of the source's own is noted, or its details would be asked for every night. */
function sameAgain(known: Remembered, sourceVersion: string | null): Judged {
  const judged = unchanged(known.reference);
  return known.sourceVersion === sourceVersion ? judged : { ...judged, remember: { ...known, sourceVersion } };
}

function quarantined(item: Omit<UnreadableItem, 'kind'>): Judged {
  const { reference, reason } = item;
  return { unreadable: { ...item, kind: 'unreadable' }, result: { reference, outcome: 'quarantined', reason } };
}

/** The list named a vacancy whose details were thought known and are not: its next run asks for them. */
function detailMissing({ position, reference }: { position: number; reference: string }): Judged {
  const reason = 'the list named the vacancy, but its details were neither known nor sent';
  return quarantined({ position, reference, code: 'DETAIL_MISSING', reason, stage: 'fetch' });
}

/** What forbids to publish a vacancy, naming services, never contents. That it fits the model is checked where it is made. */
function faultOf({ origin: { hops } }: Vacancy, { mostHops }: SourceRules) {
  if (hops.length <= mostHops) return null;
  const reason = `the offer has passed ${hops.length} services (${hops.join(' > ')}), more than the ${mostHops} allowed`;
  return { code: 'TOO_MANY_HOPS', reason, stage: 'normalise' } as const;
}
