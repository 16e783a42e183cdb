import type { Admin } from 'kafkajs';
import type { PartitionLag } from '../port.ts';
import type { KafkaConnection } from './connection.ts';

/** Where a partition begins and ends, and what a group committed; undefined when it never did. */
interface GroupPlace {
  readonly partition: number;
  readonly low: bigint;
  readonly end: bigint;
  readonly committed: bigint | undefined;
}

/** How far a group is behind on each partition of a topic. A group that never committed is behind by all there is. */
export async function lagOf(admin: Admin, groupId: string, topic: string): Promise<Omit<PartitionLag, 'topic'>[]> {
  return (await placesOf(admin, groupId, topic)).map(({ partition, low, end, committed }) => {
    const from = committed === undefined || committed < low ? low : committed;
    return { partition, committed: from, end, lag: end > from ? end - from : 0n };
  });
}

/**
 * Commits the end of each partition that the group has no offset for. Without it the group would begin at the end as it
 * is when its first member fetches, and again at each start until its first commit, and miss what came in between.
 */
export async function beginAtEnd(
  connection: KafkaConnection,
  groupId: string,
  topics: readonly string[],
): Promise<void> {
  const fresh = await Promise.all(
    topics.map(async (topic) => {
      const places = await placesOf(connection.admin, groupId, topic);
      const begin = places.filter(({ committed }) => committed === undefined);
      return { topic, partitions: begin.map(({ partition, end }) => ({ partition, offset: end.toString() })) };
    }),
  );
  const missing = fresh.filter(({ partitions }) => partitions.length > 0);
  if (missing.length === 0) return;
  await connection.withCluster(async (cluster) => {
    const coordinator = await cluster.findGroupCoordinator({ groupId });
    try {
      // No member and no generation: the coordinator takes it while nobody is in the group.
      await coordinator.offsetCommit({ groupId, memberId: '', groupGenerationId: -1, topics: missing });
    } catch (error) {
      // Somebody is in it, who has done the same.
      if ((error as { type?: string }).type !== 'UNKNOWN_MEMBER_ID') throw error;
    }
  });
}

async function placesOf(admin: Admin, groupId: string, topic: string): Promise<GroupPlace[]> {
  const [ends, groups] = await Promise.all([
    admin.fetchTopicOffsets(topic),
    admin.fetchOffsets({ groupId, topics: [topic] }),
  ]);
  const committed = new Map(
    groups.flatMap(({ partitions }) => partitions).map((each) => [each.partition, each.offset]),
  );
  return ends
    .toSorted((one, other) => one.partition - other.partition)
    .map(({ partition, low, high }) => {
      // A negative offset is Kafka's way to say that there is none.
      const offset = BigInt(committed.get(partition) ?? -1);
      return { partition, low: BigInt(low), end: BigInt(high), committed: offset < 0n ? undefined : offset };
    });
}
