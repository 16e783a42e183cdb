import type { EventLog } from '@relais/event-log';
import type { Batch, Ledger } from '@relais/ledger';
import type { Filter, Partner } from '@relais/policy';
import { auditBatches } from './audit-batches.ts';
import { auditDeliveries, type SubscriptionBooks } from './audit-deliveries.ts';
import { auditOffers, type OfferBooks } from './audit-offers.ts';

export interface AuditSurroundings {
  readonly log: EventLog;
  readonly ledger: Ledger;
  readonly sources: readonly string[];
  readonly subscriptions: readonly AuditedSubscription[];
}

export interface AuditedSubscription {
  readonly id: string;
  readonly partner: Partner;
  readonly filter: Filter;
}

/** One thing that does not balance: what, where, and how it looks. */
export interface AuditFault {
  readonly kind:
    | 'batch-does-not-balance'
    | 'batch-quarantine-differs'
    | 'observation-not-applied'
    | 'vacancy-without-offer'
    | 'offer-members-differ'
    | 'delivery-missing'
    | 'delivery-outdated'
    | 'delivery-not-permitted'
    | 'delivery-without-reason'
    | 'delivery-of-unknown-offer';
  /** Batch, vacancy key, or `<subscription>:<offer>`. */
  readonly subject: string;
  readonly detail: string;
}

export interface Books {
  readonly balanced: boolean;
  readonly batches: readonly Batch[];
  readonly offers: OfferBooks;
  readonly subscriptions: readonly SubscriptionBooks[];
  /** At most 100; `faultCount` tells all. */
  readonly faults: readonly AuditFault[];
  readonly faultCount: number;
}

const MOST_FAULTS = 100;

/**
 * Proves that the books balance, or lists what does not:
 * per batch received = observed + unchanged + withdrawn + quarantined; the newest observation of every vacancy is applied;
 * every live vacancy belongs to exactly one open offer; per subscription every offer that policy and filter allow is
 * confirmed at its current view, or on its way, or refused or failed with a reason, and nothing else is held.
 *
 * Meant for a moment of rest: what is still between two stages shows up as not applied.
 */
export async function auditBooks(around: AuditSurroundings): Promise<Books> {
  const faults = new FaultList();
  const batches = await auditBatches(around, faults);
  const offers = await auditOffers(around, faults);
  const subscriptions = await auditDeliveries(around, faults);
  return {
    balanced: faults.count === 0,
    batches,
    offers,
    subscriptions,
    faults: faults.first,
    faultCount: faults.count,
  };
}

/** Keeps the first faults and counts them all. */
export class FaultList {
  readonly first: AuditFault[] = [];
  count = 0;

  add(kind: AuditFault['kind'], subject: string, detail: string): void {
    this.count += 1;
    if (this.first.length < MOST_FAULTS) this.first.push({ kind, subject, detail });
  }
}
