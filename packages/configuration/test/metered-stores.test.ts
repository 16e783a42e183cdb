import { openEmbeddedEventLog } from '@relais/event-log';
import { openEmbeddedLedger } from '@relais/ledger';
import { CloseStack, createMetrics, openEmbeddedFile } from '@relais/runtime';
import { openEmbeddedState } from '@relais/state';
import { eventually } from '@relais/testkit';
import { TOPICS } from '@relais/vacancy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { meteredStores } from '../src/metered-stores.ts';

const TOPIC = TOPICS.batches.name;
const record = (key: string) => ({ topic: TOPIC, key, value: '{}', headers: {} });
const reading = { group: 'test', topics: [TOPIC], maxRecords: 10, from: 'beginning' } as const;

let closing: CloseStack;
let stores: ReturnType<typeof meteredStores>;
let metrics: ReturnType<typeof createMetrics>;

beforeEach(async () => {
  closing = new CloseStack();
  metrics = createMetrics();
  const file = closing.use(openEmbeddedFile(':memory:'));
  const log = closing.use(openEmbeddedEventLog(file));
  const [state, ledger] = [closing.use(openEmbeddedState(file)), closing.use(openEmbeddedLedger(file))];
  stores = meteredStores({ log, state, ledger, close: () => closing.close() }, metrics);
  await stores.log.ensureTopics([TOPICS.batches]);
});
afterEach(() => stores.close());

async function told(): Promise<string[]> {
  const lines = (await metrics.text()).split('\n');
  return lines.filter((line) => line.startsWith('relais_'));
}

describe('stores with metrics', () => {
  test('count the records that a topic took, and those that a consumer dealt with', async () => {
    await stores.log.publish([record('1'), record('2')]);
    await stores.log.publish([record('3')]);
    let dealt = 0;
    closing.use(await stores.log.consume(reading, async ({ records }) => void (dealt += records.length)));
    await eventually(() => dealt === 3);
    const expected = [
      `relais_records_published_total{topic="${TOPIC}"} 3`,
      `relais_records_read_total{topic="${TOPIC}"} 3`,
    ];
    await eventually(async () => (await told()).length === 2);
    expect((await told()).toSorted()).toEqual(expected);
  });

  test('answer as they are: values, pages, and parts of parts', async () => {
    await stores.state.values.set('name', 'value');
    expect(await stores.state.values.get('name')).toBe('value');
    expect(stores.ledger.driver).toBe('embedded');
    await stores.log.publish([record('1')]);
    const keys: string[] = [];
    for await (const records of stores.log.read({ topic: TOPIC })) keys.push(...records.map(({ key }) => key));
    expect(keys).toEqual(['1']);
    expect(await told()).toEqual([`relais_records_published_total{topic="${TOPIC}"} 1`]);
  });

  test('count each call that fails by its code, and let it fail', async () => {
    const unknown = { ...record('1'), topic: 'unknown' };
    for (const _ of [1, 2])
      await expect(stores.log.publish([unknown])).rejects.toMatchObject({ code: 'LOG_TOPIC_UNKNOWN' });
    const pages = async () => {
      for await (const _ of stores.log.read({ topic: 'unknown' }));
    };
    await expect(pages()).rejects.toMatchObject({ code: 'LOG_TOPIC_UNKNOWN' });
    await closing.close();
    await expect(stores.ledger.batches.held()).rejects.toThrow();
    expect(await told()).toEqual([
      'relais_store_errors_total{store="log",code="LOG_TOPIC_UNKNOWN"} 3',
      expect.stringMatching(/^relais_store_errors_total\{store="ledger",code="[A-Z_]+"\} 1$/) as unknown,
    ]);
  });

  test('count no call that was given up on purpose', async () => {
    const signal = AbortSignal.abort();
    const pages = async () => {
      for await (const _ of stores.log.read({ topic: TOPIC, signal }));
    };
    await pages().catch(() => undefined);
    expect(await told()).toEqual([]);
  });
});
