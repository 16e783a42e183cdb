import type { Closeable } from '@relais/runtime';
import type { Offer } from '@relais/vacancy';
import type { Delivery, DeliveryReason, DeliveryState } from './delivery/states.ts';
import type { Operation } from './operation/operation.ts';

/**
 * `held`: read to its end, but its absences wait for a decision. What was held ends as `released` (its absences were
 * withdrawn), `refused`, or `superseded` by a newer whole snapshot.
 */
export const BATCH_STATUSES = ['open', 'closed', 'failed', 'held', 'released', 'refused', 'superseded'] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];

/**
 * Why the absences of a snapshot are held: the snapshot did not arrive whole, it showed nothing at all, or more is
 * absent than the source's limit allows.
 */
export const HOLD_REASONS = ['incomplete', 'empty', 'many-absent'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** Fields or codes of a source that Relais does not know, and in how many records of the batch they were. */
export interface BatchDrift {
  readonly path: string;
  readonly count: number;
  readonly kind: 'unknown-field' | 'unknown-code';
}

/**
 * One bounded run of a source. The books of a batch that was read to its end:
 * received = observed + unchanged + withdrawn + quarantined.
 */
export interface Batch {
  readonly id: string;
  readonly source: string;
  readonly mode: 'snapshot' | 'delta';
  readonly status: BatchStatus;
  /** Milliseconds since the epoch. */
  readonly openedAt: number;
  readonly closedAt: number | null;
  /** How many records the source announced; null when it does not say. */
  readonly announced: number | null;
  /** Records the source showed, and absences that were established. */
  readonly received: number;
  readonly observed: number;
  readonly unchanged: number;
  readonly withdrawn: number;
  readonly quarantined: number;
  /** Live vacancies that a held snapshot did not show; 0 for a batch that was never held. */
  readonly absent: number;
  readonly heldFor: HoldReason | null;
  readonly drift: readonly BatchDrift[];
  /** Why it failed or is held, in safe words. */
  readonly failure: string | null;
}

/** Input that could not be normalised: the reason, and where its raw form lies. */
export interface QuarantineEntry {
  readonly id: string;
  readonly batchId: string;
  readonly source: string;
  readonly reference: string | null;
  /** Stable code, for example `RECORD_INVALID`. */
  readonly code: string;
  /** What is wrong, naming the field, without its contents. */
  readonly reason: string;
  readonly stage: 'fetch' | 'parse' | 'normalise' | 'enrich';
  /** Content hash under which the raw input is archived. */
  readonly archiveHash: string | null;
  readonly at: number;
}

/** Where a vacancy stands: the enricher's view of it. */
export interface VacancyRow {
  readonly key: string;
  readonly source: string;
  readonly reference: string;
  /** Reference at the service that published it first, as far as it is known, for tracing. */
  readonly originReference: string | null;
  /** Version and content hash of the observation applied last. */
  readonly version: number;
  readonly contentHash: string;
  readonly live: boolean;
  /** The one offer it belongs to. */
  readonly offerId: string;
  /** Match keys under which it stands. */
  readonly matchKeys: readonly string[];
  readonly batchId: string;
  readonly changedAt: number;
  /** The observation's content, JSON text of `{vacancy, contact}`; null once withdrawn. */
  readonly content: string | null;
}

export interface AttemptRow {
  /** Deterministic: batch id and offer id. */
  readonly id: string;
  readonly subscription: string;
  readonly offerId: string;
  readonly revision: number;
  readonly batchId: string;
  readonly channel: string;
  readonly outcome: 'accepted' | 'handed-over' | 'rejected' | 'failed';
  readonly reason: DeliveryReason | null;
  readonly detail: string | null;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** A page of the change feed of one subscription. */
export interface FeedEntry {
  /** Position: grows with each entry. */
  readonly position: number;
  readonly offerId: string;
  readonly revision: number;
  /** JSON text of the partner's view; null for a removal. */
  readonly content: string | null;
  readonly at: number;
}

export interface DeliveryAddress {
  readonly subscription: string;
  readonly offerId: string;
}

/** Deliveries of a write that met a change by somebody else: read them again, apply the event again. */
export interface WriteConflicts {
  readonly conflicts: readonly DeliveryAddress[];
}

/** A delivery as read, with the mark that guards its next write. */
export interface StoredDelivery {
  readonly delivery: Delivery;
  /** Write mark: a write succeeds only when it is still the same. 0 stands for "not there yet". */
  readonly mark: number;
}

export interface Page {
  readonly limit: number;
  readonly offset: number;
}

export interface BatchLedger {
  /**
   * Writes a batch; one that ended is never opened again, and one that was decided is never held again. The absences of
   * a batch that failed or was decided are forgotten in the same transaction.
   */
  put(batch: Batch): Promise<void>;
  get(id: string): Promise<Batch | null>;
  /** Newest first. */
  list(filter: { source?: string } & Page): Promise<readonly Batch[]>;
  /** Batches that wait for a decision, newest first; all of them unless told how many. */
  held(limit?: number): Promise<readonly Batch[]>;
  /** How many wait for a decision, by source. */
  heldCounts(): Promise<ReadonlyMap<string, number>>;
  /** Notes references as absent from a held snapshot. Repeats are ignored. */
  putAbsences(batchId: string, references: readonly string[]): Promise<void>;
  /** Strikes references that were shown again, or withdrawn on other grounds, out of the absences of held batches. */
  removeAbsences(batchIds: readonly string[], references: readonly string[]): Promise<void>;
  /** Walks the references that are still absent, in their order, in pages. */
  absences(batchId: string): AsyncIterable<readonly string[]>;
  countAbsences(batchId: string): Promise<number>;
}

export interface QuarantineLedger {
  /** Repeats (same id) are ignored. */
  put(entries: readonly QuarantineEntry[]): Promise<void>;
  list(filter: { batchId?: string; source?: string } & Page): Promise<readonly QuarantineEntry[]>;
  countByBatch(batchIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

export interface OfferLedger {
  vacancies(keys: readonly string[]): Promise<ReadonlyMap<string, VacancyRow>>;
  /** Vacancies that share a source reference or an origin reference with the text, for tracing. */
  findVacancies(text: string, limit: number): Promise<readonly VacancyRow[]>;
  /** Live vacancies of the offers, by offer id. */
  membersOf(offerIds: readonly string[]): Promise<ReadonlyMap<string, readonly VacancyRow[]>>;
  offers(ids: readonly string[]): Promise<ReadonlyMap<string, Offer>>;
  /** Versions of the offers that are known, by offer id. */
  versions(ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Writes vacancies and offers in one transaction. A vacancy with a lower version, and an offer with a lower
   * (version, fence), is ignored: repeats change nothing. Given a moment by the ledger's clock (`now`), all is written before
   * it or nothing at all, and then it gives false: what is decided under leases does not stand beside what others decide
   * after them, though its writer stood still or died on the way.
   */
  apply(change: OfferChange): Promise<boolean>;
  /** Walks offers by id, in pages. */
  scanOffers(filter: { status?: Offer['status'] }): AsyncIterable<readonly Offer[]>;
  statistics(): Promise<OfferStatistics>;
}

export interface OfferChange {
  readonly vacancies: readonly VacancyRow[];
  readonly offers: readonly Offer[];
  /** By the ledger's clock, milliseconds since the epoch. */
  readonly until?: number;
}

export interface OfferStatistics {
  readonly open: number;
  readonly closed: number;
  readonly merged: number;
  /** Open offers with more than one live member. */
  readonly withSeveralMembers: number;
  readonly liveVacancies: number;
  /** Open offers whose coding is automatic. */
  readonly codedAutomatically: number;
  /** Open offers without any Competent occupation. */
  readonly unmapped: number;
}

export interface DeliveryCounts {
  readonly subscription: string;
  readonly state: DeliveryState;
  readonly reason: DeliveryReason | null;
  readonly count: number;
}

export interface DeliveryLedger {
  get(addresses: readonly DeliveryAddress[]): Promise<readonly StoredDelivery[]>;
  /** Writes deliveries (each guarded by its mark) and appends attempts, in one transaction. */
  apply(change: { deliveries: readonly StoredDelivery[]; attempts: readonly AttemptRow[] }): Promise<WriteConflicts>;
  /** Deliveries of a subscription in `due` with `nextAt <= now`, the longest due first. */
  due(subscription: string, now: number, limit: number): Promise<readonly StoredDelivery[]>;
  /** Deliveries in `awaiting` whose receipt is overdue. */
  overdue(subscription: string, now: number, limit: number): Promise<readonly StoredDelivery[]>;
  counts(): Promise<readonly DeliveryCounts[]>;
  ofOffer(offerId: string): Promise<readonly StoredDelivery[]>;
  /** The newest attempts of an offer, the newest last. @param limit 100 unless told otherwise */
  attemptsOf(offerId: string, limit?: number): Promise<readonly AttemptRow[]>;
  countAttempts(offerId: string): Promise<number>;
  /** Walks all deliveries of a subscription by offer id, in pages, or those behind an offer id. */
  scan(subscription: string, behind?: string): AsyncIterable<readonly Delivery[]>;
}

/** An operation as read, with the mark that guards its next write; 0 stands for "not there yet". */
export interface StoredOperation {
  readonly operation: Operation;
  readonly mark: number;
}

/** Whether deliveries of a subscription go out at all: a person may hold them back. */
export interface SubscriptionControl {
  readonly subscription: string;
  readonly paused: boolean;
  /** In words, for those who wonder later. */
  readonly reason: string;
  readonly changedBy: string;
  readonly changedAt: number;
}

export interface OperationLedger {
  /** Writes an operation; false when it was changed since it was read. */
  write(stored: StoredOperation): Promise<boolean>;
  get(id: string): Promise<StoredOperation | null>;
  /** Those of a subscription that wait or run, the longest asked for first. */
  open(subscription: string): Promise<readonly StoredOperation[]>;
  /** Newest first. */
  list(page: Page): Promise<readonly Operation[]>;
  /** Notes a control; an older one than the one known is ignored. */
  control(control: SubscriptionControl): Promise<void>;
  /** The controls of all subscriptions that ever had one. */
  controls(): Promise<readonly SubscriptionControl[]>;
}

/** The change feed that pull partners read. */
export interface FeedLedger {
  /** Appends; a repeat (same subscription, offer and revision) is ignored. */
  append(subscription: string, entries: readonly Omit<FeedEntry, 'position'>[]): Promise<void>;
  /** Entries after a position, in order. Only the newest entry of an offer is kept. */
  after(subscription: string, position: number, limit: number): Promise<readonly FeedEntry[]>;
  /** The newest entries of some offers, in any order. */
  latest(subscription: string, offerIds: readonly string[]): Promise<readonly FeedEntry[]>;
  /** Names this build of the feeds: it changes when the ledger is built anew, since positions are then given anew. */
  epoch(): Promise<string>;
  /** Notes that the reader has all up to `position`; never moves back. */
  acknowledge(subscription: string, position: number): Promise<void>;
  /** Acknowledged entries that have not been turned into receipts yet, in order. */
  unsettled(subscription: string, limit: number): Promise<readonly FeedEntry[]>;
  /** Notes that receipts were recorded for all entries up to `position`; never moves back. */
  settle(subscription: string, position: number): Promise<void>;
}

/**
 * The ledger: durable and queryable. Promise of every driver after `kill -9`: what a call acknowledged is there,
 * whole; what it did not acknowledge is there whole or not at all.
 */
export interface Ledger extends Closeable {
  readonly driver: 'embedded' | 'postgres';
  readonly batches: BatchLedger;
  readonly quarantine: QuarantineLedger;
  readonly offers: OfferLedger;
  readonly deliveries: DeliveryLedger;
  readonly operations: OperationLedger;
  readonly feed: FeedLedger;
  /** True when nothing was ever written, or all of it was cleared. */
  isEmpty(): Promise<boolean>;
  /** Forgets everything, whole or not at all: for who builds the ledger anew from the log while nobody else writes. */
  clear(): Promise<void>;
  /** Revisions are given above this; 0 where the ledger was never put back. Read once: it changes while no stage runs. */
  revisionFloor(): Promise<number>;
  /**
   * Notes that the ledger was put back to an earlier day: from now on revisions are given above the floor, and feeds have another
   * epoch. A floor never falls, and is kept when the ledger is cleared.
   */
  recover(floor: number): Promise<void>;
  /** The ledger's own clock, milliseconds since the epoch: it need not agree with that of any process. */
  now(): Promise<number>;
  ping(): Promise<void>;
}
