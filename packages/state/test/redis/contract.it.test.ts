import { CloseStack } from '@relais/runtime';
import { describeWith, eventually, freshPrefix } from '@relais/testkit';
import { Redis } from 'ioredis';
import { openRedisState } from '../../src/index.ts';
import { stateContract } from '../state-contract.ts';
import type { Store } from '../store.ts';

await describeWith(['redis'], 'on a real Redis', ({ redis: { url } }) => {
  stateContract('redis', async () => openStore(url));
});

function openStore(url: string): Store {
  const closers = new CloseStack();
  const keyPrefix = `${freshPrefix()}:`;
  const observer = new Redis(url);
  closers.defer(() => observer.disconnect());
  const serverTime = async () => {
    const [seconds = 0, microseconds = 0] = (await observer.time()).map(Number);
    return seconds * 1000 + microseconds / 1000;
  };
  return {
    address: { driver: 'redis', url, keyPrefix },
    heldClock: false,
    open: () => closers.use(openRedisState({ url, keyPrefix })),
    standing: () => observer.hlen(`${keyPrefix}vacancies`),
    elapse: async (milliseconds) => {
      const until = (await serverTime()) + milliseconds;
      await eventually(async () => (await serverTime()) > until, { intervalMs: 2 });
    },
    close: () => closers.close(),
  };
}
