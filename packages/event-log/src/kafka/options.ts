import { z } from 'zod';

const pem = z.string().min(1);

/** What the Kafka driver needs to know. Every member but `brokers` has a default that suits a cluster of one's own. */
export const kafkaOptionsSchema = z.strictObject({
  /** Addresses to begin with, `host:port`. */
  brokers: z.array(z.string().regex(/^\S+:\d+$/, 'expected host:port')).min(1),
  clientId: z.string().min(1).default('relais'),
  /** True for TLS with the machine's own authorities; an object for other authorities or a client certificate, as PEM. */
  ssl: z
    .union([z.boolean(), z.strictObject({ ca: pem.optional(), cert: pem.optional(), key: pem.optional() })])
    .default(false),
  /** Login of Relais in the cluster. */
  sasl: z
    .strictObject({
      mechanism: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']),
      username: z.string().min(1),
      password: z.string().min(1),
    })
    .optional(),
  /** How records are compressed. */
  compression: z.enum(['gzip', 'zstd', 'none']).default('zstd'),
  /** How long a record waits for others to share a request with, milliseconds. */
  lingerMs: z.number().int().min(0).max(1000).default(5),
  /** Put before the name of every topic and group: several installations, or tests, on one cluster. */
  topicPrefix: z
    .string()
    .regex(/^[\w.-]{0,100}$/, 'expected letters, digits, dots, dashes and underscores')
    .default(''),
  /** Copies of each topic that `ensureTopics` makes; the cluster's own default where it is not given. */
  replicationFactor: z.number().int().positive().optional(),
  /** How long a consumer may be silent until its partitions go to others, milliseconds. */
  sessionTimeoutMs: z.number().int().min(6000).max(300_000).default(10_000),
});

export type KafkaOptions = z.output<typeof kafkaOptionsSchema>;
export type KafkaOptionsInput = z.input<typeof kafkaOptionsSchema>;
