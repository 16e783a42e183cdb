import type { Consumer, LogBatch, OutgoingRecord } from '@relais/event-log';
import type { Closeable } from '@relais/runtime';
import { CONSUMER_GROUPS, TOPICS } from '@relais/vacancy';
import { desires, readOffers } from './desire.ts';
import { Lane, type LaneSurroundings } from './lane.ts';
import { Controls } from './operations/controls.ts';
import { takeCommands } from './operations/take-commands.ts';
import { recordChanges } from './record-changes.ts';
import type { ActiveSubscription } from './subscription.ts';
import { sweepChanged, sweepDaily } from './sweep.ts';

export interface SinkOptions extends Omit<LaneSurroundings, 'controls'> {
  readonly subscriptions: readonly ActiveSubscription[];
}

export interface Sink extends Closeable {
  /** Rejects when the stage failed for good: the process is expected to end. */
  readonly finished: Promise<void>;
}

const BATCH_SIZE = 200;

/** Opens the third stage: offers in, partners that hold what they should out. */
export async function openSink(options: SinkOptions): Promise<Sink> {
  const stopping = new AbortController();
  await sweepChanged(options, options.subscriptions);
  const around = { ...options, controls: new Controls(options.ledger, options.clock) };
  const lanes = new Map(options.subscriptions.map((one) => [one.id, new Lane(around, one)]));
  const running = [...lanes.values()].map((lane) => lane.run(stopping.signal));
  const swept = sweepDaily(options, options.subscriptions, stopping.signal);
  // It may fail before anybody waits for it: `finished` tells.
  swept.catch(() => undefined);
  const stop = async () => {
    stopping.abort(new DOMException('the sink closes', 'AbortError'));
    await Promise.allSettled([...running, swept]);
  };
  try {
    const consumers = await startConsumers(options, lanes);
    return {
      finished: Promise.race([...consumers.map(({ finished }) => finished), swept]),
      async close() {
        await Promise.all(consumers.map((consumer) => consumer.close()));
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startConsumers(options: SinkOptions, lanes: ReadonlyMap<string, Lane>): Promise<Consumer[]> {
  const { log, ledger } = options;
  const offers = await log.consume(
    { group: CONSUMER_GROUPS.sink, topics: [TOPICS.offers.name], maxRecords: BATCH_SIZE, from: 'beginning' },
    (batch) => judgeBatch(options, batch, lanes),
  );
  const commands = await log.consume(
    { group: CONSUMER_GROUPS.sinkCommands, topics: [TOPICS.commands.name], maxRecords: 100, from: 'beginning' },
    (batch) => takeCommands(ledger, batch),
  );
  return [offers, commands];
}

/** Whoever looks at the logs hears of it too: the partners do not hear of an offer that nobody can read. */
async function tellPoison({ log, logger }: SinkOptions, poison: readonly OutgoingRecord[]): Promise<void> {
  await log.publish(poison);
  logger.error({ records: poison.length }, 'records of the offers do not fit their contract and stand in quarantine');
}

async function judgeBatch(options: SinkOptions, batch: LogBatch, lanes: ReadonlyMap<string, Lane>): Promise<void> {
  await options.views.room(batch.signal);
  const { offers, poison } = readOffers(batch.records);
  const { changes, views } = desires(offers, options.subscriptions, options.clock.now());
  const changed = await recordChanges(options, { changes });
  options.views.keep(changed, views);
  for (const subscription of new Set(changed.map((stored) => stored.delivery.subscription))) {
    lanes.get(subscription)?.nudge();
  }
  if (poison.length > 0) await tellPoison(options, poison);
}
