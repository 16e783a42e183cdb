import { temporaryDirectory } from '@relais/testkit';
import { describe, expect, test } from 'vitest';
import { runSoak } from '../src/soak/soak.ts';

describe('some days and nights with faults in most readings', () => {
  test('end with every offer there once, none withdrawn by mistake, and books in balance', async () => {
    using directory = temporaryDirectory();
    const told: string[] = [];
    const onProgress = (line: string) => void told.push(line);
    const result = await runSoak({ nights: 4, offers: 250, seed: 7, directory: directory.path, onProgress });
    expect(result, told.join('\n')).toMatchObject({
      ...{ nights: 4, missing: 0, ghosts: 0, wrongWithdrawals: 0, outdated: 0, balanced: true },
    });
    expect(result.offers).toBeGreaterThan(200);
    expect(result.faults).toBeGreaterThan(10);
    expect(result.burst).toBeGreaterThan(200);
  });
});
