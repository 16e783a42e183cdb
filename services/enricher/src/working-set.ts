import { type Candidate, type Decision, decide, type Signature } from '@relais/dedup';
import type { VacancyRow } from '@relais/ledger';
import type { MatchEntry } from '@relais/state';
import {
  type ContactData,
  type Observation,
  type Offer,
  offerIdOf,
  type Vacancy,
  type VacancyObserved,
  type VacancyWithdrawn,
  vacancyKey,
} from '@relais/vacancy';
import type { Incoming } from './read-observations.ts';

/** A vacancy's content as it stands in its ledger row. */
export interface StoredContent {
  readonly vacancy: Vacancy;
  readonly contact: ContactData | null;
  /** Why it is in its offer, in words. */
  readonly reason: string;
}

/** What was read under the leases before anything is decided. */
export interface Standing {
  readonly rows: ReadonlyMap<string, VacancyRow>;
  readonly members: ReadonlyMap<string, readonly VacancyRow[]>;
  readonly offers: ReadonlyMap<string, Offer>;
  readonly entries: readonly MatchEntry[];
}

const OWN = 'it founded the offer';

/**
 * The vacancies and offers that a group of observations touches. Observations are applied one after the other,
 * each sees what the former did, and at the end `changes` tells what is to be written. Nothing is written here.
 */
export class WorkingSet {
  readonly #rows: Map<string, VacancyRow>;
  readonly #members = new Map<string, Map<string, VacancyRow>>();
  readonly #offers: ReadonlyMap<string, Offer>;
  readonly #entries = new Map<string, MatchEntry>();
  readonly #byKey = new Map<string, Set<string>>();
  readonly #changedRows = new Set<string>();
  readonly #changedOffers = new Set<string>();
  readonly #mergedInto = new Map<string, string>();
  readonly #intended = new Set<string>();
  readonly #changedEntries = new Set<string>();
  readonly #removedEntries = new Set<string>();

  constructor(standing: Standing) {
    this.#rows = new Map(standing.rows);
    this.#offers = standing.offers;
    for (const [offerId, rows] of standing.members) {
      this.#members.set(offerId, new Map(rows.map((row) => [row.key, row])));
      for (const row of rows) this.#rows.set(row.key, row);
    }
    for (const entry of standing.entries) {
      this.#intended.add(entry.offerId);
      this.#index(entry);
    }
  }

  apply(incoming: Incoming): void {
    const { observation } = incoming;
    const row = this.#rows.get(incoming.key);
    if (row !== undefined && isRepeat(row, observation)) return this.#refreshEntry(row, incoming);
    if (observation.type === 'vacancy.observed') this.#observe(observation, incoming, row);
    else this.#withdraw(observation, row);
  }

