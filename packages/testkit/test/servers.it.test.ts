import { describeWith, freshDatabase, freshDirectory, freshPrefix, sftpClient } from '@relais/testkit';
import { Redis } from 'ioredis';
import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';
import { expect, test } from 'vitest';

await describeWith(['kafka'], 'the shared Kafka', ({ kafka }) => {
  test('gives back in order what was produced to a topic', async () => {
    const client = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.ERROR });
    const topic = freshPrefix();
    const admin = client.admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
    await admin.disconnect();
    const producer = client.producer();
    await producer.connect();
    await producer.send({ topic, messages: [{ value: 'one' }, { value: 'two' }] });
    await producer.disconnect();
    const consumer = client.consumer({ groupId: freshPrefix() });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const { promise, resolve } = Promise.withResolvers<void>();
    const read: string[] = [];
    await consumer.run({
      eachMessage: ({ message }) => {
        if (read.push(String(message.value)) === 2) resolve();
        return Promise.resolve();
      },
    });
    await promise;
    await consumer.disconnect();
    expect(read).toEqual(['one', 'two']);
  });
});

await describeWith(['redis'], 'the shared Redis', ({ redis }) => {
  test('gives back what was set', async () => {
    const [client, key] = [new Redis(redis.url), freshPrefix()];
    await client.set(key, '1');
    expect(await client.get(key)).toBe('1');
    client.disconnect();
  });
});

await describeWith(['postgres'], 'the shared PostgreSQL', ({ postgres }) => {
  test('keeps two fresh databases apart', async () => {
    const [first, second] = await Promise.all([freshDatabase(postgres), freshDatabase(postgres)]);
    expect(first).not.toBe(second);
    for (const connectionString of [first, second]) {
      const client = new Client({ connectionString });
      await client.connect();
      await client.query('create table offer (id int)');
      await client.end();
    }
  });
});

await describeWith(['sftp'], 'the shared OpenSSH', ({ sftp }) => {
  test('gives back a file that was put into a fresh directory', async () => {
    const [client, directory] = [await sftpClient(sftp), await freshDirectory(sftp)];
    await client.put(Buffer.from('a;b\n'), `${directory}/offers.csv`);
    expect(await client.get(`${directory}/offers.csv`)).toEqual(Buffer.from('a;b\n'));
    await client.end();
  });

  test('is refused when it shows another host key than the pinned one', async () => {
    const other = { ...sftp, hostKeyFingerprint: `SHA256:${'A'.repeat(43)}` };
    await expect(sftpClient(other)).rejects.toThrow(/host/i);
  });
});
