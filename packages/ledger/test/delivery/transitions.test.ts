import { describe, expect, test } from 'vitest';
import { applyDeliveryEvent, DELIVERY_STATES, type Delivery, type DeliveryEvent } from '../../src/index.ts';
import { aDelivery, NOON } from '../builders.ts';

const LATER = NOON + 60_000;

function after(delivery: Delivery | null, event: DeliveryEvent, at = LATER): Delivery | null {
  const { subscription, offerId } = delivery ?? aDelivery();
  return applyDeliveryEvent(delivery, { subscription, offerId, at, event });
}

const desired = (hash: string | null, offerVersion = 2, offerFence = 1): DeliveryEvent => ({
  type: 'desired',
  hash,
  offerVersion,
  offerFence,
});
const accepted = (revision: number, hash: string | null, batchId = 'b1'): DeliveryEvent => ({
  type: 'accepted',
  revision,
  hash,
  batchId,
});
const handedOver = (revision: number, receiptDueAt = LATER + 10, batchId = 'b1'): DeliveryEvent => ({
  type: 'handed-over',
  revision,
  receiptDueAt,
  batchId,
});
const rejected = (revision: number, batchId = 'b1'): DeliveryEvent => ({
  type: 'rejected',
  revision,
  reason: 'invalid',
  detail: 'no title',
  batchId,
});
const failed = (revision: number, retryAt: number | null, batchId = 'b1'): DeliveryEvent => ({
  type: 'failed',
  revision,
  reason: 'timeout',
  detail: null,
  batchId,
  retryAt,
});

const replayed = (revision: number): DeliveryEvent => ({ type: 'replayed', revision, operation: 'op_1' });
const inventoried = (revision: number, holds: { revision: number | null } | null): DeliveryEvent => ({
  type: 'inventoried',
  revision,
  holds,
});

describe('what is desired', () => {
  test('the first judgement founds the delivery, unless nothing is to be held', () => {
    expect(after(null, desired('h', 3, 7))).toMatchObject({
      state: 'due',
      revision: 1,
      desiredHash: 'h',
      nextAt: LATER,
    });
    expect(after(null, desired(null))).toBeNull();
    expect(after(null, accepted(1, 'h'))).toBeNull();
  });

  test.each(DELIVERY_STATES)(
    'another content makes a delivery that is %s due at once, under a new revision',
    (state) => {
      const before = aDelivery({ state, attempts: 3, reason: 'timeout', nextAt: NOON + 1e9 });
      const expected = { state: 'due', revision: 2, desiredHash: 'hash-2', attempts: 0, reason: null, nextAt: LATER };
      expect(after(before, desired('hash-2'))).toMatchObject(expected);
    },
  );

  test('a newer judgement with the same content is noted and asks for nothing', () => {
    const before = aDelivery({ state: 'confirmed', confirmedRevision: 1, confirmedHash: 'hash-1' });
    expect(after(before, desired('hash-1', 5, 2))).toEqual({
      ...before,
      offerVersion: 5,
      offerFence: 2,
      nextAt: LATER,
      changedAt: LATER,
    });
  });

  test('an older judgement never overrides a newer one', () => {
    const before = aDelivery({ offerVersion: 3, offerFence: 4 });
    expect(after(before, desired('old', 2, 9))).toBe(before);
    expect(after(before, desired('old', 3, 3))).toBe(before);
  });

  test.each(DELIVERY_STATES.filter((state) => state !== 'removed'))(
    'an offer that is no longer wanted is taken back from a partner where it is %s',
    (state) => {
      expect(after(aDelivery({ state }), desired(null))).toMatchObject({
        state: 'due',
        revision: 2,
        desiredHash: null,
      });
    },
  );

  test('a refused second try says nothing of the first, which may have arrived: a removal is sent', () => {
    let delivery = after(null, desired('h', 1));
    delivery = after(delivery, failed(1, LATER + 5, 'b1'));
    delivery = after(delivery, rejected(1, 'b2'), LATER + 5);
    expect(after(delivery, desired(null, 2), LATER + 9)).toMatchObject({ state: 'due', desiredHash: null });
  });
});

