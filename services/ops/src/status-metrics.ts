import { type Logger, type Metrics, within } from '@relais/runtime';
import { TOPICS } from '@relais/vacancy';
import type { Status } from './status.ts';

/** A status that takes longer is left out of that look. */
const PATIENCE_MS = 5_000;

const FROM_STATUS = [
  'relais_deliveries',
  'relais_lag_records',
  'relais_batches_held',
  'relais_offers',
  'relais_offers_open',
] as const;

/** Has the metrics tell of the status before each look; while it cannot be had they say nothing of it. */
export function tellStatus(metrics: Metrics, status: () => Promise<Status>, logger: Logger): void {
  metrics.beforeLook(async () => {
    try {
      tell(metrics, await within(PATIENCE_MS, status(), () => new Error('no answer in time')));
    } catch (error) {
      logger.warn({ error }, 'the metrics go without the status');
      for (const name of FROM_STATUS) metrics.replace(name, []);
    }
  });
}

function tell(metrics: Metrics, { subscriptions, backlog, sources, offers }: Status): void {
  const deliveries = subscriptions.flatMap(({ subscription, states }) =>
    Object.entries(states).map(([state, value]) => ({ labels: { subscription, state }, value })),
  );
  metrics.replace('relais_deliveries', deliveries);
  metrics.replace('relais_lag_records', [
    { labels: { stage: 'enricher', topic: TOPICS.observations.name }, value: backlog.enricher },
    { labels: { stage: 'sink', topic: TOPICS.offers.name }, value: backlog.sink },
  ]);
  metrics.replace(
    'relais_batches_held',
    sources.map(({ source, held }) => ({ labels: { source }, value: held })),
  );
  const states = (['open', 'closed', 'merged'] as const).map((state) => ({ labels: { state }, value: offers[state] }));
  metrics.replace('relais_offers', states);
  const several = offers.withSeveralMembers;
  metrics.replace('relais_offers_open', [
    { labels: { members: 'one' }, value: offers.open - several },
    { labels: { members: 'several' }, value: several },
  ]);
}
