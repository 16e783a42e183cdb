import { z } from 'zod';
import { stateErrors } from '../errors.ts';

/** How to reach Redis, as it may stand in a configuration file: no secret belongs here. */
export const redisStateOptionsSchema = z.strictObject({
  /** `redis://[user@]host[:port][/database]`, or `rediss://` for TLS. A password in it is refused. */
  url: z
    .url({ protocol: /^rediss?$/ })
    .refine((url) => URL.parse(url)?.password === '', 'holds a password; give it as a secret instead'),
  /** What every key begins with. Two installations on one Redis need two prefixes. */
  keyPrefix: z.string().min(1).default('relais:'),
  /** For `rediss://`: a certificate authority of one's own (PEM), and the name that the certificate must bear. */
  tls: z.strictObject({ ca: z.string().optional(), servername: z.string().optional() }).optional(),
  /** The time that a call may take in all, waits for a reconnect included. Milliseconds. */
  commandTimeoutMs: z.int().min(50).max(120_000).default(5000),
  /** How many calls may wait for a reconnect at once. */
  waitingLimit: z.int().min(1).default(1000),
});

export type RedisStateOptions = z.input<typeof redisStateOptionsSchema>;
export type CheckedRedisOptions = z.output<typeof redisStateOptionsSchema>;

/** Checks options that come from outside; throws `STATE_OPTIONS_INVALID`, which names paths and never values. */
export function checkedRedisOptions(options: RedisStateOptions): CheckedRedisOptions {
  const outcome = redisStateOptionsSchema.safeParse(options);
  if (outcome.success) return outcome.data;
  const faults = outcome.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw stateErrors.create('STATE_OPTIONS_INVALID', { faults });
}
