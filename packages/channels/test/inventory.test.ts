import { openEmbeddedEventLog } from '@relais/event-log';
import { openEmbeddedFile } from '@relais/runtime';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Channel, InventoryRecord } from '../src/index.ts';
import { readInventory } from '../src/inventory.ts';
import { batchOf, removal, running, upsert } from './offers.ts';
import { openWith } from './surroundings.ts';
import { type Receiver, SECRET, startReceiver } from './webhook/receiver.ts';

const LINES = [
  '{"offerId":"of_a","revision":3}',
  '{"offerId":"of_b","hash":"abc","colour":"blue"}',
  '{"end":true,"count":2}',
];
const RECORDS = [
  { offerId: 'of_a', revision: 3, hash: null },
  { offerId: 'of_b', revision: null, hash: 'abc' },
];

async function all(records: AsyncIterable<InventoryRecord>): Promise<InventoryRecord[]> {
  const found: InventoryRecord[] = [];
  for await (const record of records) found.push(record);
  return found;
}

const read = async (text: string) => await all(readInventory([Buffer.from(text)]));

describe('an inventory', () => {
  test('is read whole, line by line, wherever its bytes are cut', async () => {
    const bytes = Buffer.from(`${LINES.join('\n')}\n`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: bytes.length })), async (cuts) => {
        const ends = [...cuts, bytes.length].toSorted((a, b) => a - b);
        const chunks = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
        expect(await all(readInventory(chunks))).toEqual(RECORDS);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ['nothing', '', 'its last line is missing'],
    ['no end', LINES.slice(0, 2).join('\n'), 'its last line is missing'],
    ['another count', `${LINES[0]}\n{"end":true,"count":7}`, 'announces 7 offers and names 1'],
    ['a line behind the end', `{"end":true,"count":0}\n${LINES[0]}`, 'behind its last line'],
    ['a line that is no JSON', `nonsense\n${LINES[2]}`, 'line 1 says nothing'],
    ['a line without an offer', `{"id":"of_a"}\n${LINES[2]}`, 'line 1 says nothing'],
    [
      'a revision that nobody can count on from',
      `{"offerId":"of_a","revision":9007199254740991}\n${LINES[2]}`,
      'line 1 says nothing',
    ],
    ['a line without an end', 'x'.repeat(5000), 'too long'],
  ])('is not used with %s', async (_case, text, words) => {
    await expect(read(text)).rejects.toThrow(words);
  });

  test('of nothing is one', async () => {
    expect(await read('{"end":true,"count":0}\n')).toEqual([]);
  });
});

describe('the inventory of a webhook partner', () => {
  const openFor = (receiver: Receiver, known: Record<string, unknown> = {}): Channel =>
    openWith({
      kind: 'webhook',
      url: receiver.url,
      inventoryUrl: receiver.url.replace('/hook', '/held'),
      secrets: [SECRET],
      allowPrivateNetworks: true,
      ...known,
    });
  const unreadable = { code: 'CHANNEL_INVENTORY_UNREADABLE' };

  test('is asked for with a signed GET', async () => {
    const receiver = await startReceiver((_call, response) => response.end(LINES.join('\n')), { understands: false });
    expect(await all(openFor(receiver).inventory?.(running) ?? nothing())).toEqual(RECORDS);
    expect(receiver.calls).toHaveLength(1);
    expect(receiver.calls[0]?.headers['webhook-id']).toMatch(/^inventory-\d+$/);
    await receiver.close();
  });

  test.each([302, 404, 500])('is none when the partner answers %i, which is not followed', async (status) => {
    const inside = await startReceiver();
    const answer = { location: inside.url };
    const receiver = await startReceiver((_call, response) => response.writeHead(status, answer).end(), {
      understands: false,
    });
    await expect(all(openFor(receiver).inventory?.(running) ?? nothing())).rejects.toMatchObject(unreadable);
    expect(inside.calls).toHaveLength(0);
    await receiver.close();
    await inside.close();
  });

  test('is none when it is cut off, or drips for ever', async () => {
    const receiver = await startReceiver((_call, response) => void response.write(`${LINES[0]}\n`), {
      understands: false,
    });
    const dripping = openFor(receiver, { timeoutMs: 10 });
    await expect(all(dripping.inventory?.(running) ?? nothing())).rejects.toMatchObject(unreadable);
    receiver.answering = (_call, response) => {
      response.write(`${LINES[0]}\n`);
      setImmediate(() => response.socket?.resetAndDestroy());
    };
    await expect(all(openFor(receiver).inventory?.(running) ?? nothing())).rejects.toMatchObject(unreadable);
    await receiver.close();
  });

  test('never leads to a private address unless that is allowed', async () => {
    const receiver = await startReceiver();
    const url = 'https://partner.example/hook';
    const inventoryUrl = receiver.url.replace('http://127.0.0.1', 'https://localhost');
    const channel = openFor(receiver, { allowPrivateNetworks: false, url, inventoryUrl });
    await expect(all(channel.inventory?.(running) ?? nothing())).rejects.toThrow('refused address');
    expect(() => openFor(receiver, { allowPrivateNetworks: false, url })).toThrow('must be https');
    expect(receiver.calls).toHaveLength(0);
    await receiver.close();
  });

  test('does not exist without an address, and ends with the signal', async () => {
    const receiver = await startReceiver((_call, response) => void response.write('{'), { understands: false });
    expect(openFor(receiver, { inventoryUrl: null }).inventory).toBeUndefined();
    const stop = new AbortController();
    const reading = all(openFor(receiver).inventory?.(stop.signal) ?? nothing());
    stop.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    await receiver.close();
  });
});

test('the inventory of a partner topic is what its newest records say', async () => {
  const file = openEmbeddedFile(':memory:');
  const log = openEmbeddedEventLog(file);
  const channel = openWith({ kind: 'topic' }, { log });
  await channel.send(batchOf([upsert('of_a', 1), upsert('of_b', 1), upsert('of_c', 4)]), running);
  await channel.send(batchOf([upsert('of_a', 2), removal('of_b', 2)]), running);
  const records = await all(channel.inventory?.(running) ?? nothing());
  expect(records.toSorted((a, b) => (a.offerId < b.offerId ? -1 : 1))).toEqual([
    { offerId: 'of_a', revision: 2, hash: null },
    { offerId: 'of_c', revision: 4, hash: null },
  ]);
  await log.close();
  file.close();
  await expect(all(channel.inventory?.(running) ?? nothing())).rejects.toMatchObject({
    code: 'CHANNEL_INVENTORY_UNREADABLE',
  });
});

async function* nothing(): AsyncGenerator<InventoryRecord> {
  await Promise.resolve();
  yield* [];
}
