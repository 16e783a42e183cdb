import { eventually, startService } from '@relais/testkit';
import { describe, expect, test } from 'vitest';

const talker = 'packages/testkit/test/programs/talker.ts';

describe('a service process', () => {
  test('can be waited for by a line or a JSON record on stdout', async () => {
    await using service = startService({ entry: talker });
    expect(await service.line(/^start/)).toBe('starting');
    expect(await service.json((record) => record['event'] === 'ready')).toEqual({ event: 'ready', port: 7 });
  });

  test('ends with its own exit code on SIGTERM', async () => {
    await using service = startService({ entry: talker });
    await service.line(/ready/);
    expect(await service.kill()).toEqual({ code: 3, signal: null });
    expect(service.stderr()).toBe('a warning\n');
  });

  test('ends at once on SIGKILL', async () => {
    await using service = startService({ entry: talker });
    await service.line(/ready/);
    expect(await service.kill('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
  });

  test('that ends before the awaited line fails the wait with what it wrote to stderr', async () => {
    await using service = startService({ entry: talker, args: ['--fail'] });
    await expect(service.line(/never/)).rejects.toThrow(/cannot go on/);
  });

  test.runIf(process.platform === 'linux')('does not outlive a starter that is killed', async () => {
    const starter = startService({ entry: 'packages/testkit/test/programs/starter.ts' });
    const { pid } = await starter.json((record) => typeof record['pid'] === 'number');
    process.kill(starter.pid, 'SIGKILL');
    await starter.exited;
    await eventually(() => hasEnded(Number(pid)), { what: 'the end of the service' });
  });
});

function hasEnded(pid: number): boolean {
  try {
    return process.kill(pid, 0) && false;
  } catch {
    return true;
  }
}
