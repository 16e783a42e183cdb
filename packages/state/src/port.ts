import type { Closeable } from '@relais/runtime';

/** What ingest remembers of a vacancy: enough to tell whether a new sight of it is news. */
export interface Remembered {
  readonly reference: string;
  /** Hash of the content last published. */
  readonly hash: string;
  /** Version last published. */
  readonly version: number;
  /** False once it was withdrawn. */
  readonly live: boolean;
  /** When the offer ends by its own dates, milliseconds since the epoch; null when no such moment was to come. */
  readonly endsAt: number | null;
  /** The source's own version of what it showed last, where it has one: a list that names it again needs no details. */
  readonly sourceVersion: string | null;
}

/** Memory per source. A view: it can be rebuilt from the observations topic. */
export interface SourceMemory {
  /** Entries of the references that are known, by reference. */
  get(source: string, references: readonly string[]): Promise<ReadonlyMap<string, Remembered>>;
  /** Writes entries; an entry with a lower version than the one known is ignored. */
  put(source: string, entries: readonly Remembered[]): Promise<void>;
  /** All entries, in pages, in no order. Entries written during the walk may or may not appear. */
  scan(source: string): AsyncIterable<readonly Remembered[]>;
  /** Number of live entries. */
  countLive(source: string): Promise<number>;
}

/** Small named values, such as the cursor of a source. JSON text. */
export interface NamedValues {
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
}

/** A vacancy as the matcher sees it: its offer, and a compact signature (JSON text) that the decision reads. */
export interface MatchEntry {
  readonly vacancyKey: string;
  readonly offerId: string;
  readonly signature: string;
  /** All keys under which it can be found. */
  readonly keys: readonly string[];
  /** When it leaves the index by itself, milliseconds since the epoch; left out, it stays. */
  readonly expiresAt?: number;
}

/** The index of standing vacancies by match key. A view: it can be rebuilt from the offers and observations topics. */
export interface MatchIndex {
  /**
   * Entries standing under any of the keys, each once, at most `limitPerKey` per key
   * (a key that many share says little, and a bounded answer keeps the step's cost flat): those that stay first, then
   * those that leave last. What is past its end is not given.
   */
  lookup(keys: readonly string[], limitPerKey: number): Promise<readonly MatchEntry[]>;
  /** Entries of the vacancies that are known, by vacancy key. */
  get(vacancyKeys: readonly string[]): Promise<ReadonlyMap<string, MatchEntry>>;
  /**
   * Writes entries (an entry that stood under other keys is moved) and removes others, all or nothing per vacancy. Each call
   * also takes out some of what is past its end, more than it adds: the index does not grow with time.
   *
   * False when it was given `under` which leases to write, and they are held no more: what is written is then nothing, or
   * only some of what is too much for one step. The store looks in the same step in which it writes, so that a process
   * which stood still beyond its leases writes nothing over what their next holders decided.
   */
  apply(change: MatchChange): Promise<boolean>;
}

export interface MatchChange {
  readonly put: readonly MatchEntry[];
  readonly remove: readonly string[];
  readonly under?: HeldLeases;
}

/** Leases that somebody means to hold. */
export interface HeldLeases {
  readonly holder: string;
  readonly names: readonly string[];
}

/** A set of names to be held together or not at all. */
export interface LeaseRequest {
  readonly id: string;
  readonly names: readonly string[];
}

export interface Leases {
  /**
   * Tries each request once: all its names, or none. Names are free, or already held by the same `holder`.
   * Returns the ids granted and a fencing token that is greater than every token ever given before.
   */
  acquire(holder: string, requests: readonly LeaseRequest[], ttlMs: number): Promise<LeaseGrant>;
  /** Prolongs the names that `holder` still holds; returns those it has lost. */
  extend(holder: string, names: readonly string[], ttlMs: number): Promise<readonly string[]>;
  /** Gives up the names that `holder` holds; others are left alone. */
  release(holder: string, names: readonly string[]): Promise<void>;
}

export interface LeaseGrant {
  readonly granted: readonly string[];
  readonly fence: number;
}

export interface RateLimits {
  /**
   * Takes tokens, one unless told, of the bucket `name`, which fills with `perSecond` up to `burst`.
   * Returns 0 when all were taken, else the milliseconds until they will be there (none is taken then).
   */
  take(name: string, limit: { perSecond: number; burst: number }, tokens?: number): Promise<number>;
}

/**
 * Hot state: small, shared between processes, quick. Promise of every driver after `kill -9` of a Relais process:
 * what a call acknowledged is there; leases of the dead process end by themselves after their time.
 * The Redis driver does not promise to survive the loss of Redis itself: those who fill a view keep a mark in `values`,
 * and rebuild the view when the mark is gone.
 */
export interface HotState extends Closeable {
  readonly driver: 'embedded' | 'redis';
  readonly memory: SourceMemory;
  readonly values: NamedValues;
  readonly matches: MatchIndex;
  readonly leases: Leases;
  readonly limits: RateLimits;
  ping(): Promise<void>;
}
