import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Channel, ItemOutcome, ReceiptBatch } from '../src/index.ts';
import { batchOf, removal, running, upsert, upserts, view } from './offers.ts';

/** What a partner holds of an offer. */
export interface Held {
  readonly revision: number;
  /** Null once removed. */
  readonly offer: unknown;
}

/** A channel and its other end. */
interface OpenedChannel {
  readonly channel: Channel;
  /** What the partner holds, by offer id, after taking in everything that reached it. */
  held(): Promise<ReadonlyMap<string, unknown>>;
  /** Lets the partner answer for what it took in, where answers come later. */
  answer(): Promise<void>;
  close(): Promise<void>;
}

export interface ChannelDoors {
  open(): Promise<OpenedChannel>;
  /** What can be seen of what a partner holds, where that is less than the view. @default all of it */
  readonly shows?: (held: Held) => unknown;
  /** A channel whose partner cannot be reached. */
  openUnreachable(): Promise<Channel>;
}

/** What every channel promises to the sink, whatever carries the offers. */
export function channelContract(name: string, doors: ChannelDoors): void {
  const { shows = (held: Held): unknown => held } = doors;
  describe(`the ${name} channel`, () => {
    let opened: OpenedChannel;
    beforeEach(async () => {
      opened = await doors.open();
    });
    afterEach(async () => {
      await opened.channel.close();
      await opened.close();
    });

    const send = async (items: Parameters<typeof batchOf>[0], id?: string) =>
      await opened.channel.send(batchOf(items, id), running);

    test('says how it wants its batches', () => {
      expect(opened.channel.batchSize).toBeGreaterThan(0);
      expect(opened.channel.concurrency).toBeGreaterThan(0);
      expect(opened.channel.lingerMs).toBeGreaterThanOrEqual(0);
    });

    test('brings every offer of a batch to the partner, unchanged, with one outcome each', async () => {
      const items = upserts(Math.min(opened.channel.batchSize, 40));
      const outcomes = await send(items);
      expect(outcomes).toHaveLength(items.length);
      expect(outcomes.every(isTaken)).toBe(true);
      const held = await opened.held();
      expect(held.size).toBe(items.length);
      for (const { offerId, content } of items)
        expect(held.get(offerId)).toEqual(shows({ revision: 1, offer: JSON.parse(content ?? 'null') as unknown }));
    });

    test('has nothing to do for an empty batch', async () => {
      expect(await send([])).toEqual([]);
      expect((await opened.held()).size).toBe(0);
    });

    test('has no further effect when a batch is repeated', async () => {
      const items = upserts(Math.min(opened.channel.batchSize, 3));
      expect((await send(items)).every(isTaken)).toBe(true);
      const before = await opened.held();
      expect((await send(items)).every(isTaken)).toBe(true);
      expect(await opened.held()).toEqual(before);
    });

    test('brings changes and removals, the newest revision last', async () => {
      await send([upsert('of_a', 1)], 'b1');
      await send([upsert('of_b', 1)], 'b2');
      await send([upsert('of_a', 2, 'Nouveau titre')], 'b3');
      expect((await send([removal('of_b', 2)], 'b4')).every(isTaken)).toBe(true);
      const held = await opened.held();
      expect(held.get('of_a')).toEqual(shows({ revision: 2, offer: view('of_a', 'Nouveau titre') }));
      expect(held.get('of_b')).toEqual(shows({ revision: 2, offer: null }));
    });

    test('hands on a receipt for everything that was handed over, until it is settled', async () => {
      const outcomes = await send([upsert('of_a')], 'b1');
      expect(await receiptsOf(opened.channel)).toEqual([]);
      if (opened.channel.receiptsEveryMs === null) {
        expect(outcomes).toEqual([{ kind: 'accepted' }]);
        return;
      }
      expect(outcomes[0]?.kind).toBe('handed-over');
      await opened.held();
      await opened.answer();
      const first = await receiptsOf(opened.channel);
      expect(first).toEqual([[{ offerId: 'of_a', revision: 1, outcome: { kind: 'accepted' } }]]);
      const again = await opened.channel.receipts(running);
      expect(again.map(({ receipts }) => receipts)).toEqual(first);
      for (const batch of again) await batch.settle();
      expect(await receiptsOf(opened.channel)).toEqual([]);
    });

    test('starts nothing once it was told to stop', async () => {
      const sending = opened.channel.send(batchOf([upsert('of_a')]), AbortSignal.abort());
      await expect(sending).rejects.toMatchObject({ name: 'AbortError' });
      expect((await opened.held()).size).toBe(0);
    });

    test('may be closed more than once', async () => {
      await opened.channel.close();
      await opened.channel.close();
    });

    test('answers for a partner that cannot be reached instead of throwing', async () => {
      const channel = await doors.openUnreachable();
      const items = upserts(Math.min(channel.batchSize, 3));
      const outcomes = await channel.send(batchOf(items), running);
      expect(outcomes).toHaveLength(items.length);
      for (const outcome of outcomes) expect(outcome).toMatchObject({ kind: 'failed', retriable: true });
      expect(await channel.receipts(running)).toEqual([]);
      await channel.close();
    });
  });
}

function isTaken(outcome: ItemOutcome): boolean {
  return outcome.kind === 'accepted' || outcome.kind === 'handed-over';
}

async function receiptsOf(channel: Channel): Promise<ReceiptBatch['receipts'][]> {
  return (await channel.receipts(running)).map(({ receipts }) => receipts);
}
