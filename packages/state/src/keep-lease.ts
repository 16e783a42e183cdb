import { setTimeout as wait } from 'node:timers/promises';
import type { Leases } from './port.ts';

export interface KeptLease {
  readonly leases: Leases;
  /** Who holds it; unique per process. */
  readonly holder: string;
  readonly name: string;
  readonly ttlMs: number;
  readonly signal: AbortSignal;
}

/**
 * Runs `work` while holding the lease and prolongs it at a third of its time. The signal that `work` gets aborts when
 * the lease is lost or the outer signal aborts. Returns `held: false` without running anything when somebody else has it.
 */
export async function withLease<Result>(
  lease: KeptLease,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<{ held: true; result: Result } | { held: false }> {
  const { leases, holder, name, ttlMs } = lease;
  const heldUntil = performance.now() + ttlMs;
  const { granted } = await leases.acquire(holder, [{ id: name, names: [name] }], ttlMs);
  if (granted.length === 0) return { held: false };
  const ended = new AbortController();
  const lost = new AbortController();
  const keeping = keep(lease, { heldUntil, ended: ended.signal, lost });
  try {
    return { held: true, result: await work(AbortSignal.any([lease.signal, lost.signal])) };
  } finally {
    ended.abort();
    await keeping;
    // What cannot be given up ends by itself, and says nothing about the work.
    await leases.release(holder, [name]).catch(() => undefined);
  }
}

interface Keeping {
  /** On the monotonic clock, reckoned from before the store was asked, so never later than in the store. */
  readonly heldUntil: number;
  readonly ended: AbortSignal;
  readonly lost: AbortController;
}

/** Never rejects. The lease is lost when the store says so, and at the latest when its time is over without a prolongation. */
async function keep({ leases, holder, name, ttlMs }: KeptLease, { heldUntil, ended, lost }: Keeping): Promise<void> {
  const lose = () => lost.abort(new DOMException(`the lease ${name} was lost`, 'AbortError'));
  let end = setTimeout(lose, heldUntil - performance.now());
  while (!lost.signal.aborted) {
    const slept = await wait(ttlMs / 3, true, { signal: ended }).catch(() => false);
    if (!slept) break;
    const asked = performance.now();
    const gone = await leases.extend(holder, [name], ttlMs).catch(() => null);
    if (gone === null) continue;
    clearTimeout(end);
    if (gone.length > 0) lose();
    else end = setTimeout(lose, asked + ttlMs - performance.now());
  }
  clearTimeout(end);
}
