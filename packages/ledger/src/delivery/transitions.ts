import type { Delivery, DeliveryChange, DeliveryEvent, DeliveryEventType, DeliveryState } from './states.ts';

type EventOf<Type extends DeliveryEventType> = Extract<DeliveryEvent, { type: Type }>;
type Change = Partial<Omit<Delivery, 'subscription' | 'offerId'>>;
type Rule<Type extends DeliveryEventType> = (delivery: Delivery, event: EventOf<Type>, at: number) => Change | null;

/**
 * Every state with every event; a missing pair does not compile. A rule returns what changes, or null for nothing.
 *
 * Rows are the state before. `late` marks answers that arrive for an older revision: they tell what the partner holds
 * and change nothing else.
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
  const rule = TRANSITIONS[delivery.state][change.event.type] as Rule<DeliveryEventType>;
  const changed = rule(delivery, change.event, change.at);
  return changed === null ? delivery : { ...delivery, ...changed, changedAt: change.at };
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

function desired(delivery: Delivery, event: EventOf<'desired'>, at: number): Change | null {
  if (isOlderJudgement(delivery, event)) return null;
  const judged = { offerVersion: event.offerVersion, offerFence: event.offerFence };
  if (event.hash === delivery.desiredHash) return isSameJudgement(delivery, event) ? null : judged;
  const revision = delivery.revision + 1;
  const wanted = { ...judged, revision, desiredHash: event.hash, attempts: 0, nextAt: at, reason: null, detail: null };
  if (event.hash === null && certainlyNotHeld(delivery)) return { ...wanted, state: 'removed' };
  return { ...wanted, state: 'due' };
}

/**
 * True only when the partner cannot hold anything: it removed the offer, or refused the only revision there ever was.
 * A `due` delivery may be in flight at this moment and a `failed` one may have arrived: those get a removal sent.
 */
function certainlyNotHeld(delivery: Delivery): boolean {
  if (delivery.state === 'removed') return true;
  return delivery.state === 'rejected' && delivery.revision === 1 && delivery.confirmedRevision === null;
}

function accepted(delivery: Delivery, event: EventOf<'accepted'>, at: number): Change | null {
  if (event.revision < (delivery.confirmedRevision ?? 0) || isSettledAt(delivery, event.revision)) return null;
  const held = { confirmedRevision: event.revision, confirmedHash: event.hash, batchId: event.batchId };
  if (event.revision === delivery.revision) {
    const state = delivery.desiredHash === null ? 'removed' : 'confirmed';
    return { ...held, state, attempts: delivery.attempts + 1, reason: null, detail: null };
  }
  // A late answer: it tells what the partner holds. One thought to hold nothing has to be told again.
  return delivery.state === 'removed' ? { ...held, state: 'due', nextAt: at } : held;
}

function isSettledAt(delivery: Delivery, revision: number): boolean {
  const settled = delivery.state === 'confirmed' || delivery.state === 'removed';
  return settled && delivery.confirmedRevision === revision;
}

function handedOver(delivery: Delivery, event: EventOf<'handed-over'>): Change | null {
  if (event.revision !== delivery.revision) return null;
  return { state: 'awaiting', attempts: delivery.attempts + 1, nextAt: event.receiptDueAt, batchId: event.batchId };
}

function rejected(delivery: Delivery, event: EventOf<'rejected'>): Change | null {
  if (event.revision !== delivery.revision) return null;
  const told = { reason: event.reason, detail: event.detail, batchId: event.batchId };
  return { ...told, state: 'rejected', attempts: delivery.attempts + 1 };
}

function failed(delivery: Delivery, event: EventOf<'failed'>): Change | null {
  if (event.revision !== delivery.revision) return null;
  const told = { reason: event.reason, detail: event.detail, batchId: event.batchId };
  const attempts = delivery.attempts + 1;
  if (event.retryAt === null) return { ...told, attempts, state: 'failed' };
  return { ...told, attempts, state: 'due', nextAt: event.retryAt };
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
