import { aborted, type Closeable, type Logger, sleep } from '@relais/runtime';
import { type HotState, withLease } from '@relais/state';
import { enricherErrors } from './errors.ts';

const LEASE_MS = 30_000;
const LOOK_AGAIN_MS = 1_000;
/** More than there are partitions to share out. */
const SEATS = 32;

/** Leases of which each enricher holds one while it runs: whoever holds them all knows that none runs, and none begins. */
export const ENRICHER_SEATS: readonly string[] = Array.from({ length: SEATS }, (_, at) => `enricher:${at}`);

interface SeatOptions {
  readonly state: HotState;
  readonly holder: string;
  readonly logger: Logger;
  /** Ends the wait for a seat. */
  readonly signal: AbortSignal;
}

/** A seat that is kept until it is closed. */
export interface Seat extends Closeable {
  /** Rejects when it was lost and every other is taken; ends when it is closed. */
  readonly finished: Promise<void>;
}

/** Waits for a free seat, and keeps it. One that was lost, with the hot state or while the process stood still, is replaced. */
export async function takeSeat(options: SeatOptions): Promise<Seat> {
  const closing = new AbortController();
  const seated = Promise.withResolvers<void>();
  const finished = keep(options, closing.signal, seated.resolve);
  const close = async () => {
    closing.abort();
    await finished.catch(() => undefined);
  };
  await Promise.race([seated.promise, finished, aborted(options.signal)]);
  if (options.signal.aborted) await close();
  options.signal.throwIfAborted();
  return { finished, close };
}

async function keep(options: SeatOptions, closed: AbortSignal, seated: () => void): Promise<void> {
  let [sat, told] = [false, false];
  while (!closed.aborted) {
    const outcome = await sit(options, closed, seated);
    if (outcome === 'taken' && sat) throw enricherErrors.create('ENRICHER_SEAT_LOST');
    if (outcome === 'taken' && !told)
      options.logger.warn('the ledger is being rebuilt: the enricher waits for the end');
    sat ||= outcome === 'held';
    told ||= outcome === 'taken';
    if (outcome !== 'held') await sleep(LOOK_AGAIN_MS, closed).catch(() => undefined);
  }
}

/** Held until it was lost or the stage closes, or nowhere free, or not known because the hot state does not answer. */
async function sit(
  { state: { leases }, holder, logger }: SeatOptions,
  closed: AbortSignal,
  seated: () => void,
): Promise<'held' | 'taken' | 'unknown'> {
  const work = async (held: AbortSignal) => {
    seated();
    await aborted(held);
  };
  try {
    for (const name of ENRICHER_SEATS) {
      const { held } = await withLease({ leases, holder, name, ttlMs: LEASE_MS, signal: closed }, work);
      if (held) return 'held';
    }
    return 'taken';
  } catch (error) {
    logger.warn({ error }, 'the lease that tells of this enricher could not be taken; asked for again in a moment');
    return 'unknown';
  }
}
