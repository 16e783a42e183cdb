import type { Delivery, DeliveryChange, DeliveryEvent, DeliveryEventType, DeliveryState } from './states.ts';

type EventOf<Type extends DeliveryEventType> = Extract<DeliveryEvent, { type: Type }>;
type Change = Partial<Omit<Delivery, 'subscription' | 'offerId'>>;
/** When an event happened, and what revisions lie above from then on. */
type Given = Pick<DeliveryChange, 'at' | 'floor'>;
type Rule<Type extends DeliveryEventType> = (delivery: Delivery, event: EventOf<Type>, given: Given) => Change | null;

const OF_EVERY_STATE = { desired, accepted, replayed };

/**
 * Every state with every event; a missing pair does not compile. A rule returns what changes, or null for nothing.
 *
 * Rows are the state before. An answer to an older revision is late: it tells what the partner holds and changes nothing
 * else. An answer to a revision that was never asked for tells nothing.
 */
export const TRANSITIONS: Record<DeliveryState, { [Type in DeliveryEventType]: Rule<Type> }> = {
  due: { ...OF_EVERY_STATE, 'handed-over': handedOver, rejected, failed, inventoried: found },
  awaiting: { ...OF_EVERY_STATE, 'handed-over': handedOver, rejected, failed, inventoried: found },
  confirmed: { ...OF_EVERY_STATE, 'handed-over': nothing, rejected, failed: nothing, inventoried: missed },
  rejected: {
    ...OF_EVERY_STATE,
    'handed-over': nothing,
    rejected: nothing,
    failed: nothing,
    inventoried: found,
  },
  failed: { ...OF_EVERY_STATE, 'handed-over': handedOver, rejected, failed: nothing, inventoried: found },
  removed: {
    ...OF_EVERY_STATE,
    'handed-over': nothing,
    rejected: nothing,
    failed: nothing,
    inventoried: missed,
  },
};

/** The delivery after the change. The same object comes back when nothing changed. */
export function applyDeliveryEvent(delivery: Delivery | null, change: DeliveryChange): Delivery | null {
  if (delivery === null) return founded(change);
  if (isWithoutEffect(delivery, change)) return delivery;
  const rule = TRANSITIONS[delivery.state][change.event.type] as Rule<DeliveryEventType>;
  const changed = rule(delivery, change.event, change);
  return changed === null || isRepeated(delivery, changed) ? delivery : after(delivery, changed, change.at);
}

/**
 * Two writers may be told of in one order and applied in the other: the moments of a row must not tell which. One at rest keeps
 * nothing of when it was due.
 */
function after(delivery: Delivery, changed: Change, at: number): Delivery {
  const next = { ...delivery, ...changed, changedAt: Math.max(delivery.changedAt, at) };
  return next.state === 'due' || next.state === 'awaiting' ? next : { ...next, nextAt: next.changedAt };
}

/**
 * An answer to a revision that was never asked for, or an outcome from before the last change by the same batch: the log
 * may hand over a stretch of events again. That the partner holds something is never ignored.
 */
function isWithoutEffect(delivery: Delivery, { event, at }: DeliveryChange): boolean {
  if (event.type === 'desired') return false;
  if (event.revision > delivery.revision) return true;
  if (event.type === 'accepted' || !('batchId' in event)) return false;
  return event.batchId === delivery.batchId && at < delivery.changedAt;
}

/** True when nothing would change but the number of attempts: the event was counted already. */
function isRepeated(delivery: Delivery, changed: Change): boolean {
  const names = Object.keys(changed) as (keyof Change)[];
  return names.every((name) => name === 'attempts' || changed[name] === delivery[name]);
}

/**
 * The first judgement of an offer for a subscription; an offer that was never to be held has no delivery. Or a ghost: the
 * partner holds what it was never to be given by us, and a removal is due, under a revision above the one it holds.
 */
function founded({ event, ...change }: DeliveryChange): Delivery | null {
  if (event.type === 'desired' && event.hash !== null) {
    const { hash, offerVersion, offerFence } = event;
    return newDelivery(change, { revision: above(change), desiredHash: hash, offerVersion, offerFence });
  }
  if (event.type !== 'inventoried' || event.revision !== 0 || event.holds === null) return null;
  const revision = above(change, event.holds.revision ?? 0);
  return newDelivery(change, { revision, desiredHash: null, offerVersion: 0, offerFence: 0 });
}

function newDelivery(
  change: Omit<DeliveryChange, 'event'>,
  wanted: Pick<Delivery, 'revision' | 'desiredHash' | 'offerVersion' | 'offerFence'>,
): Delivery {
  return {
    subscription: change.subscription,
    offerId: change.offerId,
    state: 'due',
    ...wanted,
    confirmedRevision: null,
    confirmedHash: null,
    attempts: 0,
    nextAt: change.at,
    reason: null,
    detail: null,
    batchId: null,
    changedAt: change.at,
  };
}

/**
 * What was asked for once may have reached the partner, whatever it answered: an earlier try of the same revision may
 * have arrived, a later one been refused. So a change to "not held" always sends a removal.
 */
