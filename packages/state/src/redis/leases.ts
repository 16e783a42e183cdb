import type { Leases } from '../port.ts';
import type { RedisConnection } from './connection.ts';

/**
 * Leases: one key per name that holds its holder and ends by itself. The fencing token is a counter that never lags behind
 * the server's clock in microseconds, so that it goes on growing even where Redis lost its last writes or all of them.
 */
export function redisLeases(connection: RedisConnection, prefix: string): Leases {
  const keysOf = (names: readonly string[]) => leaseKeys(prefix, names);

  return {
    async acquire(holder, requests, ttlMs) {
      const keys = [`${prefix}fence`, ...requests.flatMap((request) => keysOf(request.names))];
      const values = [holder, ttlMs, ...requests.map((request) => request.names.length)];
      const answer = await connection.run((redis) => redis.acquireLeases(keys.length, keys, values));
      const [fence, positions] = answer as [number, number[]];
      return {
        granted: named(
          positions,
          requests.map((request) => request.id),
        ),
        fence,
      };
    },
    async extend(holder, names, ttlMs) {
      const lost = await connection.run((redis) => redis.extendLeases(names.length, keysOf(names), [holder, ttlMs]));
      return named(lost as number[], names);
    },
    async release(holder, names) {
      await connection.run((redis) => redis.releaseLeases(names.length, keysOf(names), [holder]));
    },
  };
}

export function leaseKeys(prefix: string, names: readonly string[]): string[] {
  return names.map((name) => `${prefix}lease:${name}`);
}

function named(positions: readonly number[], names: readonly string[]): string[] {
  const wanted = new Set(positions);
  return names.filter((_, position) => wanted.has(position));
}