describe('what the partner says', () => {
  test('an acceptance of the current revision confirms it, or ends a removal', () => {
    expect(after(aDelivery(), accepted(1, 'hash-1'))).toMatchObject({
      state: 'confirmed',
      confirmedRevision: 1,
      confirmedHash: 'hash-1',
      attempts: 1,
      batchId: 'b1',
    });
    const removing = aDelivery({ revision: 2, desiredHash: null, confirmedRevision: 1, confirmedHash: 'hash-1' });
    expect(after(removing, accepted(2, null))).toMatchObject({
      state: 'removed',
      confirmedRevision: 2,
      confirmedHash: null,
    });
  });

  test('a late acceptance tells what is held and leaves the try that is under way alone', () => {
    const before = aDelivery({ state: 'awaiting', revision: 2, batchId: 'b2', attempts: 1 });
    const held = { confirmedRevision: 1, confirmedHash: 'hash-0', changedAt: LATER };
    const told = after(before, accepted(1, 'hash-0', 'b1'));
    expect(told).toEqual({ ...before, ...held });
    expect(after(told, accepted(1, 'hash-0', 'b1'), LATER + 1)).toBe(told);
  });

  test('an acceptance of other content than desired is sent again, under a new revision', () => {
    const expected = { state: 'due', revision: 2, confirmedRevision: 1, confirmedHash: 'other', attempts: 0 };
    expect(after(aDelivery(), accepted(1, 'other'))).toMatchObject(expected);
  });

  test('an answer to a revision that was never asked for changes nothing', () => {
    const before = aDelivery();
    for (const event of [accepted(2, 'h'), handedOver(2), rejected(2), failed(2, null)])
      expect(after(before, event)).toBe(before);
  });

  test('handing over, then a receipt, is one attempt', () => {
    const waiting = after(aDelivery(), handedOver(1));
    expect(waiting).toMatchObject({ state: 'awaiting', attempts: 1, nextAt: LATER + 10 });
    expect(after(waiting, accepted(1, 'hash-1'), LATER + 5)).toMatchObject({ state: 'confirmed', attempts: 1 });
    expect(after(waiting, rejected(1), LATER + 5)).toMatchObject({ state: 'rejected', attempts: 1, reason: 'invalid' });
    expect(after(waiting, failed(1, LATER + 99), LATER + 10)).toMatchObject({ state: 'due', attempts: 1 });
  });

  test('failures count until they are spent, also within a batch of the same name', () => {
    const once = after(aDelivery(), failed(1, LATER + 5), LATER);
    const twice = after(once, failed(1, LATER + 50), LATER + 6);
    expect(twice).toMatchObject({ state: 'due', attempts: 2, nextAt: LATER + 50 });
    expect(after(twice, failed(1, null), LATER + 51)).toMatchObject({ state: 'failed', attempts: 3 });
  });

  test('a receipt that comes after the wait was given up still counts', () => {
    const given = aDelivery({ state: 'failed', reason: 'no-receipt', batchId: 'b1', attempts: 9 });
    expect(after(given, accepted(1, 'hash-1'))).toMatchObject({ state: 'confirmed', reason: null });
    expect(after(given, rejected(1))).toMatchObject({ state: 'rejected', reason: 'invalid' });
  });
});

describe('what comes twice', () => {
  test.each([
    ['confirmed', accepted(1, 'h')],
    ['rejected', rejected(1)],
    ['failed', failed(1, null)],
  ])('a delivery that is %s tells nothing of the order in which two equal judgements were applied', (state, end) => {
    const judgedAt = (...moments: number[]) =>
      moments.reduce((delivery, at) => after(delivery, desired('h'), at), null as Delivery | null);
    const ended = after(judgedAt(LATER, LATER + 5), end, LATER + 9);
    expect(ended).toMatchObject({ state, nextAt: LATER + 9, changedAt: LATER + 9 });
    expect(after(judgedAt(LATER + 5, LATER), end, LATER + 9)).toEqual(ended);
  });

  test('a moment that is told of late does not set back when a delivery changed', () => {
    const confirmed = after(after(null, desired('h'), LATER), accepted(1, 'h'), LATER - 5);
    expect(confirmed).toMatchObject({ state: 'confirmed', nextAt: LATER, changedAt: LATER });
  });

  test('an older outcome of the same batch, handed over again, changes nothing', () => {
    const waiting = after(aDelivery(), handedOver(1), LATER);
    const due = after(waiting, failed(1, LATER + 99), LATER + 20);
    expect(after(due, handedOver(1), LATER)).toBe(due);
    const again = after(after(aDelivery(), rejected(1), LATER), replayed(1), LATER + 1);
    expect(again).toMatchObject({ state: 'due', attempts: 0 });
    expect(after(again, rejected(1), LATER)).toBe(again);
  });

  test('a replay asks once, at once, and under a new revision that no receiver has dropped before', () => {
    const before = aDelivery({ state: 'failed', attempts: 9, reason: 'timeout' });
    const due = after(before, replayed(1));
    expect(due).toMatchObject({ state: 'due', revision: 2, attempts: 0, reason: null, nextAt: LATER });
    expect(after(due, replayed(1), LATER + 1)).toBe(due);
  });

  test('a replay replaces the retry that was pending', () => {
    const pending = aDelivery({ state: 'due', attempts: 3, nextAt: LATER + 1e6, reason: 'timeout' });
    expect(after(pending, replayed(1))).toMatchObject({ state: 'due', attempts: 0, nextAt: LATER });
  });
});

