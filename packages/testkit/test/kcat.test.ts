import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@relais/testkit';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { obtainKcat } from '../src/kcat.ts';

describe('the kcat that the environment names', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  let path: string;
  beforeEach(() => {
    directory = temporaryDirectory();
    path = join(directory.path, 'kcat');
    vi.stubEnv('RELAIS_TEST_KCAT', path);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    directory.remove();
  });

  const saying = (version: string) => {
    writeFileSync(path, `#!/bin/sh\necho 'Version 1.7.1 (JSON, librdkafka ${version} builtin.features=ssl)'\n`);
    chmodSync(path, 0o755);
  };

  test.each(['2.6.1', '2.12.0-O0', '3.0.0'])('is taken as it is with librdkafka %s', async (version) => {
    saying(version);
    expect(await obtainKcat()).toMatchObject({ ok: true, server: { command: path, environment: {} } });
  });

  test.each(['2.6.0', '2.0.2', '1.9.2'])('is refused with librdkafka %s', async (version) => {
    saying(version);
    const reason = `kcat is linked against librdkafka ${version}, before 2.6.1`;
    expect(await obtainKcat()).toEqual({ ok: false, reason });
  });

  test('is missed by name where it is not', async () => {
    expect(await obtainKcat()).toEqual({ ok: false, reason: `spawn ${path} ENOENT` });
  });
});
