import { describeWithSecured, freshPrefix } from '@relais/testkit';
import { expect, test } from 'vitest';
import { openRedisState, type RedisStateOptions } from '../../src/index.ts';

await describeWithSecured('redis', 'Redis over TLS', ({ url, authority }) => {
  const open = (options: Partial<RedisStateOptions> = {}) =>
    openRedisState({ url, tls: { ca: authority }, keyPrefix: `${freshPrefix()}:`, ...options });

  /** What the first call says. */
  async function refusal(options: Partial<RedisStateOptions>): Promise<unknown> {
    const state = open({ commandTimeoutMs: 2_000, ...options });
    try {
      return await state.ping().catch((error: unknown) => error);
    } finally {
      await state.close();
    }
  }

  test('what is written over TLS is read over TLS', async () => {
    const state = open();
    await state.values.set('cursor', '1');
    expect(await state.values.get('cursor')).toBe('1');
    await state.close();
  });

  test('a server whose certificate no trusted authority has signed is refused, and not tried again', async () => {
    expect(await refusal({ tls: {} })).toMatchObject({ code: 'STATE_CERTIFICATE_REFUSED', retriable: false });
  });

  test('a server whose certificate bears another name is refused, unless the settings name it', async () => {
    const byAddress = url.replace('localhost', '127.0.0.1');
    expect(await refusal({ url: byAddress })).toMatchObject({ code: 'STATE_CERTIFICATE_REFUSED' });
    const named = open({ url: byAddress, tls: { ca: authority, servername: 'localhost' } });
    await named.ping();
    await named.close();
  });

  test('a server that speaks TLS alone is not reached without', async () => {
    const plain = openRedisState({ url: url.replace('rediss:', 'redis:'), commandTimeoutMs: 500 });
    await expect(plain.ping()).rejects.toMatchObject({ code: 'STATE_UNAVAILABLE', retriable: true });
    await plain.close();
  });
});