describe('what the partner says it holds', () => {
  const settled = { confirmedRevision: 1, confirmedHash: 'hash-1' };
  const confirmed = aDelivery({ state: 'confirmed', ...settled });

  test.each([
    ['does not hold it', null, 2],
    ['holds one from elsewhere, whose revision is higher', { revision: 7 }, 8],
  ])('a confirmed offer is sent again, above what the partner has, when it %s', (_, holds, revision) => {
    expect(after(confirmed, inventoried(1, holds))).toMatchObject({ state: 'due', revision, nextAt: LATER });
  });

  test.each([
    ['this revision', { revision: 1 }],
    ['it, without saying which revision', { revision: null }],
  ])('a confirmed offer stays as it is when the partner holds %s', (_, holds) => {
    expect(after(confirmed, inventoried(1, holds))).toBe(confirmed);
  });

  test('an offer that was removed and is held all the same is removed again', () => {
    const removed = aDelivery({ state: 'removed', desiredHash: null, confirmedRevision: 1, confirmedHash: null });
    expect(after(removed, inventoried(1, { revision: null }))).toMatchObject({ state: 'due', revision: 2 });
    expect(after(removed, inventoried(1, null))).toBe(removed);
  });

  test('a ghost that was never delivered by us gets a removal, above the revision it is held at', () => {
    const expected = { state: 'due', revision: 8, desiredHash: null, offerVersion: 0 };
    expect(after(null, inventoried(0, { revision: 7 }))).toMatchObject(expected);
    expect(after(null, inventoried(0, null))).toBeNull();
  });

  test.each(['due', 'awaiting', 'rejected', 'failed'] as const)(
    'an offer that is %s counts as confirmed when the partner holds this very revision',
    (state) => {
      const before = aDelivery({ state, reason: 'no-receipt' });
      expect(after(before, inventoried(1, { revision: 1 }))).toMatchObject({
        state: 'confirmed',
        ...settled,
        reason: null,
      });
      expect(after(before, inventoried(1, null))).toBe(before);
    },
  );

  const leaving = { desiredHash: null, confirmedRevision: null, confirmedHash: 'hash-0' } as const;

  test.each(['rejected', 'failed'] as const)(
    'a removal that %s is settled when the partner has not the offer',
    (state) => {
      const before = aDelivery({ ...leaving, state });
      expect(after(before, inventoried(1, null))).toMatchObject({ state: 'removed', confirmedHash: null });
    },
  );

  test.each(['due', 'awaiting'] as const)(
    'a removal that is %s goes on: what it is to remove may yet arrive',
    (state) => {
      const before = aDelivery({ ...leaving, state });
      expect(after(before, inventoried(1, null))).toBe(before);
    },
  );

  test('a comparison with an older revision says nothing of the newer one', () => {
    const newer = aDelivery({ state: 'confirmed', revision: 2, confirmedRevision: 2, confirmedHash: 'hash-1' });
    expect(after(newer, inventoried(1, null))).toBe(newer);
  });
});

describe('after the ledger was put back to an earlier day', () => {
  const floor = 1_000;
  const above = (delivery: Delivery | null, event: DeliveryEvent) =>
    applyDeliveryEvent(delivery, { subscription: 'north', offerId: 'of_1', at: LATER, floor, event });

  test.each([
    ['the first judgement', null, desired('hash-2')],
    ['another content', aDelivery({ state: 'confirmed' }), desired('hash-2')],
    ['a replay', aDelivery({ state: 'confirmed' }), replayed(1)],
    ['a comparison', aDelivery({ state: 'confirmed' }), inventoried(1, null)],
    ['a ghost', null, inventoried(0, { revision: 7 })],
  ])('%s is told under a revision above all that the partner may have', (_what, before, event) => {
    expect(above(before, event)).toMatchObject({ state: 'due', revision: floor + 1 });
  });

  test('revisions above the floor go on by one', () => {
    expect(above(aDelivery({ revision: floor + 5 }), desired('hash-2'))).toMatchObject({ revision: floor + 6 });
  });
});
