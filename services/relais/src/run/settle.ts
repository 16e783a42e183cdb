import type { Stores } from '@relais/configuration';
import { backlog } from '@relais/ops';
import { sleep } from '@relais/runtime';
import { CONSUMER_GROUPS, TOPICS } from '@relais/vacancy';

export interface Settling {
  readonly stores: Stores;
  /** How long nothing may move before the wait is given up, milliseconds. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

/** What is still on its way. */
export interface Unsettled {
  readonly enricher: number;
  readonly sink: number;
  readonly due: number;
  readonly awaiting: number;
  /** Commands that no stage has taken yet, and replays and comparisons under way. */
  readonly asked: number;
}

const LOOK_MS = 100;
const NEWEST_OPERATIONS = 100;

/**
 * Waits until every stage has caught up and every delivery that can be made now was made and answered.
 * Returns what is left: nothing, or what waits for a later attempt or an answer that did not come in time.
 */
export async function settle(settling: Settling): Promise<Unsettled> {
  let last = '';
  let movedAt = Date.now();
  for (;;) {
    const left = await unsettled(settling.stores);
    if (left.enricher + left.sink + left.due + left.awaiting + left.asked === 0) return left;
    const seen = JSON.stringify([left, await confirmedCount(settling.stores)]);
    if (seen !== last) movedAt = Date.now();
    last = seen;
    const idle = left.enricher + left.sink === 0;
    if (idle && Date.now() - movedAt > settling.patienceMs) return left;
    await sleep(LOOK_MS, settling.signal);
  }
}

async function unsettled({ log, ledger }: Stores): Promise<Unsettled> {
  const enricher = await backlog(log, CONSUMER_GROUPS.enricher, TOPICS.observations.name);
  const sink = await backlog(log, CONSUMER_GROUPS.sink, TOPICS.offers.name);
  const counts = await ledger.deliveries.counts();
  const inState = (state: string) =>
    counts.filter((row) => row.state === state).reduce((sum, row) => sum + row.count, 0);
  const asked = await askedOf({ log, ledger });
  return { enricher, sink, due: inState('due'), awaiting: inState('awaiting'), asked };
}

async function askedOf({ log, ledger }: Pick<Stores, 'log' | 'ledger'>): Promise<number> {
  const commands = TOPICS.commands.name;
  const bySink = await backlog(log, CONSUMER_GROUPS.sinkCommands, commands);
  const byEnricher = await backlog(log, CONSUMER_GROUPS.enricherCommands, commands);
  const operations = await ledger.operations.list({ limit: NEWEST_OPERATIONS, offset: 0 });
  const open = operations.filter(({ status }) => status === 'waiting' || status === 'running');
  return bySink + byEnricher + open.length;
}

async function confirmedCount({ ledger }: Stores): Promise<number> {
  const counts = await ledger.deliveries.counts();
  return counts.reduce((sum, row) => sum + (row.state === 'confirmed' || row.state === 'removed' ? row.count : 0), 0);
}
