import { describeWith, freshPrefix } from '@relais/testkit';
import { test } from 'vitest';
import { openKafkaEventLog } from '../../src/index.ts';
import { readAll } from '../consuming.ts';
import { aTopic, someRecords } from '../log-place.ts';

const NAMES = ['observations', 'offers', 'deliveries', 'commands'];

await describeWith(['kafka'], 'an empty cluster of Apache Kafka', ({ kafka }) => {
  const start = async (topicPrefix: string) => {
    const log = await openKafkaEventLog({ brokers: [...kafka.brokers], topicPrefix });
    await log.ensureTopics(NAMES.map((name) => aTopic({ name, partitions: 12 })));
    for (const name of NAMES) await readAll(log, name);
    await log.publish(NAMES.flatMap((topic) => someRecords(3, { topic })));
    await log.lag('group', NAMES);
    await log.close();
  };

  test('is ready for each of several processes that start at once, whoever makes its topics', async () => {
    for (let cluster = 0; cluster < 4; cluster++) {
      const topicPrefix = `${freshPrefix()}.`;
      await Promise.all(Array.from({ length: 4 }, () => start(topicPrefix)));
    }
  });
});
