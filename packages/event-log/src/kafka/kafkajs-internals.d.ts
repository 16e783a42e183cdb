/**
 * The parts of kafkajs 2.2.4 below its public door that the driver needs: reading partitions without a consumer group,
 * and committing a first offset for a group that nobody is in. The version is pinned and patched, so they stay as they are.
 */
declare module 'kafkajs/src/cluster/index.js' {
  import type { ISocketFactory, KafkaConfig, Logger } from 'kafkajs';

  namespace Cluster {
    type Options = Omit<KafkaConfig, 'brokers' | 'logCreator' | 'logLevel'> & {
      readonly brokers: string[];
      readonly logger: Logger;
      readonly socketFactory: ISocketFactory;
      readonly metadataMaxAge: number;
      readonly allowAutoTopicCreation: boolean;
      readonly maxInFlightRequests: number | null;
      readonly isolationLevel: 0 | 1;
    };

    interface FetchedPartition {
      readonly partition: number;
      /** All records of all whole batches, control records and those before the offset asked for included. */
      readonly messages: readonly {
        readonly batchContext: { readonly firstOffset: string; readonly lastOffsetDelta: number };
      }[];
    }

    interface Broker {
      fetch(request: {
        maxWaitTime: number;
        minBytes: number;
        maxBytes: number;
        isolationLevel: 0 | 1;
        topics: { topic: string; partitions: { partition: number; fetchOffset: string; maxBytes: number }[] }[];
      }): Promise<{ responses: { topicName: string; partitions: FetchedPartition[] }[] }>;
      offsetCommit(request: {
        groupId: string;
        groupGenerationId: number;
        memberId: string;
        topics: { topic: string; partitions: { partition: number; offset: string }[] }[];
      }): Promise<unknown>;
    }
  }

  class Cluster {
    constructor(options: Cluster.Options);
    connect(): Promise<void>;
    disconnect(): Promise<void>;
    addTargetTopic(topic: string): Promise<void>;
    refreshMetadata(): Promise<void>;
    /** Node id to partitions. */
    findLeaderForPartitions(topic: string, partitions: number[]): Record<string, number[]>;
    findBroker(node: { nodeId: string }): Promise<Cluster.Broker>;
    findControllerBroker(): Promise<Cluster.Broker>;
    findGroupCoordinator(group: { groupId: string }): Promise<Cluster.Broker>;
  }
  export = Cluster;
}

declare module 'kafkajs/src/consumer/batch.js' {
  import type { KafkaMessage } from 'kafkajs';

  /** What one fetch brought from one partition. */
  class Batch {
    constructor(topic: string, fetchedOffset: string, fetched: { readonly messages: readonly unknown[] });
    /** From the offset asked for, without control records and aborted transactions. */
    readonly messages: KafkaMessage[];
  }
  export = Batch;
}
