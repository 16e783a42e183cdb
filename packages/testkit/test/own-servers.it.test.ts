import { describeWithOwn, eventually, freshPrefix, sftpClient } from '@relais/testkit';
import { Redis } from 'ioredis';
import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';
import { expect, test } from 'vitest';

await describeWithOwn(['kafka'], 'a Kafka of its own', ({ kafka }) => {
  const endOffset = async (topic: string) => {
    const admin = client().admin();
    await admin.connect();
    const [partition] = await admin.fetchTopicOffsets(topic);
    await admin.disconnect();
    return partition?.high;
  };
  const client = () => new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING });

  test.for([
    ['a restart', () => kafka.restart()],
    ['a kill and a restart', () => kafka.kill().then(() => kafka.restart())],
  ] as const)('keeps acknowledged messages over %s', async ([, interrupt]) => {
    const topic = freshPrefix();
    const admin = client().admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
    await admin.disconnect();
    const producer = client().producer();
    await producer.connect();
    await producer.send({ topic, acks: -1, messages: [{ value: 'one' }, { value: 'two' }] });
    await producer.disconnect();
    await interrupt();
    expect(await eventually(() => endOffset(topic))).toBe('2');
  });
});

await describeWithOwn(['redis'], 'a Redis of its own', ({ redis }) => {
  test('keeps acknowledged writes over a kill and a restart', async () => {
    await withRedis(redis.url, (client) => client.set('key', 'kept'));
    await redis.kill();
    await redis.restart();
    expect(await withRedis(redis.url, (client) => client.get('key'))).toBe('kept');
  });
});

await describeWithOwn(['postgres'], 'a PostgreSQL of its own', ({ postgres }) => {
  test('keeps committed rows over a kill and a restart', async () => {
    await query(postgres.url, "create table offer as select 'kept' as state");
    await postgres.kill();
    await postgres.restart();
    expect(await query(postgres.url, 'select state from offer')).toEqual([{ state: 'kept' }]);
  });
});

await describeWithOwn(['sftp'], 'an OpenSSH of its own', ({ sftp }) => {
  test('drops open connections when killed, and is back with its files and its host key after a restart', async () => {
    const before = await sftpClient(sftp);
    await before.put(Buffer.from('kept'), `${sftp.directory}/offers.csv`);
    await sftp.kill();
    await expect(before.list(sftp.directory)).rejects.toThrow();
    await sftp.restart();
    const after = await sftpClient(sftp);
    expect(await after.get(`${sftp.directory}/offers.csv`)).toEqual(Buffer.from('kept'));
    await after.end();
  });
});

async function withRedis<T>(url: string, use: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url);
  try {
    return await use(client);
  } finally {
    client.disconnect();
  }
}

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
