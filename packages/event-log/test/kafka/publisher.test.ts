import * as fc from 'fast-check';
import type { Message } from 'kafkajs';
import { describe, expect, test } from 'vitest';
import { Publisher } from '../../src/kafka/publisher.ts';
import { aRecord, someRecords } from '../log-place.ts';

type Request = ReadonlyMap<string, readonly Message[]>;

describe('the publisher', () => {
  test('puts concurrent calls into few requests, over all topics', async () => {
    const { publisher, requests } = aPublisher();
    const calls = someRecords(200).map((record, number) => ({
      ...record,
      topic: number % 2 === 0 ? 'jobs' : 'offers',
    }));
    await Promise.all(calls.map(async (record) => await publisher.publish([record])));
    expect(requests.length).toBeLessThanOrEqual(2);
    for (const request of requests) expect([...request.keys()].toSorted(alphabetically)).toEqual(['jobs', 'offers']);
    expect(requests.flatMap(messagesOf)).toHaveLength(200);
  });

  test('keeps a request below the limit of a broker, and sends a record that is larger alone', async () => {
    const { publisher, requests } = aPublisher();
    const large = aRecord({ key: 'large', value: 'x'.repeat(3_000_000) });
    const others = someRecords(500, { value: 'x'.repeat(10_000) });
    await publisher.publish([...others.slice(0, 250), large, ...others.slice(250)]);
    expect(requests.flatMap(messagesOf)).toHaveLength(501);
    for (const messages of requests.map(messagesOf)) {
      const bytes = messages.reduce((sum, { value }) => sum + String(value).length, 0);
      if (messages.some(({ key }) => key === 'large')) expect(messages).toHaveLength(1);
      else expect(bytes).toBeLessThan(1_000_000);
    }
  });

  test('sends the records of each key in the order of the calls, and the next only when the last are acknowledged', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 20 }), { maxLength: 20 }),
        async (calls) => {
          const underWay = new Set<string>();
          const { publisher, requests } = aPublisher(async (request) => {
            const keys = new Set(messagesOf(request).map(({ key }) => String(key)));
            expect([...keys].filter((key) => underWay.has(key))).toEqual([]);
            for (const key of keys) underWay.add(key);
            await new Promise(setImmediate);
            for (const key of keys) underWay.delete(key);
          });
          const published = calls.map((keys, call) =>
            keys.map((key, place) => aRecord({ key: `vdab:${key}`, value: `${call}/${place}` })),
          );
          await Promise.all(published.map(async (records) => await publisher.publish(records)));
          expect(valuesByKey(requests.flatMap(messagesOf))).toEqual(valuesByKey(published.flat()));
        },
      ),
      { numRuns: 50 },
    );
  });

  test('rejects the calls of a request that failed, drops what they had waiting, and goes on with the others', async () => {
    const { publisher, requests } = aPublisher(async (request) => {
      await new Promise(setImmediate);
      if (messagesOf(request).some(({ value }) => String(value).startsWith('bad')))
        throw new Error('message too large');
    });
    const bad = someRecords(300, { key: 'vdab:1', value: `bad${'x'.repeat(10_000)}` });
    await expect(publisher.publish(bad)).rejects.toMatchObject({ code: 'LOG_REFUSED', retriable: false });
    await publisher.publish([aRecord({ key: 'vdab:1', value: 'good' })]);
    const sent = requests.flatMap(messagesOf).map(({ value }) => String(value).slice(0, 4));
    expect(sent.filter((value) => value.startsWith('bad')).length).toBeLessThan(100);
    expect(sent.at(-1)).toBe('good');
  });

  test('has nothing left after a flush, however long it would have lingered', async () => {
    const { publisher, requests } = aPublisher(undefined, 60_000);
    const published = publisher.publish(someRecords(10));
    await publisher.flush();
    await published;
    expect(requests.flatMap(messagesOf)).toHaveLength(10);
    await publisher.flush();
  });
});

function aPublisher(answer: (request: Request) => Promise<void> = async () => undefined, lingerMs = 5) {
  const requests: Request[] = [];
  const send = async (request: Request) => {
    requests.push(request);
    await answer(request);
  };
  return { publisher: new Publisher({ lingerMs, send }), requests };
}

const messagesOf = (request: Request) => [...request.values()].flat();
const alphabetically = (one: string, other: string) => one.localeCompare(other);

function valuesByKey(messages: readonly Pick<Message, 'key' | 'value'>[]) {
  const groups = Map.groupBy(messages, ({ key }) => String(key));
  return Object.fromEntries([...groups].map(([key, group]) => [key, group.map(({ value }) => value)]));
}
