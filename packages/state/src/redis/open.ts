import { stateErrors } from '../errors.ts';
import { assertLimit } from '../limit.ts';
import type { HotState, NamedValues, RateLimits } from '../port.ts';
import { RedisConnection } from './connection.ts';
import { redisLeases } from './leases.ts';
import { redisMatches } from './matches.ts';
import { redisMemory } from './memory.ts';
import { checkedRedisOptions, type RedisStateOptions } from './options.ts';

/**
 * Hot state in one Redis 7 (not in a Redis Cluster: the scripts reach keys that they learn on the way), for any number of
 * processes at once. Connects in the background; the first call waits for the connection.
 *
 * What survives:
 * - `kill -9` of a Relais process: everything it was told is done. Its leases end after their time.
 * - a restart or crash of Redis with an append-only file (`appendonly yes`, `appendfsync everysec`): the same, except that a
 *   power cut may take the last second or two. The views then miss what ingest and enricher will write again, and a lease may be
 *   given twice: fencing tokens still only grow.
 * - an emptied Redis: nothing. The views are rebuilt from the topics.
 *
 * A user of its own needs `~<prefix>* +@read +@write +@scripting +@connection +info +time`, and the server
 * `maxmemory-policy noeviction`.
 *
 * Errors: see `RedisConnection.run`; `STATE_OPTIONS_INVALID` at once; `STATE_EVICTS` by `ping`.
 */
export function openRedisState(options: RedisStateOptions, secrets: { password?: string } = {}): HotState {
  const checked = checkedRedisOptions(options);
  const connection = new RedisConnection(checked, secrets.password);
  const prefix = checked.keyPrefix;
  return {
    driver: 'redis',
    memory: redisMemory(connection, prefix),
    values: redisValues(connection, prefix),
    matches: redisMatches(connection, prefix),
    leases: redisLeases(connection, prefix),
    limits: redisLimits(connection, prefix),
    ping: async () => assertKeepsKeys(await connection.run((redis) => redis.info('memory'))),
    close: () => connection.close(),
  };
}

/** A Redis that may drop keys to make room drops leases first, and then one job has two writers. */
function assertKeepsKeys(info: string): void {
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1] ?? 'noeviction';
  const bounded = !/^maxmemory:0\s*$/m.test(info);
  if (bounded && policy !== 'noeviction') throw stateErrors.create('STATE_EVICTS', { policy });
}

function redisValues(connection: RedisConnection, prefix: string): NamedValues {
  const key = `${prefix}values`;
  return {
    get: (name) => connection.run((redis) => redis.hget(key, name)),
    set: async (name, value) => void (await connection.run((redis) => redis.hset(key, name, value))),
  };
}

function redisLimits(connection: RedisConnection, prefix: string): RateLimits {
  return {
    async take(name, limit, tokens = 1) {
      assertLimit(name, limit, tokens);
      const values = [1_000_000 / limit.perSecond, limit.burst, tokens];
      return (await connection.run((redis) => redis.takeTokens(1, [`${prefix}limit:${name}`], values))) as number;
    },
  };
}
