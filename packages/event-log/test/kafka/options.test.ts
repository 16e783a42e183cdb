import { expect, test } from 'vitest';
import { kafkaOptionsSchema } from '../../src/index.ts';

test('brokers are all that a cluster of one’s own needs', () => {
  expect(kafkaOptionsSchema.parse({ brokers: ['kafka:9092'] })).toEqual({
    brokers: ['kafka:9092'],
    clientId: 'relais',
    ssl: false,
    compression: 'zstd',
    lingerMs: 5,
    topicPrefix: '',
    sessionTimeoutMs: 10_000,
  });
});

test.each([
  ['no brokers', { brokers: [] }],
  ['a broker without a port', { brokers: ['kafka'] }],
  ['a codec that kafkajs cannot have', { compression: 'snappy' }],
  ['a mechanism that is not known', { sasl: { mechanism: 'gssapi', username: 'relais', password: 'secret' } }],
  ['a prefix that is no topic name', { topicPrefix: 'a b' }],
  ['a session that brokers refuse', { sessionTimeoutMs: 100 }],
  ['a switch that would accept any certificate', { ssl: { rejectUnauthorized: false } }],
  ['a member that is not known', { acks: 1 }],
])('%s is refused', (_fault, some) => {
  expect(kafkaOptionsSchema.safeParse({ brokers: ['kafka:9092'], ...some }).success).toBe(false);
});