function desired(delivery: Delivery, event: EventOf<'desired'>, given: Given): Change | null {
  if (isOlderJudgement(delivery, event)) return null;
  const judged = { offerVersion: event.offerVersion, offerFence: event.offerFence };
  if (event.hash === delivery.desiredHash) return isSameJudgement(delivery, event) ? null : judged;
  return { ...judged, ...dueAnew(delivery, given), desiredHash: event.hash };
}

function accepted(delivery: Delivery, event: EventOf<'accepted'>, given: Given): Change | null {
  if (event.revision < (delivery.confirmedRevision ?? 0) || isSettledAt(delivery, event.revision)) return null;
  const held = { confirmedRevision: event.revision, confirmedHash: event.hash };
  if (event.revision < delivery.revision) return event.revision === delivery.confirmedRevision ? null : held;
  const told = { ...held, batchId: event.batchId };
  // Content changed between the claim and the try: the partner holds something else under this revision's key.
  if (event.hash !== delivery.desiredHash) return { ...told, ...dueAnew(delivery, given) };
  const state = delivery.desiredHash === null ? 'removed' : 'confirmed';
  return { ...told, state, attempts: attemptsWith(delivery), reason: null, detail: null };
}

function isSettledAt(delivery: Delivery, revision: number): boolean {
  const settled = delivery.state === 'confirmed' || delivery.state === 'removed' || delivery.state === 'rejected';
  return settled && delivery.confirmedRevision === revision;
}

function handedOver(delivery: Delivery, event: EventOf<'handed-over'>): Change | null {
  if (event.revision !== delivery.revision) return null;
  return { state: 'awaiting', attempts: delivery.attempts + 1, nextAt: event.receiptDueAt, batchId: event.batchId };
}

function rejected(delivery: Delivery, event: EventOf<'rejected'>): Change | null {
  if (event.revision !== delivery.revision) return null;
  const told = { reason: event.reason, detail: event.detail, batchId: event.batchId };
  return { ...told, state: 'rejected', attempts: attemptsWith(delivery) };
}

function failed(delivery: Delivery, event: EventOf<'failed'>): Change | null {
  if (event.revision !== delivery.revision) return null;
  const told = { reason: event.reason, detail: event.detail, batchId: event.batchId };
  const attempts = attemptsWith(delivery);
  if (event.retryAt === null) return { ...told, attempts, state: 'failed' };
  return { ...told, attempts, state: 'due', nextAt: event.retryAt };
}

/** Only what is due is attempted: an answer in another state is the receipt of an attempt that was counted. */
function attemptsWith(delivery: Delivery): number {
  return delivery.state === 'due' ? delivery.attempts + 1 : delivery.attempts;
}

/**
 * Under a new revision, and so under a new idempotency key: above the one that the partner holds too, since a receiver
 * drops what is older than what it has.
 */
function dueAnew(delivery: Delivery, given: Given, held = 0) {
  const revision = above(given, delivery.revision, held);
  return { revision, state: 'due', attempts: 0, nextAt: given.at, reason: null, detail: null } as const;
}

/** The next revision above those given, and above what partners may have from before the ledger was put back. */
function above({ floor = 0 }: Given, ...revisions: readonly number[]): number {
  return Math.max(floor, ...revisions) + 1;
}

/**
 * Asked for again, in whatever state: due at once, under a new revision and so a new key, since a receiver that keeps the
 * old key would drop it. It replaces a retry that was pending.
 */
function replayed(delivery: Delivery, event: EventOf<'replayed'>, given: Given): Change | null {
  return event.revision === delivery.revision ? dueAnew(delivery, given) : null;
}

/** What is at rest, and is not with the partner as it should: missing, an older one, or a ghost that was removed. */
function missed(delivery: Delivery, { revision, holds }: EventOf<'inventoried'>, given: Given): Change | null {
  if (revision !== delivery.revision) return null;
  const wanted = delivery.desiredHash !== null;
  const asItShould = wanted ? holds !== null && (holds.revision ?? revision) === revision : holds === null;
  return asItShould ? null : dueAnew(delivery, given, holds?.revision ?? revision);
}

/**
 * What is not settled, and turns out to be with the partner as it should, or gone from it. A removal that is still to be sent or
 * answered is not settled by absence: what it is to remove may not have arrived yet.
 */
function found(delivery: Delivery, { revision, holds }: EventOf<'inventoried'>): Change | null {
  if (revision !== delivery.revision) return null;
  const { state, desiredHash } = delivery;
  const settled = { confirmedRevision: revision, confirmedHash: desiredHash, reason: null, detail: null };
  const isUnderWay = state === 'due' || state === 'awaiting';
  if (desiredHash === null) return holds === null && !isUnderWay ? { ...settled, state: 'removed' } : null;
  return holds?.revision === revision ? { ...settled, state: 'confirmed' } : null;
}

function nothing(): null {
  return null;
}

function isOlderJudgement(delivery: Delivery, event: EventOf<'desired'>): boolean {
  if (event.offerVersion !== delivery.offerVersion) return event.offerVersion < delivery.offerVersion;
  return event.offerFence < delivery.offerFence;
}

function isSameJudgement(delivery: Delivery, event: EventOf<'desired'>): boolean {
  return event.offerVersion === delivery.offerVersion && event.offerFence === delivery.offerFence;
}
