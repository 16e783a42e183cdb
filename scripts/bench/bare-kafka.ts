import { Kafka, logLevel, Partitioners } from 'kafkajs';

export interface BareRun {
  readonly messages: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly messagesPerSecond: number;
}

const TOPIC = 'bare';
const BATCH = 500;
const PARTITIONS = 6;

/** Produces the messages and consumes them at the same time, with kafkajs alone: what any Kafka pipeline in Node starts from. */
export async function bareKafka(brokers: readonly string[], messages: readonly string[]): Promise<BareRun> {
  const kafka = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });
  await makeTopic(kafka);
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  const consumer = kafka.consumer({ groupId: 'bare', maxWaitTimeInMs: 100 });
  await Promise.all([producer.connect(), consumer.connect()]);
  await consumer.subscribe({ topic: TOPIC, fromBeginning: true });
  const all = Promise.withResolvers<void>();
  let consumed = 0;
  await consumer.run({
    eachBatch: async ({ batch }) => {
      consumed += batch.messages.length;
      if (consumed >= messages.length) all.resolve();
    },
  });
  const startedAt = performance.now();
  for (let from = 0; from < messages.length; from += BATCH) {
    const slice = messages.slice(from, from + BATCH).map((value, index) => ({ key: String(from + index), value }));
    await producer.send({ topic: TOPIC, acks: -1, messages: slice });
  }
  await all.promise;
  const seconds = (performance.now() - startedAt) / 1000;
  await Promise.all([producer.disconnect(), consumer.disconnect()]);
  const bytes = messages.reduce((sum, message) => sum + Buffer.byteLength(message), 0);
  return { messages: messages.length, bytes, seconds, messagesPerSecond: messages.length / seconds };
}

async function makeTopic(kafka: Kafka): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: PARTITIONS }], waitForLeaders: true });
  await admin.disconnect();
}
