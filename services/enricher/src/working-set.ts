import {
  type Decision,
  decide,
  NO_RULES,
  type OperatorRules,
  ruleKeysOf,
  type Signature,
  signatureFromText,
  signatureText,
} from '@relais/dedup';
import type { VacancyRow } from '@relais/ledger';
import type { MatchEntry } from '@relais/state';
import {
  type Observation,
  type Offer,
  offerIdOf,
  type VacancyObserved,
  type VacancyWithdrawn,
  vacancyKey,
} from '@relais/vacancy';
import { entryOf, goneEntry, mayRepost, withdrawnEntry } from './match-entries.ts';
import { MatchTable } from './match-table.ts';
import type { Incoming } from './read-observations.ts';
import { contentOf, rowWith, type StoredContent, unseenRow } from './stored-content.ts';
import type { VacancyCoder } from './vacancy-coder.ts';

/** What was read under the leases before anything is decided. */
export interface Standing {
  readonly rows: ReadonlyMap<string, VacancyRow>;
  readonly members: ReadonlyMap<string, readonly VacancyRow[]>;
  readonly offers: ReadonlyMap<string, Offer>;
  readonly entries: readonly MatchEntry[];
}

/** What an operator wants of the offers of some vacancies. */
interface Wish {
  /** The offer that stays, or that they come to, where it can be. */
  readonly target: string | undefined;
  /** In words, for the members that move. */
  readonly reason: string;
}

const OWN = 'it founded the offer';
const OWN_OFFERS = 3;

/** Offers that a vacancy may found: the first unless an operator keeps it out of that one, and so on. */
export function ownOfferIds(key: string): string[] {
  const ids = [offerIdOf(key)];
  while (ids.length < OWN_OFFERS) ids.push(offerIdOf(`${ids.at(-1)}/${key}`));
  return ids;
}

/**
 * The vacancies and offers that a group of observations touches. Observations are applied one after the other,
 * each sees what the former did, and at the end `changes` tells what is to be written. Nothing is written here.
 */
export class WorkingSet {
  readonly #rows: Map<string, VacancyRow>;
  readonly #members = new Map<string, Map<string, VacancyRow>>();
  readonly #offers: ReadonlyMap<string, Offer>;
  readonly #entries: MatchTable;
  readonly #changedRows = new Set<string>();
  readonly #changedOffers = new Set<string>();
  readonly #mergedInto = new Map<string, string>();
  readonly #intended = new Set<string>();
  readonly #untold = new Set<string>();
  readonly #changedEntries = new Set<string>();
  readonly #reopened = new Set<string>();
  readonly #rules: OperatorRules;
  readonly #coder: VacancyCoder;

