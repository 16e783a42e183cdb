import { describeWithSecured } from '@relais/testkit';
import { expect, test } from 'vitest';
import { type KafkaOptionsInput, openKafkaEventLog } from '../../src/index.ts';

await describeWithSecured('kafka', 'Kafka over TLS', ({ brokers, administrator, authority }) => {
  const open = async (options: Partial<KafkaOptionsInput> = {}) =>
    await openKafkaEventLog({ brokers: [...brokers], sasl: administrator, ssl: { ca: authority }, ...options });

  const refused = { code: 'LOG_REFUSED', retriable: false };

  test('what is published over TLS is read over TLS', async () => {
    const log = await open();
    await log.ensureTopics([{ name: 'secret', partitions: 1, cleanup: 'delete', retentionDays: 1, holds: '' }]);
    await log.publish([{ topic: 'secret', key: 'of_1', value: 'an offer', headers: {} }]);
    const values: (string | null)[] = [];
    for await (const records of log.read({ topic: 'secret' })) values.push(...records.map(({ value }) => value));
    expect(values).toEqual(['an offer']);
    await log.close();
  });

  // The client tries all of these again for some seconds: they wait together.
  test.concurrent('a broker whose certificate no trusted authority has signed is refused before a password is sent', async () => {
    await expect(open({ ssl: true })).rejects.toMatchObject(refused);
  });

  test.concurrent('a broker whose certificate bears another name is refused', async () => {
    const byAddress = brokers.map((broker) => broker.replace('localhost', '127.0.0.1'));
    await expect(open({ brokers: byAddress })).rejects.toMatchObject(refused);
  });

  test.concurrent('a broker that speaks TLS alone is not reached without', async () => {
    await expect(open({ ssl: false })).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
  });
});
