import { describeWith, freshPrefix } from '@relais/testkit';
import kafkajs, { type Admin, CompressionTypes, Kafka, logLevel, type Producer } from 'kafkajs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EventLog, type KafkaOptionsInput, openKafkaEventLog } from '../../src/index.ts';
import { consume, gather, numbers, options, readAll, totalLag, valuesOf } from '../consuming.ts';
import { aRecord, aTopic, openLog, someRecords } from '../log-place.ts';

await describeWith(['kafka'], 'topics of Apache Kafka that were not made or written by us', ({ kafka }) => {
  const client = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING });
  const admin: Admin = client.admin();
  let topicPrefix: string;
  let log: EventLog;
  const opened: EventLog[] = [];
  const jobs = () => `${topicPrefix}jobs`;
  const create = async (settings: Record<string, string>, numPartitions = 1) => {
    const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
    await admin.createTopics({ topics: [{ topic: jobs(), numPartitions, configEntries }], waitForLeaders: true });
  };
  const open = async (some: Partial<KafkaOptionsInput> = {}) => {
    const another = await openKafkaEventLog({ brokers: [...kafka.brokers], topicPrefix, ...some });
    opened.push(another);
    return another;
  };

  beforeAll(async () => await admin.connect());
  afterAll(async () => {
    await Promise.all(opened.map(async (each) => await each.close()));
    await admin.disconnect();
  });
  beforeEach(async () => {
    topicPrefix = `${freshPrefix()}.`;
    log = await openLog({ driver: 'kafka', brokers: kafka.brokers, topicPrefix });
    opened.push(log);
  });

  describe('compression', () => {
    test.each(['snappy', 'lz4'])(
      'a topic in %s ends the consumer and the reader with an error that names it',
      async (codec) => {
        await create({ 'compression.type': codec });
        await log.publish(someRecords(5));
        const unsupported = { code: 'LOG_CODEC_UNSUPPORTED', details: { codec } };
        const consumer = await consume(log, {}, async () => undefined);
        await expect(consumer.finished).rejects.toMatchObject({ code: 'LOG_CONSUMER_CRASHED', cause: unsupported });
        await expect(readAll(log)).rejects.toMatchObject(unsupported);
      },
    );

    test.each(['gzip', 'zstd', 'none'] as const)(
      'what one process writes with %s another reads',
      async (compression) => {
        await log.ensureTopics([aTopic()]);
        await (await open({ compression })).publish(someRecords(50));
        const { seen } = await gather(log, { expect: 50 });
        expect(seen).toHaveLength(50);
        expect(await readAll(log)).toHaveLength(50);
      },
    );
  });

  describe('gaps', () => {
    let producer: Producer;
    const transact = async (values: readonly string[], end: 'commit' | 'abort') => {
      const transaction = await producer.transaction();
      await transaction.send({ topic: jobs(), messages: values.map((value) => ({ key: 'vdab:1', value })) });
      await transaction[end]();
    };
    beforeEach(async () => {
      producer = client.producer({ transactionalId: topicPrefix, idempotent: true, maxInFlightRequests: 1 });
      await producer.connect();
      await create({});
    });

    test('a topic that ends with a gap is read and consumed to its last record, without aborted ones', async () => {
      await transact(numbers(0, 10), 'commit');
      await transact(numbers(10, 20), 'abort');
      await transact(numbers(20, 30), 'commit');
      await transact(numbers(30, 40), 'abort');
      await producer.disconnect();

      const committed = [...numbers(0, 10), ...numbers(20, 30)];
      expect(valuesOf(await readAll(log))).toEqual(committed);
      const { seen } = await gather(log, { expect: 20, maxRecords: 7 });
      expect(valuesOf(seen)).toEqual(committed);
    });

    test('a topic of nothing but gaps has nothing to read', async () => {
      await transact(numbers(0, 10), 'abort');
      await producer.disconnect();
      expect(await readAll(log)).toEqual([]);
    });

    test('a topic whose oldest records are gone begins with the first that is left', async () => {
      await producer.disconnect();
      await log.publish(someRecords(20));
      await deleteBefore('15');
      const left = valuesOf(await readAll(log));
      expect(left).toHaveLength(5);
      expect(await totalLag(log)).toBe(5n);
      const { seen } = await gather(log, { expect: 5 });
      expect(valuesOf(seen)).toEqual(left);
    });

    test('a group whose place is gone goes on with the oldest that is left, also when it began at the end', async () => {
      await producer.disconnect();
      const first = await gather(log, { expect: 0, from: 'end' });
      await first.consumer.close();
      await log.publish(someRecords(20));
      await deleteBefore('15');
      const left = valuesOf(await readAll(log));
      expect(left).toHaveLength(5);
      const { seen } = await gather(log, { expect: 5, from: 'end' });
      expect(valuesOf(seen)).toEqual(left);
    });
  });

  test('records without a key and with repeated headers are shown as the port knows them', async () => {
    await create({});
    const producer = client.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    const messages = [{ key: null, value: 'no key', headers: { trace: ['old', 'new'] } }];
    await producer.send({ topic: jobs(), compression: CompressionTypes.GZIP, messages });
    await producer.disconnect();
    const { seen } = await gather(log, { expect: 1 });
    expect(seen[0]).toMatchObject({ topic: 'jobs', key: '', value: 'no key', headers: { trace: 'new' } });
  });

  test('our records lie where any client of Apache Kafka looks for their keys', async () => {
    await create({}, 7);
    await log.publish(someRecords(50));
    const producer = client.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    await producer.send({ topic: jobs(), messages: someRecords(50).map(({ key }) => ({ key, value: 'theirs' })) });
    await producer.disconnect();
    const byKey = Map.groupBy(await readAll(log), ({ key }) => key);
    expect(byKey.size).toBe(50);
    for (const [, records] of byKey) expect(new Set(records.map(({ partition }) => partition)).size).toBe(1);
  });

  test('a record that is larger than its topic allows is refused, and does not harm the others', async () => {
    await create({ 'max.message.bytes': '2000' });
    const large = log.publish([
      aRecord({ key: 'large', value: JSON.stringify(Array.from({ length: 3e5 }, Math.random)) }),
    ]);
    await expect(large).rejects.toMatchObject({ code: 'LOG_REFUSED', retriable: false });
    await log.publish(someRecords(5));
    expect(await readAll(log)).toHaveLength(5);
  });

  test('reading leaves no consumer group behind', async () => {
    await create({});
    await log.publish(someRecords(5));
    await readAll(log);
    const { groups } = await admin.listGroups();
    expect(groups.filter(({ groupId }) => groupId.includes(topicPrefix))).toEqual([]);
  });

  test('topics are made with their partitions, clean-up and retention', async () => {
    await log.ensureTopics([
      aTopic({ name: 'offers', partitions: 3, cleanup: 'compact', retentionDays: null }),
      aTopic({ name: 'deliveries', partitions: 2, cleanup: 'delete', retentionDays: 400 }),
      aTopic({ name: 'kept', partitions: 1, cleanup: 'delete', retentionDays: null }),
    ]);
    expect(await settingsOf('offers')).toMatchObject({ 'cleanup.policy': 'compact' });
    expect(await settingsOf('deliveries')).toMatchObject({ 'cleanup.policy': 'delete', 'retention.ms': '34560000000' });
    expect(await settingsOf('kept')).toMatchObject({ 'retention.ms': '-1' });
    expect(await log.lag('nobody', ['offers', 'deliveries', 'kept'])).toHaveLength(6);
  });

  test('a topic that the cluster will not make is refused with its reason', async () => {
    const greedy = await open({ replicationFactor: 50 });
    await expect(greedy.ensureTopics([aTopic()])).rejects.toMatchObject({
      code: 'LOG_REFUSED',
      details: { reason: expect.stringContaining('Replication-factor') as string },
    });
  });

  test('a second consumer of a group can be given its place at the end while the first is there', async () => {
    await create({});
    await log.publish(someRecords(5));
    const first = await consume(log, { from: 'end' }, async () => undefined);
    const second = await log.consume(options({ from: 'end' }), async () => undefined);
    expect(await totalLag(log)).toBe(0n);
    await Promise.all([first.close(), second.close()]);
  });

  test('a topic that is deleted ends its consumer, and every failure names it', async () => {
    await create({});
    await log.publish(someRecords(5));
    const { consumer } = await gather(log, { expect: 5 });
    await admin.deleteTopics({ topics: [jobs()] });
    const named = expect.stringContaining('(jobs)') as string;
    await Promise.all([
      expect(consumer.finished).rejects.toMatchObject({ code: 'LOG_CONSUMER_CRASHED', details: { reason: named } }),
      expect(totalLag(log)).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE', details: { reason: named } }),
      expect(readAll(log)).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE', details: { reason: named } }),
    ]);
  });

  async function deleteBefore(offset: string): Promise<void> {
    // kafkajs knows the leaders of a topic only after it has asked for something else.
    await admin.fetchTopicOffsets(jobs());
    await admin.deleteTopicRecords({ topic: jobs(), partitions: [{ partition: 0, offset }] });
  }

  async function settingsOf(name: string): Promise<Record<string, string>> {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topicPrefix + name }],
    });
    return Object.fromEntries(
      resources.flatMap(({ configEntries }) => configEntries.map((each) => [each.configName, each.configValue])),
    );
  }
});
