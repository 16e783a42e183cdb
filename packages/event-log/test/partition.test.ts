import * as fc from 'fast-check';
import { Partitioners } from 'kafkajs';
import { expect, test } from 'vitest';
import { partitionOf } from '../src/partition.ts';

test('a key goes to the partition that the clients of Apache Kafka choose for it', () => {
  const choose = Partitioners.DefaultPartitioner();
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 50 }), (key, partitions) => {
      const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => aPartition(partitionId));
      const message = { key, value: null };
      expect(partitionOf(key, partitions)).toBe(choose({ topic: 'jobs', partitionMetadata, message }));
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['', 681],
  ['vdab:1', 551],
  ['forem:éàß-日本', 386],
])('the partition of %j never changes', (key, partition) => {
  expect(partitionOf(key, 1000)).toBe(partition);
});

function aPartition(partitionId: number) {
  return { partitionId, partitionErrorCode: 0, leader: 1, replicas: [1], isr: [1] };
}
