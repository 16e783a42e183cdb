import { describe, expect, test, vi } from 'vitest';
import { requiredComponents } from '../src/requirement.ts';
import { openSharedServers } from '../src/shared-servers.ts';

describe('the servers that test files share', () => {
  test('are accounted for by name: not needed, or skipped with the reason', async () => {
    vi.stubEnv('RELAIS_TEST_REDIS', 'redis://127.0.0.1:1');
    const servers = await openSharedServers();
    expect((await servers.obtain('redis')).ok).toBe(false);
    expect(await servers.account()).toEqual([
      'kafka     not needed by these tests',
      expect.stringMatching(/^redis {5}SKIPPED: RELAIS_TEST_REDIS is set, but its server does not answer/),
      'postgres  not needed by these tests',
      'sftp      not needed by these tests',
      'kcat      not needed by these tests',
    ]);
    await servers.close();
  });
});

describe('RELAIS_REQUIRE', () => {
  test('lists components', () => {
    vi.stubEnv('RELAIS_REQUIRE', 'kafka, sftp');
    expect(requiredComponents()).toEqual(['kafka', 'sftp']);
  });

  test('refuses a name that is no component', () => {
    vi.stubEnv('RELAIS_REQUIRE', 'kafka,oracle');
    expect(() => requiredComponents()).toThrow(/"oracle"/);
  });
});
