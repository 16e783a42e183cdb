import { isAbort, RelaisError } from '@relais/runtime';
import { type HotState, withLease } from '@relais/state';
import { contactEndsAt, TOPICS } from '@relais/vacancy';
import { desires, readOffers } from './desire.ts';
import type { LaneSurroundings } from './lane.ts';
import { Nudge } from './nudge.ts';
import { recordChanges } from './record-changes.ts';
import type { ActiveSubscription } from './subscription.ts';

type Sweeping = Omit<LaneSurroundings, 'controls'>;

/**
 * Judges every standing offer again for the subscriptions whose policy, filter or view has changed since the last start,
 * and for new ones: what a partner may no longer have is taken back, what it may now have becomes due.
 */
export async function sweepChanged(around: Sweeping, subscriptions: readonly ActiveSubscription[]): Promise<void> {
  const changed: ActiveSubscription[] = [];
  for (const subscription of subscriptions) {
    if ((await known(around.state, subscription)) !== subscription.fingerprint) changed.push(subscription);
  }
  if (changed.length === 0) return;
  // Cut off in the middle, it is begun again, also when the rules are by then what they were before.
  for (const { id } of changed) await around.state.values.set(fingerprintName(id), 'unfinished');
  for await (const offers of around.ledger.offers.scanOffers({ status: 'open' })) {
    await recordChanges(around, desires(offers, changed, around.clock.now()));
  }
  await judgeLate(around, changed);
  for (const subscription of changed) {
    await around.state.values.set(fingerprintName(subscription.id), subscription.fingerprint);
  }
}

const ENDED_NAME = 'contact-ends';
const DAY_MS = 86_400_000;
const LOOK_MS = 60_000;
const LEASE_MS = 30_000;

/**
 * Takes back what ends, day by day, until the signal aborts. When our own stores fail it is tried again in a moment; it rejects
 * for a bug alone.
 */
export async function sweepDaily(
  around: Sweeping,
  subscriptions: readonly ActiveSubscription[],
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await sweepEnded(around, subscriptions, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof RelaisError) && !isAbort(error)) throw error;
      around.logger.error({ error }, 'contact data that has ended was not taken back; tried again in a moment');
    }
    await new Nudge().wait(LOOK_MS, signal);
  }
}

/**
 * Once for each day that has ended in UTC, in one process at a time: judges the open offers anew whose contact data ended since
 * the last time, so that who holds it gets a version without. Days on which nobody was there are made up for.
 */
async function sweepEnded(
  around: Sweeping,
  subscriptions: readonly ActiveSubscription[],
  signal: AbortSignal,
): Promise<void> {
  const { holder, state } = around;
  const lease = { leases: state.leases, holder, name: ENDED_NAME, ttlMs: LEASE_MS, signal };
  await withLease(lease, (held) => judgeEnded(around, subscriptions, held));
}

async function judgeEnded(
  around: Sweeping,
  subscriptions: readonly ActiveSubscription[],
  signal: AbortSignal,
): Promise<void> {
  const at = around.clock.now();
  const swept = Number((await around.state.values.get(ENDED_NAME)) ?? 0);
  if (Math.floor(swept / DAY_MS) === Math.floor(at / DAY_MS)) return;
  for await (const offers of around.ledger.offers.scanOffers({ status: 'open' })) {
    signal.throwIfAborted();
    const ended = offers.filter(({ contact }) => {
      const end = contact === null ? Number.POSITIVE_INFINITY : contactEndsAt(contact);
      return swept - LATE_MS < end && end <= at;
    });
    await recordChanges(around, desires(ended, subscriptions, at));
  }
  await around.state.values.set(ENDED_NAME, String(at));
}

function known(state: HotState, subscription: ActiveSubscription): Promise<string | null> {
  return state.values.get(fingerprintName(subscription.id));
}

/** Name under which it is kept by which rules a subscription's offers were judged. */
export function fingerprintName(subscription: string): string {
  return `fingerprint:${subscription}`;
}

/** A row that comes later than this is published anew, by the enricher's successor, and judged like any other news. */
const LATE_MS = 600_000;

/**
 * Offers in the log whose row was not in the ledger yet when the rows were walked: what was judged of them, by the rules
 * of before, is judged again.
 */
async function judgeLate(around: Sweeping, changed: readonly ActiveSubscription[]): Promise<void> {
  const { clock, log } = around;
  const since = clock.now() - LATE_MS;
  for await (const records of log.read({ topic: TOPICS.offers.name })) {
    const { offers } = readOffers(records.filter(({ timestamp }) => timestamp >= since));
    await recordChanges(around, desires(offers, changed, clock.now()));
  }
}
