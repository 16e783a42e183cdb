import { Redis } from 'ioredis';
import type { RedisAddress } from './component.ts';
import { findProgram, machineEngine } from './engine.ts';
import { freePort } from './free-port.ts';
import type { Recipe } from './recipe.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/**
 * Redis with an append-only file: every acknowledged write is handed to the kernel before the answer, so that it survives the
 * end of the process, though not of the machine (appendfsync everysec).
 */
export const redisRecipe: Recipe<RedisAddress> = {
  component: 'redis',
  fromAddress: (address) => ({ url: address }),
  fromMachine: async () => {
    const command = findProgram('redis-server');
    if (!command) return { ok: false, reason: 'no redis-server on this machine' };
    const [directory, port] = [temporaryDirectory(), await freePort()];
    const settings = {
      port,
      bind: '127.0.0.1',
      dir: directory.path,
      save: '',
      appendonly: 'yes',
      appendfsync: 'everysec',
    };
    const engine = machineEngine({
      command,
      args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
      stopSignal: 'SIGTERM',
      forget: directory.remove,
    });
    return { ok: true, engine, address: { url: `redis://127.0.0.1:${port}` } };
  },
  container: () => ({
    image: 'redis:7.2',
    port: 6379,
    command: ['redis-server', '--appendonly', 'yes', '--appendfsync', 'everysec'],
    address: (host, port) => ({ url: `redis://${host}:${port}` }),
  }),
  probe: async ({ url }) => {
    const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 2000 });
    // A refused connection is reported by connect() itself.
    redis.on('error', () => undefined);
    try {
      await redis.connect();
      return `Redis ${/redis_version:(\S+)/.exec(await redis.info('server'))?.[1] ?? 'of an unknown version'}`;
    } finally {
      redis.disconnect();
    }
  },
};
