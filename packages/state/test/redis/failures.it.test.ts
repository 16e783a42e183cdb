import type { RelaisError } from '@relais/runtime';
import { describeWithOwn, eventually, freshPrefix } from '@relais/testkit';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type HotState, openRedisState, type RedisStateOptions } from '../../src/index.ts';

const entries = (count: number, version = 1) =>
  Array.from({ length: count }, (_, index) => ({
    reference: `r${index}`,
    hash: 'h',
    version,
    live: true,
    endsAt: null,
    sourceVersion: null,
  }));

await describeWithOwn(['redis'], 'Redis in trouble', ({ redis: server }) => {
  const opened: HotState[] = [];
  let prefix = '';
  let operator: Redis;
  const open = (options: Partial<RedisStateOptions> = {}, secrets: { password?: string } = {}) => {
    const state = openRedisState({ url: server.url, keyPrefix: prefix, ...options }, secrets);
    opened.push(state);
    return state;
  };
  // Settings that a test changes end with the server's process.
  beforeEach(async () => {
    await server.restart();
    prefix = `${freshPrefix()}:`;
    operator = new Redis(server.url);
    operator.on('error', () => undefined);
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((state) => state.close()));
    operator.disconnect();
  });

  test('everything acknowledged is there after Redis was killed, and calls pass over the gap by themselves', async () => {
    const state = open({ commandTimeoutMs: 20_000 });
    await state.values.set('mark', 'made');
    await state.memory.put('vdab', entries(2000));
    await state.leases.acquire('a', [{ id: '1', names: ['x'] }], 60_000);
    await server.kill();
    const waiting = [
      state.memory.put('vdab', entries(100, 2)),
      state.values.set('cursor', '1'),
      state.values.get('mark'),
    ] as const;
    await server.restart();
    expect((await Promise.all(waiting))[2]).toBe('made');
    expect(await state.memory.countLive('vdab')).toBe(2000);
    expect((await state.memory.get('vdab', ['r99', 'r100'])).get('r99')?.version).toBe(2);
    expect((await state.leases.acquire('b', [{ id: '1', names: ['x'] }], 60_000)).granted).toEqual([]);
  });

  test('a Redis that is away fails a call at its deadline, retriable, and serves again when it is back', async () => {
    const state = open({ commandTimeoutMs: 200 });
    await state.ping();
    await server.kill();
    await expect(state.ping()).rejects.toMatchObject({ retriable: true });
    await server.restart();
    await eventually(async () => [await state.ping()]);
  });

  test('a call whose connection breaks under it is made again', async () => {
    const state = open({ commandTimeoutMs: 20_000 });
    await state.ping();
    await operator.client('PAUSE', 60_000, 'ALL');
    const underWay = [state.memory.put('vdab', entries(10)), state.limits.take('p', { perSecond: 1, burst: 1 })];
    await server.kill();
    await server.restart();
    expect(await Promise.all(underWay)).toEqual([undefined, 0]);
    expect(await state.memory.countLive('vdab')).toBe(10);
  });

  test('only so many calls wait for a reconnect', async () => {
    await server.kill();
    const state = open({ commandTimeoutMs: 100, waitingLimit: 2 });
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => state.ping()));
    const codes = outcomes.map((outcome) =>
      outcome.status === 'rejected' ? (outcome.reason as { code: string }).code : 'fulfilled',
    );
    expect(codes.toSorted()).toEqual(['STATE_OVERLOADED', 'STATE_UNAVAILABLE', 'STATE_UNAVAILABLE']);
  });

  test('calls that wait for a connection end when the state is closed', async () => {
    await server.kill();
    const state = open({ commandTimeoutMs: 60_000 });
    const waiting = expect(state.ping()).rejects.toMatchObject({ code: 'STATE_CLOSED' });
    await state.close();
    await waiting;
  });

  test('a Redis that does not answer fails a call at its deadline, and a late command is not sent later', async () => {
    const state = open({ commandTimeoutMs: 250 });
    await state.values.set('cursor', '1');
    await operator.client('PAUSE', 60_000, 'ALL');
    await expect(state.values.get('cursor')).rejects.toMatchObject({ retriable: true });
    await expect(state.values.set('cursor', 'late')).rejects.toMatchObject({ retriable: true });
    await server.kill();
    await server.restart();
    await eventually(async () => [await state.ping()]);
    expect(await state.values.get('cursor')).toBe('1');
  });

  test('an emptied Redis has lost its marks, and fencing tokens go on growing', async () => {
    const state = open();
    await state.values.set('mark', 'made');
    const before = await state.leases.acquire('a', [{ id: '1', names: ['x'] }], 60_000);
    await operator.flushall();
    expect(await state.values.get('mark')).toBeNull();
    const after = await state.leases.acquire('b', [{ id: '1', names: ['x'] }], 60_000);
    expect(after.granted).toEqual(['1']);
    expect(after.fence).toBeGreaterThan(before.fence);
  });

  test('scripts that the server forgot are sent again', async () => {
    const state = open();
    await state.memory.put('vdab', entries(10));
    await operator.script('FLUSH');
    await Promise.all([1, 2, 3].map((version) => state.memory.put('vdab', entries(10, version))));
    expect((await state.memory.get('vdab', ['r1'])).get('r1')?.version).toBe(3);
  });

  test('a master that became a replica is left, and writes pass when a master is there again', async () => {
    const state = open({ commandTimeoutMs: 10_000 });
    await state.memory.put('vdab', entries(10));
    await operator.replicaof('127.0.0.1', 1);
    const brief = open({ commandTimeoutMs: 500 });
    await expect(brief.memory.put('vdab', entries(10, 2))).rejects.toMatchObject({ retriable: true });
    const [put] = await Promise.all([state.memory.put('vdab', entries(10, 2)), operator.replicaof('NO', 'ONE')]);
    expect(put).toBeUndefined();
    expect((await state.memory.get('vdab', ['r1'])).get('r1')?.version).toBe(2);
  });

  test('a full Redis refuses a change as a whole', async () => {
    const state = open();
    await state.matches.apply({ put: [{ vacancyKey: 'v', offerId: 'o', signature: '', keys: ['old'] }], remove: [] });
    await operator.config('SET', 'maxmemory', '1');
    const change = { put: [{ vacancyKey: 'v', offerId: 'o', signature: '', keys: ['new'] }], remove: ['v'] };
    await expect(state.matches.apply(change)).rejects.toMatchObject({ code: 'STATE_FULL', retriable: true });
    await operator.config('SET', 'maxmemory', '0');
    expect(await state.matches.lookup(['old', 'new'], 10)).toMatchObject([{ keys: ['old'] }]);
  });

  test('a Redis that drops keys is found out by ping', async () => {
    const state = open();
    await operator.config('SET', 'maxmemory', '1gb');
    await operator.config('SET', 'maxmemory-policy', 'volatile-lru');
    await expect(state.ping()).rejects.toMatchObject({ code: 'STATE_EVICTS', details: { policy: 'volatile-lru' } });
    await operator.config('SET', 'maxmemory-policy', 'noeviction');
    await state.ping();
  });

  test('a wrong password is told apart and never shown', async () => {
    await operator.config('SET', 'requirepass', 'right-password');
    const wrong = open({ commandTimeoutMs: 300 }, { password: 'wrong-password' });
    const failure = await eventually(async () => {
      const error = await wrong.ping().catch((reason: unknown) => reason as RelaisError);
      return error?.code === 'STATE_ACCESS_DENIED' ? error : undefined;
    });
    expect(failure.retriable).toBe(false);
    expect(JSON.stringify(failure, allProperties)).not.toContain('wrong-password');
    await open({}, { password: 'right-password' }).ping();
  });

  test('a user with rights on the prefix alone is enough, and one without rights is told so', async () => {
    const rights = ['+@read', '+@write', '+@scripting', '+@connection', '+info', '+time'];
    await operator.acl('SETUSER', 'relais', 'on', '>secret', `~${prefix}*`, ...rights);
    const url = server.url.replace('://', '://relais@');
    const state = open({ url }, { password: 'secret' });
    const entry = { vacancyKey: 'v', offerId: 'o', signature: '', keys: ['k'] };
    await state.ping();
    await state.memory.put('vdab', entries(3));
    await state.matches.apply({ put: [entry], remove: [] });
    expect(await state.matches.lookup(['k'], 1)).toEqual([entry]);
    expect((await state.leases.acquire('a', [{ id: '1', names: ['x'] }], 1000)).granted).toEqual(['1']);
    expect(await state.limits.take('p', { perSecond: 1, burst: 1 })).toBe(0);
    const elsewhere = open({ url, keyPrefix: 'elsewhere:' }, { password: 'secret' });
    await expect(elsewhere.values.get('mark')).rejects.toMatchObject({ code: 'STATE_ACCESS_DENIED' });
    await expect(elsewhere.memory.put('vdab', entries(1))).rejects.toMatchObject({ code: 'STATE_ACCESS_DENIED' });
  });

  test('a value of somebody else under the prefix is told, not misread', async () => {
    const state = open();
    await operator.hset(`${prefix}memory:vdab`, 'a', 'nonsense');
    await expect(state.memory.get('vdab', ['a'])).rejects.toMatchObject({ code: 'STATE_DAMAGED' });
    await operator.hset(`${prefix}vacancies`, 'v', 'nonsense');
    await expect(state.matches.get(['v'])).rejects.toMatchObject({ code: 'STATE_DAMAGED' });
  });

  test('leaves no key behind for leases and buckets that are over', async () => {
    const state = open();
    await state.leases.acquire('a', [{ id: '1', names: ['x'] }], 20);
    await state.limits.take('p', { perSecond: 100, burst: 5 });
    await eventually(async () => (await operator.keys(`${prefix}*`)).join() === `${prefix}fence`);
  });
});

/** A JSON replacer that shows what errors keep from JSON. */
function allProperties(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return Object.fromEntries(
    Object.getOwnPropertyNames(value).map((name) => [name, (value as unknown as Record<string, unknown>)[name]]),
  );
}
