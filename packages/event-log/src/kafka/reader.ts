import { setTimeout as wait } from 'node:timers/promises';
import type Cluster from 'kafkajs/src/cluster/index.js';
import Batch from 'kafkajs/src/consumer/batch.js';
import type { LogRecord } from '../port.ts';
import { failureOf } from './failures.ts';
import { toLogRecord } from './records.ts';

/** A stretch of a partition: `next` moves up to `end`. */
interface Stretch {
  readonly partition: number;
  next: bigint;
  readonly end: bigint;
}

export interface TopicReading {
  readonly cluster: Cluster;
  /** The topic as the cluster names it, and as the port does. */
  readonly topic: string;
  readonly name: string;
  readonly stretches: readonly Stretch[];
  readonly signal: AbortSignal | undefined;
}

type Fetched = Awaited<ReturnType<Cluster.Broker['fetch']>>['responses'][number]['partitions'][number];

const FETCH = { minBytes: 1, maxWaitTime: 250, maxBytes: 4 * 1024 * 1024, isolationLevel: 1 } as const;
const BYTES_PER_PARTITION = 512 * 1024;
const TRIES = 6;
const PAUSE_MS = 200;

/**
 * Reads stretches of a topic straight from the partitions' leaders: no consumer group exists for it, so none is left
 * behind, and no rebalance is waited for.
 */
export async function* readStretches(reading: TopicReading): AsyncGenerator<readonly LogRecord[], void, void> {
  let open = reading.stretches.filter(({ next, end }) => next < end);
  while (open.length > 0) {
    for (const { stretch, fetched } of await fetchPatiently(reading, open)) {
      const records = advance(reading, stretch, await certainly(reading, stretch, fetched));
      reading.signal?.throwIfAborted();
      if (records.length > 0) yield records;
    }
    open = open.filter(({ next, end }) => next < end);
  }
}

/**
 * An answer for several partitions may be empty for one of them only because it was full, or because the next batch is
 * larger than one partition's share. Asked for alone, a partition gives at least one batch if it has any.
 */
async function certainly(reading: TopicReading, stretch: Stretch, fetched: Fetched): Promise<Fetched> {
  if (fetched.messages.length > 0) return fetched;
  const [alone] = await fetchPatiently(reading, [stretch]);
  return alone?.fetched ?? fetched;
}

/** The records of one answer that lie in the stretch, which moves on behind them. */
function advance({ topic, name }: TopicReading, stretch: Stretch, fetched: Fetched): LogRecord[] {
  const { messages } = new Batch(topic, stretch.next.toString(), fetched);
  stretch.next = behind(fetched) ?? stretch.end;
  return messages
    .map((message) => toLogRecord(name, stretch.partition, message))
    .filter(({ offset }) => offset < stretch.end);
}

/** The offset behind the last batch of an answer, which may lie behind its last record. No batch: the rest is a gap. */
function behind({ messages }: Fetched): bigint | undefined {
  const last = messages.at(-1);
  if (last === undefined) return undefined;
  const { firstOffset, lastOffsetDelta } = last.batchContext;
  return BigInt(firstOffset) + BigInt(lastOffsetDelta) + 1n;
}

async function fetchPatiently(reading: TopicReading, open: readonly Stretch[]) {
  for (let tries = 1; ; tries++) {
    try {
      return await fetchAll(reading, open);
    } catch (error) {
      if (tries === TRIES || !failureOf(error).retriable) throw error;
      await wait(PAUSE_MS * 2 ** tries, undefined, reading.signal === undefined ? {} : { signal: reading.signal });
      await reading.cluster.refreshMetadata().catch(() => undefined);
    }
  }
}

async function fetchAll({ cluster, topic }: TopicReading, open: readonly Stretch[]) {
  const byPartition = new Map(open.map((stretch) => [stretch.partition, stretch]));
  const leaders = cluster.findLeaderForPartitions(topic, [...byPartition.keys()]);
  const answers = await Promise.all(
    Object.entries(leaders).map(async ([nodeId, numbers]) => {
      const broker = await cluster.findBroker({ nodeId });
      const partitions = numbers.map((partition) => ({
        partition,
        fetchOffset: String(byPartition.get(partition)?.next),
        maxBytes: BYTES_PER_PARTITION,
      }));
      return await broker.fetch({ ...FETCH, topics: [{ topic, partitions }] });
    }),
  );
  return answers.flatMap(({ responses }) =>
    responses.flatMap(({ partitions }) =>
      partitions.flatMap((fetched) => {
        const stretch = byPartition.get(fetched.partition);
        return stretch === undefined ? [] : [{ stretch, fetched }];
      }),
    ),
  );
}
