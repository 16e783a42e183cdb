import { once } from 'node:events';
import { sleep } from '@relais/runtime';
import { expect, test } from 'vitest';
import { type HotState, withLease } from '../../src/index.ts';
import { openAt, type Store } from '../store.ts';

/** A lease that is renewed in time by a process that stands still for some seconds. */
const LONG_MS = 4500;

const request = { id: 'x', names: ['x'] };

export function keptLeaseContract(store: () => Store): void {
  test('runs the work of one holder at a time and gives the lease up after it, also when the work fails', async () => {
    const state = store().open();
    const outcome = await withLease(lease(state, 'a'), () => withLease(lease(state, 'b'), async () => 'never'));
    expect(outcome).toEqual({ held: true, result: { held: false } });
    await expect(withLease(lease(state, 'b'), () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await withLease(lease(state, 'c'), async () => 'done')).toEqual({ held: true, result: 'done' });
  });

  test('keeps the lease for as long as the work lasts', async () => {
    const state = openAt(store().address);
    await withLease(lease(state, 'a', LONG_MS), async (signal) => {
      const until = Date.now() + LONG_MS * 1.1;
      while (Date.now() < until) {
        expect((await state.leases.acquire('b', [request], LONG_MS)).granted).toEqual([]);
        await sleep(20);
      }
      expect(signal.aborted).toBe(false);
    });
    await state.close();
  });

  test('aborts the work when the lease is lost, or the store cannot be asked until its end', async () => {
    const state = openAt(store().address);
    const lost = withLease(lease(state, 'a', 60), async (signal) => {
      await state.leases.release('a', ['x']);
      return await aborted(signal);
    });
    expect(await lost).toEqual({ held: true, result: 'aborted' });
    const cut = withLease(lease(state, 'a', 60), async (signal) => {
      await state.close();
      return await aborted(signal);
    });
    expect(await cut).toEqual({ held: true, result: 'aborted' });
  });
}

function lease(state: HotState, holder: string, ttlMs = 60_000) {
  return { leases: state.leases, holder, name: 'x', ttlMs, signal: new AbortController().signal };
}

/** On a busy machine the lease may have ended before this is asked for. */
async function aborted(signal: AbortSignal): Promise<string> {
  if (!signal.aborted) await once(signal, 'abort');
  return 'aborted';
}