  /** Rows, offers (by id, with their live members) and match entries to be written. */
  changes(): WorkingChanges {
    return {
      rows: [...this.#changedRows].map((key) => this.#rows.get(key)).filter((row) => row !== undefined),
      offers: [...this.#changedOffers].map((id) => ({
        id,
        previous: this.#offers.get(id) ?? null,
        members: [...(this.#members.get(id)?.values() ?? [])],
        mergedInto: this.#mergedInto.get(id) ?? null,
        intended: this.#intended.has(id),
      })),
      entries: [...this.#changedEntries].flatMap((key) => this.#entries.get(key) ?? []),
      removedEntries: [...this.#removedEntries],
    };
  }

  #observe(observation: VacancyObserved, incoming: Incoming, row: VacancyRow | undefined): void {
    const { key, signature, matchKeys } = incoming;
    if (signature === null) return;
    const decision = decide(signature, this.#candidates(key, matchKeys));
    const offerId = this.#join(key, row, decision);
    const reason = row !== undefined && row.live ? contentOf(row).reason : reasonOf(decision);
    const content: StoredContent = { vacancy: observation.vacancy, contact: observation.contact, reason };
    this.#put({
      key,
      source: observation.source,
      reference: observation.reference,
      originReference: observation.vacancy.origin.reference,
      version: observation.version,
      contentHash: observation.contentHash,
      live: true,
      offerId,
      matchKeys,
      batchId: observation.batchId,
      changedAt: Date.parse(observation.observedAt),
      content: JSON.stringify(content),
    });
    this.#unindex(key);
    this.#writeEntry({ vacancyKey: key, offerId, signature: JSON.stringify(signature), keys: matchKeys });
  }

  #withdraw(observation: VacancyWithdrawn, row: VacancyRow | undefined): void {
    const key = vacancyKey(observation);
    const base = row ?? unseenRow(observation, this.#entries.get(key)?.offerId);
    this.#put({
      ...base,
      version: observation.version,
      contentHash: '',
      live: false,
      batchId: observation.batchId,
      changedAt: Date.parse(observation.observedAt),
      content: null,
    });
    this.#unindex(key);
    this.#changedEntries.delete(key);
    this.#removedEntries.add(key);
  }

  /** The offer that the vacancy belongs to: its own of old, or the one it matches; several that it links become one. */
  #join(key: string, row: VacancyRow | undefined, decision: Decision): string {
    const intended = row?.offerId ?? this.#entries.get(key)?.offerId ?? null;
    const own = intended === null ? null : this.#survivorOf(intended);
    const ids = new Set([...(own === null ? [] : [own]), ...decision.offerIds.map((id) => this.#survivorOf(id))]);
    if (ids.size === 0) return offerIdOf(key);
    const [target, ...others] = [...ids].toSorted((a, b) => this.#rank(a) - this.#rank(b) || (a < b ? -1 : 1));
    for (const other of others) this.#merge(other, target ?? '');
    return target ?? offerIdOf(key);
  }

  /** Open offers win over closed ones, so that a repost never revives an identity that partners have dropped. */
  #rank(offerId: string): number {
    return (this.#members.get(offerId)?.size ?? 0) > 0 ? 0 : 1;
  }

  #merge(from: string, into: string): void {
    for (const row of this.#members.get(from)?.values() ?? []) {
      this.#put({ ...row, offerId: into });
      const entry = this.#entries.get(row.key);
      if (entry) this.#writeEntry({ ...entry, offerId: into });
    }
    this.#members.delete(from);
    this.#mergedInto.set(from, into);
    this.#changedOffers.add(from);
  }

  #survivorOf(offerId: string): string {
    let id = offerId;
    for (let step = 0; step < 100; step++) {
      const next = this.#mergedInto.get(id) ?? this.#offers.get(id)?.mergedInto ?? null;
      if (next === null) return id;
      id = next;
    }
    return id;
  }

  #put(row: VacancyRow): void {
    const before = this.#rows.get(row.key);
    if (before !== undefined) this.#members.get(before.offerId)?.delete(row.key);
    this.#rows.set(row.key, row);
    this.#changedRows.add(row.key);
    this.#changedOffers.add(row.offerId);
    if (!row.live) return;
    const members = this.#members.get(row.offerId) ?? new Map<string, VacancyRow>();
    this.#members.set(row.offerId, members.set(row.key, row));
  }

  /** A repeat changes nothing, but its match entry may have been lost with the process that died before writing it. */
  #refreshEntry(row: VacancyRow, { signature }: Incoming): void {
    if (!row.live) this.#removedEntries.add(row.key);
    if (signature === null || !row.live || this.#entries.has(row.key)) return;
    this.#writeEntry({
      vacancyKey: row.key,
      offerId: row.offerId,
      signature: JSON.stringify(signature),
      keys: row.matchKeys,
    });
  }

  #candidates(self: string, keys: readonly string[]): Candidate[] {
    const found = new Set(keys.flatMap((key) => [...(this.#byKey.get(key) ?? [])]));
    found.delete(self);
    return [...found].toSorted().flatMap((key) => {
      const entry = this.#entries.get(key);
      return entry === undefined ? [] : { ...entry, signature: JSON.parse(entry.signature) as Signature };
    });
  }

  #writeEntry(entry: MatchEntry): void {
    this.#removedEntries.delete(entry.vacancyKey);
    this.#changedEntries.add(entry.vacancyKey);
    this.#index(entry);
  }

  #index(entry: MatchEntry): void {
    this.#entries.set(entry.vacancyKey, entry);
    for (const key of entry.keys) {
      const standing = this.#byKey.get(key) ?? new Set<string>();
      this.#byKey.set(key, standing.add(entry.vacancyKey));
    }
  }

  #unindex(vacancy: string): void {
    for (const key of this.#entries.get(vacancy)?.keys ?? []) this.#byKey.get(key)?.delete(vacancy);
    this.#entries.delete(vacancy);
  }
}

export interface WorkingChanges {
  readonly rows: readonly VacancyRow[];
  readonly offers: readonly ChangedOffer[];
  readonly entries: readonly MatchEntry[];
  readonly removedEntries: readonly string[];
}

/** An offer whose members changed, with what it was before. */
export interface ChangedOffer {
  readonly id: string;
  readonly previous: Offer | null;
  readonly members: readonly VacancyRow[];
  readonly mergedInto: string | null;
  /** An index entry named it before: a writer that died may have published it. */
  readonly intended: boolean;
}

/** The content of a live row. */
export function contentOf(row: VacancyRow): StoredContent {
  return JSON.parse(row.content ?? 'null') as StoredContent;
}

/** Older than what stands, or the very same again. */
function isRepeat(row: VacancyRow, observation: Observation): boolean {
  if (observation.version !== row.version) return observation.version < row.version;
  return observation.type === 'vacancy.observed' ? observation.contentHash === row.contentHash : !row.live;
}

function reasonOf(decision: Decision): string {
  return decision.links.length === 0
    ? OWN
    : decision.links
        .map((link) => link.reasons.join('; '))
        .join(' | ')
        .slice(0, 1_000);
}

/** A withdrawal of something never seen here: kept, so that a late observation of an older version stays dead. */
function unseenRow(observation: VacancyWithdrawn, intended: string | undefined): VacancyRow {
  const key = vacancyKey(observation);
  return {
    key,
    source: observation.source,
    reference: observation.reference,
    originReference: null,
    version: observation.version,
    contentHash: '',
    live: false,
    offerId: intended ?? offerIdOf(key),
    matchKeys: [],
    batchId: observation.batchId,
    changedAt: Date.parse(observation.observedAt),
    content: null,
  };
}
