import type { Delivery, DeliveryChange, DeliveryEvent, DeliveryEventType, DeliveryState } from './states.ts';

type EventOf<Type extends DeliveryEventType> = Extract<DeliveryEvent, { type: Type }>;
type Change = Partial<Omit<Delivery, 'subscription' | 'offerId'>>;
type Rule<Type extends DeliveryEventType> = (delivery: Delivery, event: EventOf<Type>, at: number) => Change | null;

/**
 * Every state with every event; a missing pair does not compile. A rule returns what changes, or null for nothing.
 *
 * Rows are the state before. An answer to an older revision is late: it tells what the partner holds and changes nothing
 * else. An answer to a revision that was never asked for tells nothing.
 */
export const TRANSITIONS: Record<DeliveryState, { [Type in DeliveryEventType]: Rule<Type> }> = {
  due: { desired, accepted, 'handed-over': handedOver, rejected, failed, replayed: nothing },
  awaiting: { desired, accepted, 'handed-over': handedOver, rejected, failed, replayed },
  confirmed: { desired, accepted, 'handed-over': nothing, rejected, failed: nothing, replayed },
  rejected: { desired, accepted, 'handed-over': nothing, rejected: nothing, failed: nothing, replayed },
  failed: { desired, accepted, 'handed-over': handedOver, rejected, failed: nothing, replayed },
  removed: { desired, accepted, 'handed-over': nothing, rejected: nothing, failed: nothing, replayed: nothing },
};

/** The delivery after the change. The same object comes back when nothing changed. */
export function applyDeliveryEvent(delivery: Delivery | null, change: DeliveryChange): Delivery | null {
  if (delivery === null) return change.event.type === 'desired' ? founded(change, change.event) : null;
  if (isWithoutEffect(delivery, change)) return delivery;
  const rule = TRANSITIONS[delivery.state][change.event.type] as Rule<DeliveryEventType>;
  const changed = rule(delivery, change.event, change.at);
  return changed === null || isRepeated(delivery, changed)
    ? delivery
    : { ...delivery, ...changed, changedAt: change.at };
}

/**
 * An answer to a revision that was never asked for, or an outcome from before the last change by the same batch: the log
 * may hand over a stretch of events again. That the partner holds something is never ignored.
 */
function isWithoutEffect(delivery: Delivery, { event, at }: DeliveryChange): boolean {
  if (event.type === 'desired' || event.type === 'replayed') return false;
  if (event.revision > delivery.revision) return true;
  return event.type !== 'accepted' && event.batchId === delivery.batchId && at < delivery.changedAt;
}

/** True when nothing would change but the number of attempts: the event was counted already. */
function isRepeated(delivery: Delivery, changed: Change): boolean {
  const names = Object.keys(changed) as (keyof Change)[];
  return names.every((name) => name === 'attempts' || changed[name] === delivery[name]);
}

/** The first judgement of an offer for a subscription. An offer that was never to be held has no delivery. */
function founded(change: DeliveryChange, event: EventOf<'desired'>): Delivery | null {
  if (event.hash === null) return null;
  return {
    subscription: change.subscription,
    offerId: change.offerId,
    state: 'due',
    revision: 1,
    desiredHash: event.hash,
    offerVersion: event.offerVersion,
    offerFence: event.offerFence,
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
function desired(delivery: Delivery, event: EventOf<'desired'>, at: number): Change | null {
  if (isOlderJudgement(delivery, event)) return null;
  const judged = { offerVersion: event.offerVersion, offerFence: event.offerFence };
  if (event.hash === delivery.desiredHash) return isSameJudgement(delivery, event) ? null : judged;
  return { ...judged, ...dueAnew(delivery, at), desiredHash: event.hash };
}

function accepted(delivery: Delivery, event: EventOf<'accepted'>, at: number): Change | null {
  if (event.revision < (delivery.confirmedRevision ?? 0) || isSettledAt(delivery, event.revision)) return null;
  const held = { confirmedRevision: event.revision, confirmedHash: event.hash };
  if (event.revision < delivery.revision) return event.revision === delivery.confirmedRevision ? null : held;
  const told = { ...held, batchId: event.batchId };
  // Content changed between the claim and the try: the partner holds something else under this revision's key.
  if (event.hash !== delivery.desiredHash) return { ...told, ...dueAnew(delivery, at) };
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

/** Under a new revision, and so under a new idempotency key. */
function dueAnew(delivery: Delivery, at: number) {
  const revision = delivery.revision + 1;
  return { revision, state: 'due', attempts: 0, nextAt: at, reason: null, detail: null } as const;
}

/** A person asks for it again: the next attempt is due at once, with the same revision and so the same key. */
function replayed(_delivery: Delivery, _event: EventOf<'replayed'>, at: number): Change {
  return { state: 'due', attempts: 0, nextAt: at, reason: null, detail: null };
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
