import { Redis } from 'ioredis';
import { CERTIFIED_HOST, makeCertificate } from './certificate.ts';
import type { RedisAddress, Secured } from './component.ts';
import { findProgram, machineEngine } from './engine.ts';
import { freePort } from './free-port.ts';
import type { MachineRecipe, Recipe } from './recipe.ts';
import { type TemporaryDirectory, temporaryDirectory } from './temporary-directory.ts';

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
    const engine = engineOf(command, directory, { port: String(port) });
    return { ok: true, engine, address: { url: `redis://127.0.0.1:${port}` } };
  },
  container: () => ({
    image: 'redis:7.4-alpine',
    port: 6379,
    command: ['redis-server', '--appendonly', 'yes', '--appendfsync', 'everysec'],
    address: (host, port) => ({ url: `redis://${host}:${port}` }),
  }),
  probe,
};

/** The same over TLS alone. */
export const securedRedisRecipe: MachineRecipe<Secured<RedisAddress>> = {
  component: 'redis',
  fromMachine: async () => {
    const command = findProgram('redis-server');
    if (!command) return { ok: false, reason: 'no redis-server on this machine' };
    const [directory, port] = [temporaryDirectory(), await freePort()];
    const made = await makeCertificate(directory.path);
    if (!made.ok) return made;
    const { authority, authorityPath, keyPath } = made.certificate;
    const files = { 'tls-cert-file': authorityPath, 'tls-key-file': keyPath, 'tls-ca-cert-file': authorityPath };
    const engine = engineOf(command, directory, {
      port: '0',
      'tls-port': String(port),
      'tls-auth-clients': 'no',
      ...files,
    });
    return { ok: true, engine, address: { url: `rediss://${CERTIFIED_HOST}:${port}`, authority } };
  },
  probe,
};

function engineOf(command: string, directory: TemporaryDirectory, doors: Readonly<Record<string, string>>) {
  const settings = {
    ...doors,
    bind: '127.0.0.1',
    dir: directory.path,
    save: '',
    appendonly: 'yes',
    appendfsync: 'everysec',
  };
  return machineEngine({
    command,
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    stopSignal: 'SIGTERM',
    forget: directory.remove,
  });
}

async function probe({ url, authority }: Pick<RedisAddress, 'url'> & { authority?: string }): Promise<string> {
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: 2000,
    ...(authority === undefined ? {} : { tls: { ca: authority } }),
  });
  // A refused connection is reported by connect() itself.
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return `Redis ${/redis_version:(\S+)/.exec(await redis.info('server'))?.[1] ?? 'of an unknown version'}`;
  } finally {
    redis.disconnect();
  }
}
