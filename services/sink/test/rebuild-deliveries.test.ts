import type { Delivery, DeliveryEvent } from '@relais/ledger';
import { TOPICS } from '@relais/vacancy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandRecord, type SinkCommand } from '../src/operations/commands.ts';
import { rebuildDeliveries } from '../src/rebuild-deliveries.ts';
import { deliveryRecord } from '../src/records.ts';
import { openTestStage, type Stage } from './open-stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openTestStage();
});
afterEach(() => stage.close());

const AT = Date.parse('2026-11-22T03:00:00Z');
const wanted: DeliveryEvent = { type: 'desired', hash: 'h1', offerVersion: 1, offerFence: 1 };
const taken = (revision: number, hash = 'h1'): DeliveryEvent => {
  const tried = { channel: 'webhook', startedAt: AT + revision };
  return { type: 'accepted', revision, hash, batchId: `d_${revision}`, tried };
};
const told = async (offerId: string, ...events: readonly DeliveryEvent[]) =>
  await stage.log.publish(
    events.map((event, index) => deliveryRecord({ subscription: 'push', offerId, at: AT + index, event })),
  );
const asked = async (command: Partial<SinkCommand>) =>
  await stage.log.publish([commandRecord({ at: '2026-11-22T08:00:00Z', by: 'an', ...command } as SinkCommand)]);
const rebuild = async () =>
  await rebuildDeliveries({ ...stage, subscriptions: ['push'], signal: new AbortController().signal });
const delivery = async (offerId: string): Promise<Delivery | undefined> =>
  (await stage.ledger.deliveries.ofOffer(offerId))[0]?.delivery;

describe('a delivery', () => {
  test('comes to stand where the log leaves it, with its attempts, however often it is done', async () => {
    await told('of_1', wanted, taken(1));
    await rebuild();
    const first = await delivery('of_1');
    expect(first).toMatchObject({ state: 'confirmed', revision: 1, confirmedHash: 'h1', batchId: 'd_1' });
    await rebuild();
    expect(await delivery('of_1')).toEqual(first);
    expect(await stage.ledger.deliveries.attemptsOf('of_1')).toHaveLength(1);
  });

  test('is never behind a revision that was sent, when two writers are in the log in another order', async () => {
    const replayed: DeliveryEvent = { type: 'replayed', revision: 2, operation: 'op_1' };
    await told('of_1', wanted, replayed, taken(3));
    await rebuild();
    expect(await delivery('of_1')).toMatchObject({ state: 'confirmed', revision: 3, desiredHash: 'h1' });
  });

  test('is what the partner said it took, when the topic begins after it was asked for', async () => {
    await told('of_1', taken(7, 'h7'));
    await told('of_2', { type: 'failed', reason: 'gone', detail: null, revision: 4, batchId: 'd_x', retryAt: null });
    await rebuild();
    expect(await delivery('of_1')).toMatchObject({ state: 'confirmed', revision: 7, desiredHash: 'h7' });
    expect(await delivery('of_2')).toMatchObject({ state: 'failed', revision: 4, desiredHash: '', offerVersion: 0 });
  });
});

test('every offer is judged anew at the next start', async () => {
  await stage.state.values.set('fingerprint:push', 'first');
  await rebuild();
  expect(await stage.state.values.get('fingerprint:push')).toBe('rebuilt');
});

describe('an operation', () => {
  const request = { criteria: {}, limit: 100 };

  test('that was carried out does not come back, and one that was not goes on behind what it did', async () => {
    await asked({ type: 'replay.request', id: 'op_done', subscription: 'push', request });
    await stage.log.publish([{ topic: TOPICS.commands.name, key: 'op_done', value: null, headers: {} }]);
    await asked({ type: 'replay.request', id: 'op_open', subscription: 'push', request });
    for (const id of ['of_1', 'of_3']) {
      await told(id, wanted, taken(1), { type: 'replayed', revision: 1, operation: 'op_open' });
    }
    await rebuild();
    const operations = await stage.ledger.operations.list({ limit: 10, offset: 0 });
    expect(operations).toMatchObject([{ id: 'op_open', status: 'waiting', cursor: 'of_3', changed: 2 }]);
  });

  test('that was paused or cancelled stays so, and a subscription that is held back is held back', async () => {
    await asked({ type: 'reconcile.request', id: 'op_1', subscription: 'push', request: { repair: true } });
    await asked({ type: 'operation.cancel', id: 'op_1' });
    await asked({ type: 'subscription.pause', subscription: 'push', reason: 'migration' });
    await rebuild();
    expect(await stage.ledger.operations.list({ limit: 10, offset: 0 })).toMatchObject([{ status: 'cancelled' }]);
    expect(await stage.ledger.operations.controls()).toMatchObject([{ subscription: 'push', paused: true }]);
  });
});
