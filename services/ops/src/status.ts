import type { EventLog } from '@relais/event-log';
import type {
  Batch,
  DeliveryCounts,
  DeliveryState,
  Ledger,
  OfferStatistics,
  Operation,
  SubscriptionControl,
} from '@relais/ledger';
import { CONSUMER_GROUPS, TOPICS } from '@relais/vacancy';

export interface StatusSurroundings {
  readonly log: EventLog;
  readonly ledger: Ledger;
  readonly sources: readonly string[];
  readonly subscriptions: readonly { id: string; partner: string; channel: string }[];
}

/** How one partner's subscription stands. Counts by state of its deliveries. */
export interface SubscriptionStatus {
  readonly subscription: string;
  readonly partner: string;
  readonly channel: string;
  readonly states: Readonly<Record<DeliveryState, number>>;
  /** Rejected and failed deliveries by reason. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Why a person holds it back, who and since when; null when it is not held back. */
  readonly paused: string | null;
}

/** An operation as it is told: what was asked for and what came of it as objects. */
export type ToldOperation = Omit<Operation, 'request' | 'report'> & {
  readonly request: unknown;
  readonly report: Readonly<Record<string, unknown>> | null;
};

export interface Status {
  /** RFC 3339 instant. */
  readonly at: string;
  readonly sources: readonly {
    readonly source: string;
    readonly lastBatch: Batch | null;
    /** Its snapshots whose absences wait for a decision. */
    readonly held: number;
  }[];
  /** Snapshots whose absences wait for a decision, newest first, 50 at most; `heldCount` tells all. */
  readonly held: readonly Batch[];
  readonly heldCount: number;
  readonly offers: OfferStatistics;
  readonly subscriptions: readonly SubscriptionStatus[];
  /** The newest replays and comparisons. */
  readonly operations: readonly ToldOperation[];
  /** Records that a stage has not finished yet. */
  readonly backlog: { readonly enricher: number; readonly sink: number };
}

const NEWEST_OPERATIONS = 10;
const MOST_HELD = 50;

/** How everything stands now, from the ledger and the log. Cheap enough to be asked every second. */
export async function collectStatus(around: StatusSurroundings): Promise<Status> {
  const [offers, counts, controls, operations, enricher, sink, sources, held, heldCounts] = await Promise.all([
    around.ledger.offers.statistics(),
    around.ledger.deliveries.counts(),
    around.ledger.operations.controls(),
    around.ledger.operations.list({ limit: NEWEST_OPERATIONS, offset: 0 }),
    backlog(around.log, CONSUMER_GROUPS.enricher, TOPICS.observations.name),
    backlog(around.log, CONSUMER_GROUPS.sink, TOPICS.offers.name),
    Promise.all(around.sources.map((source) => lastBatch(around.ledger, source))),
    around.ledger.batches.held(MOST_HELD),
    around.ledger.batches.heldCounts(),
  ]);
  const subscriptions = around.subscriptions.map((one) => subscriptionStatus(one, counts, controls));
  const at = new Date().toISOString();
  return {
    at,
    sources: sources.map((one) => ({ ...one, held: heldCounts.get(one.source) ?? 0 })),
    held,
    heldCount: [...heldCounts.values()].reduce((sum, count) => sum + count, 0),
    offers,
    subscriptions,
    operations: operations.map(toldOperation),
    backlog: { enricher, sink },
  };
}

export function toldOperation({ request, report, ...operation }: Operation): ToldOperation {
  const told = report === null ? null : (JSON.parse(report) as ToldOperation['report']);
  return { ...operation, request: JSON.parse(request) as unknown, report: told };
}

/** Records of a topic that a group has not committed. */
export async function backlog(log: EventLog, group: string, topic: string): Promise<number> {
  const partitions = await log.lag(group, [topic]);
  return partitions.reduce((sum, partition) => sum + Number(partition.lag), 0);
}

async function lastBatch(ledger: Ledger, source: string) {
  const [batch] = await ledger.batches.list({ source, limit: 1, offset: 0 });
  return { source, lastBatch: batch ?? null };
}

function subscriptionStatus(
  subscription: StatusSurroundings['subscriptions'][number],
  counts: readonly DeliveryCounts[],
  controls: readonly SubscriptionControl[],
): SubscriptionStatus {
  const states = { due: 0, awaiting: 0, confirmed: 0, rejected: 0, failed: 0, removed: 0 };
  const reasons: Record<string, number> = {};
  for (const row of counts.filter((one) => one.subscription === subscription.id)) {
    states[row.state] += row.count;
    const spent = row.state === 'rejected' || row.state === 'failed';
    if (spent && row.reason !== null) reasons[row.reason] = (reasons[row.reason] ?? 0) + row.count;
  }
  return {
    subscription: subscription.id,
    partner: subscription.partner,
    channel: subscription.channel,
    states,
    reasons,
    paused: pausedBy(controls, subscription.id),
  };
}

function pausedBy(controls: readonly SubscriptionControl[], subscription: string): string | null {
  const control = controls.find((one) => one.subscription === subscription);
  if (control?.paused !== true) return null;
  return `${control.reason} (${control.changedBy}, ${new Date(control.changedAt).toISOString()})`;
}