  constructor(standing: Standing, rules: OperatorRules, coder: VacancyCoder) {
    this.#rules = rules;
    this.#coder = coder;
    this.#rows = new Map(standing.rows);
    this.#offers = standing.offers;
    for (const [offerId, rows] of standing.members) {
      this.#members.set(offerId, new Map(rows.map((row) => [row.key, row])));
      for (const row of rows) this.#rows.set(row.key, row);
    }
    this.#entries = new MatchTable(standing.entries);
    for (const { offerId } of standing.entries) this.#intended.add(offerId);
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
        mergedInto: this.#mergedIntoOf(id),
        intended: this.#intended.has(id),
        untold: this.#untold.has(id),
      })),
      entries: [...this.#changedEntries].flatMap((key) => this.#entries.get(key) ?? []),
    };
  }

  #observe(observation: VacancyObserved, incoming: Incoming, row: VacancyRow | undefined): void {
    const { key, signature } = incoming;
    if (signature === null) return;
    const matchKeys = this.#withRuleKeys(key, incoming.matchKeys);
    const decision = decide(signature, this.#entries.candidates(matchKeys, key), this.#rules);
    const offerId = this.#join(key, row, decision);
    // A version that was passed over may be published by a writer that died, in the same offer.
    if (row !== undefined && observation.version > row.version + 1) this.#untold.add(row.offerId);
    const reason = row !== undefined && row.live ? contentOf(row).reason : reasonOf(decision);
    const content: StoredContent = { vacancy: observation.vacancy, contact: observation.contact, reason };
    const observed = {
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
    };
    this.#put(rowWith(observed, content));
    this.#writeEntry({ vacancyKey: key, offerId, signature: signatureText(signature), keys: matchKeys }, signature);
  }

  #withdraw(observation: VacancyWithdrawn, row: VacancyRow | undefined): void {
    const key = vacancyKey(observation);
    const gone = goneEntry(this.#entries.get(key), row, {
      day: observation.observedAt.slice(0, 10),
      coder: this.#coder,
    });
    const base = row ?? unseenRow(observation, gone?.offerId);
    this.#put({
      ...base,
      version: observation.version,
      contentHash: '',
      live: false,
      batchId: observation.batchId,
      changedAt: Date.parse(observation.observedAt),
      content: null,
    });
    if (gone === undefined) return;
    this.#writeEntry(gone);
    if (row?.live) this.#rejoinRepost(gone, row);
  }

  /** A snapshot shows the new reference of a job before the old one is found absent: it comes to the offer that there was. */
  #rejoinRepost(gone: MatchEntry, { key, matchKeys, offerId }: VacancyRow): void {
    const candidates = this.#entries.candidates(matchKeys, key);
    const signature = signatureFromText(gone.signature);
    if (!candidates.some((other) => mayRepost(other.signature, signature))) return;
    const { links } = decide(signature, candidates, this.#rules);
    const repost = links.find((link) => link.kind === 'repost' && this.#rows.get(link.vacancyKey)?.live);
    if (repost === undefined) return;
    const [own, other] = [this.#survivorOf(offerId), this.#survivorOf(repost.offerId)];
    if (own === other || this.#compatible([own, other], own).length < 2) return;
    this.#merge(other, own, repost.reasons.join('; '));
  }

  /** The offers of these vacancies become one, except where an operator keeps them apart. */
  unite(keys: readonly string[], { target, reason }: Wish): void {
    const rows = keys.flatMap((key) => this.#rows.get(key) ?? []).filter(({ live }) => live);
    const ids = [...new Set(rows.map(({ offerId }) => offerId))].toSorted();
    const first = ids.find((id) => id === target) ?? ids[0];
    if (first === undefined) return;
    for (const other of this.#compatible(ids, first)) if (other !== first) this.#merge(other, first, reason);
  }

  /** Those of the vacancies that share their offer with any of the others leave it together, for one of their own. */
  part(keys: readonly string[], others: readonly string[], { target, reason }: Wish): void {
    const leaving = keys.toSorted().flatMap((key) => {
      const row = this.#rows.get(key);
      const shares = (other: string) =>
        this.#members.get(row?.offerId ?? '')?.has(other) && !this.#rules.together(key, other);
      return row?.live && others.some(shares) ? row : [];
    });
    const [first] = leaving;
    if (first === undefined) return;
    const id = target === undefined || target === first.offerId ? this.#ownOfferOf(first.key, first.offerId) : target;
    this.#reopen(id);
    for (const row of leaving) this.#move(row, id, reason);
  }

  /** Makes an offer anew of its members, or the one that it became part of. */
  renew(offerId: string): void {
    const id = this.#survivorOf(offerId);
    if (this.#offers.has(id)) this.#changedOffers.add(id);
  }

  /**
   * Brings index and log in step with the rows of vacancies and offers, where nothing followed what was noted in the index, and
   * some of the offers may be published as the ledger does not know them: those are told anew, above whatever was published.
   */
  settle(keys: readonly string[], offerIds: readonly string[], untold: readonly string[]): void {
    for (const key of keys) {
      const [row, entry] = [this.#rows.get(key), this.#entries.get(key)];
      if (row === undefined || entry === undefined) continue;
      this.#changedOffers.add(this.#survivorOf(entry.offerId));
      if (row.live) this.#place(row, this.#survivorOf(row.offerId));
      else if (entry.expiresAt === undefined) this.#writeEntry(withdrawnEntry(entry, dayOf(row.changedAt)));
    }
    for (const id of offerIds) this.#changedOffers.add(id).add(this.#survivorOf(id));
    for (const id of untold) this.#untold.add(id);
  }

  /** Where a writer died after it had noted its intent, or has yet to wake, the ledger is right, and what it may have published is not. */
  finish(entries: readonly MatchEntry[]): void {
    for (const { vacancyKey: key, offerId, expiresAt } of entries) {
      const row = this.#rows.get(key);
      if (expiresAt !== undefined || (row === undefined && !this.#offers.has(offerId))) continue;
      if (row?.live && this.#survivorOf(offerId) === this.#survivorOf(row.offerId)) continue;
      const ids = [offerId, row?.offerId ?? offerId];
      this.settle([key], ids, ids);
    }
  }

  #place(row: VacancyRow, offerId: string): void {
    if (offerId !== row.offerId) this.#put({ ...row, offerId });
    this.#writeEntry({ ...entryOf(row, this.#coder), offerId });
  }

  /** Lets a vacancy be found by those that a rule names beside it. */
  rekey(key: string): void {
    const row = this.#rows.get(key);
    const entry = this.#entries.get(key);
    if (!row?.live || entry === undefined) return;
    const keys = this.#withRuleKeys(key, row.matchKeys);
    if (keys.length === row.matchKeys.length) return;
    this.#put({ ...row, matchKeys: keys });
    this.#writeEntry({ ...entry, keys });
  }

  #withRuleKeys(key: string, keys: readonly string[]): readonly string[] {
    const ruleKeys = ruleKeysOf(key, this.#rules);
    return ruleKeys.length === 0 ? keys : [...new Set([...ruleKeys, ...keys])];
  }

  /** The offer that the vacancy belongs to: its own of old, or the one it matches; several that it links become one. */
  #join(key: string, row: VacancyRow | undefined, decision: Decision): string {
    const intended = row?.offerId ?? this.#entries.get(key)?.offerId ?? null;
    const standing = intended === null ? null : this.#survivorOf(intended);
    const own = standing === null || this.#isKeptOut(key, standing) ? [] : [standing];
    const ids = new Set([...own, ...decision.offerIds.map((id) => this.#survivorOf(id))]);
    const ranked = [...ids].toSorted((a, b) => this.#rank(a) - this.#rank(b) || (a < b ? -1 : 1));
    const [target, ...others] = this.#compatible(ranked, own[0] ?? ranked[0]);
    if (target === undefined) return this.#ownOfferOf(key, null);
    for (const other of others) this.#merge(other, target);
    return target;
  }

  /** The offers in their order, less those that an operator keeps apart from the one that must be among them, or another. */
  #compatible(ids: readonly string[], first: string | undefined): string[] {
    if (this.#rules === NO_RULES || first === undefined || ids.length < 2) return [...ids];
    const kept = [first];
    for (const id of ids) if (!kept.includes(id) && !kept.some((other) => this.#areApart(id, other))) kept.push(id);
    return ids.filter((id) => kept.includes(id));
  }

  #areApart(one: string, other: string): boolean {
    return [...(this.#members.get(one)?.keys() ?? [])].some((key) => this.#isKeptOut(key, other));
  }

  #isKeptOut(key: string, offerId: string): boolean {
    if (this.#rules === NO_RULES) return false;
    return [...(this.#members.get(offerId)?.keys() ?? [])].some((member) => this.#rules.apart(key, member));
  }

  /** The offer that a vacancy founds: always the same one, unless it has to leave that one or an operator keeps it out. */
  #ownOfferOf(key: string, left: string | null): string {
    const ids = ownOfferIds(key);
    const free = (id: string) => id !== left && (this.#members.get(id)?.size ?? 0) === 0;
    const id = ids.find(free) ?? ids.at(-1) ?? '';
    this.#reopen(id);
    return id;
  }

  /** An offer that was merged into another stands for itself again. */
  #reopen(id: string): void {
    this.#mergedInto.delete(id);
    this.#reopened.add(id);
  }

  /** Open offers win over closed ones: of two identities the one that partners hold stays. */
  #rank(offerId: string): number {
    return (this.#members.get(offerId)?.size ?? 0) > 0 ? 0 : 1;
  }

  #merge(from: string, into: string, reason?: string): void {
    for (const row of [...(this.#members.get(from)?.values() ?? [])]) this.#move(row, into, reason);
    this.#members.delete(from);
    this.#reopened.delete(from);
    this.#mergedInto.set(from, into);
    this.#changedOffers.add(from);
  }

  #move(row: VacancyRow, offerId: string, reason?: string): void {
    const moved = { ...row, offerId };
    this.#put(reason === undefined ? moved : rowWith(moved, { ...contentOf(row), reason }));
    this.#writeEntry({ ...(this.#entries.get(row.key) ?? entryOf(row, this.#coder)), offerId });
  }

  #mergedIntoOf(id: string): string | null {
    const isEmpty = (this.#members.get(id)?.size ?? 0) === 0 && !this.#reopened.has(id);
    return this.#mergedInto.get(id) ?? (isEmpty ? this.#offers.get(id)?.mergedInto : null) ?? null;
  }

  #survivorOf(offerId: string): string {
    let id = offerId;
    for (let step = 0; step < 100; step++) {
      if (this.#reopened.has(id)) return id;
      const next = this.#mergedInto.get(id) ?? this.#offers.get(id)?.mergedInto ?? null;
      if (next === null) return id;
      id = next;
    }
    return id;
  }

  #put(row: VacancyRow): void {
    const before = this.#rows.get(row.key);
    if (before !== undefined) this.#members.get(before.offerId)?.delete(row.key);
    if (before?.live && before.offerId !== row.offerId) this.#changedOffers.add(before.offerId);
    this.#rows.set(row.key, row);
    this.#changedRows.add(row.key);
    this.#changedOffers.add(row.offerId);
    if (!row.live) return;
    const members = this.#members.get(row.offerId) ?? new Map<string, VacancyRow>();
    this.#members.set(row.offerId, members.set(row.key, row));
  }

  /** A repeat changes nothing, but its match entry may have been lost with the process that died before writing it. */
  #refreshEntry(row: VacancyRow, { signature }: Incoming): void {
    if (signature === null || !row.live || this.#entries.has(row.key)) return;
    this.#writeEntry({
      vacancyKey: row.key,
      offerId: row.offerId,
      signature: signatureText(signature),
      keys: row.matchKeys,
    });
  }

  #writeEntry(entry: MatchEntry, signature?: Signature): void {
    this.#changedEntries.add(entry.vacancyKey);
    this.#entries.write(entry, signature);
  }
}

export interface WorkingChanges {
  readonly rows: readonly VacancyRow[];
  readonly offers: readonly ChangedOffer[];
  readonly entries: readonly MatchEntry[];
}

/** An offer whose members changed, with what it was before. */
export interface ChangedOffer {
  readonly id: string;
  readonly previous: Offer | null;
  readonly members: readonly VacancyRow[];
  readonly mergedInto: string | null;
  /** An index entry named it before: a writer that died may have published it. */
  readonly intended: boolean;
  /** A version of it may be published that the ledger does not know. */
  readonly untold: boolean;
}

/** Older than what stands, or the very same again. */
function isRepeat(row: VacancyRow, observation: Observation): boolean {
  if (observation.version !== row.version) return observation.version < row.version;
  return observation.type === 'vacancy.observed' ? observation.contentHash === row.contentHash : !row.live;
}

function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}

function reasonOf(decision: Decision): string {
  return decision.links.length === 0
    ? OWN
    : decision.links
        .map((link) => link.reasons.join('; '))
        .join(' | ')
        .slice(0, 1_000);
}
