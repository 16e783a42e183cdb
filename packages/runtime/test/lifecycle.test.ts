import { describe, expect, test } from 'vitest';
import { aborted, CloseStack, instant, isAbort, sleep } from '../src/index.ts';
import { startProgram } from './child-program.ts';

describe('a stack of resources', () => {
  test('closes in reverse order, once', async () => {
    const closed: string[] = [];
    const stack = new CloseStack();
    const log = stack.use({ close: () => void closed.push('log') });
    stack.use({ close: async () => void closed.push('ledger') });
    stack.defer(() => void closed.push('server'));
    await stack.close();
    await stack.close();
    expect(closed).toEqual(['server', 'ledger', 'log']);
    expect(log.close).toBeTypeOf('function');
  });

  test('closes all when some fail, and then tells every failure', async () => {
    const closed: string[] = [];
    const stack = new CloseStack();
    stack.defer(() => void closed.push('first'));
    stack.defer(() => Promise.reject(new Error('late')));
    stack.defer(() => void closed.push('second'));
    stack.defer(() => {
      throw new Error('early');
    });
    const error: unknown = await stack.close().catch((reason: unknown) => reason);
    expect((error as AggregateError).errors).toMatchObject([{ message: 'early' }, { message: 'late' }]);
    expect(closed).toEqual(['second', 'first']);
    await expect(stack.close()).resolves.toBeUndefined();
  });
});

describe('a process that is asked to stop', () => {
  const DRAINING = `
    const signal = runtime.shutdownSignal();
    let now = 0;
    Date.now = () => now;
    process.on('SIGUSR2', () => { now += 1000; process.stdout.write('later\\n'); });
    process.on('SIGINT', () => process.stdout.write('asked\\n'));
    signal.addEventListener('abort', () => process.stdout.write('draining: ' + signal.reason.message + '\\n'));
    setInterval(() => undefined, 1000);
    process.stdout.write('ready\\n');`;

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('drains at the first signal, and ends at a later %s with %i', async (last, exit) => {
    const program = startProgram(DRAINING);
    await program.until('ready');
    program.process.kill('SIGINT');
    await program.until('draining: received SIGINT');
    program.process.kill('SIGINT');
    await program.until('asked\nasked');
    program.process.kill('SIGUSR2');
    await program.until('later');
    program.process.kill(last);
    expect(await program.ended).toBe(exit);
    expect(program.written().match(/draining/g)).toHaveLength(1);
  });

  test('ends by itself when it has nothing left to do', async () => {
    const program = startProgram(`
      const signal = runtime.shutdownSignal();
      process.stdout.write('ready\\n');
      await runtime.sleep(600_000, signal).catch((error) => process.stdout.write(String(runtime.isAbort(error))));`);
    await program.until('ready');
    program.process.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    expect(program.written()).toContain('true');
  });
});

test('a wait ends with the reason of its signal', async () => {
  const reason = new Error('the lease was lost');
  const controller = new AbortController();
  const waiting = sleep(600_000, controller.signal);
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  await expect(sleep(600_000, AbortSignal.abort(reason))).rejects.toBe(reason);
  await expect(sleep(0)).resolves.toBeUndefined();
});

test('the end of a wait by its signal is told from failures', () => {
  expect(isAbort(new DOMException('x', 'AbortError'))).toBe(true);
  expect(isAbort(Object.assign(new Error('x'), { code: 'ABORT_ERR' }))).toBe(true);
  expect(isAbort(new Error('x'))).toBe(false);
  expect(isAbort('AbortError')).toBe(false);
});

test('the end of a signal can be waited for, before it comes and after it came', async () => {
  const controller = new AbortController();
  const waited = aborted(controller.signal);
  controller.abort();
  await waited;
  await aborted(controller.signal);
  expect(controller.signal.aborted).toBe(true);
});

test('a moment is written in UTC with milliseconds', () => {
  expect(instant({ now: () => 0 })).toBe('1970-01-01T00:00:00.000Z');
});
