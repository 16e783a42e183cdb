import type { EventLog } from '@relais/event-log';
import { isAbort, type Metrics, RelaisError } from '@relais/runtime';
import type { Stores } from './open-stores.ts';

type Failed = (error: unknown) => void;

/** The same stores, with the metrics told of calls that fail, and of the records that the log takes and gives. */
export function meteredStores(stores: Stores, metrics: Metrics): Stores {
  const failedIn =
    (store: string): Failed =>
    (error) => {
      const code = error instanceof RelaisError ? error.code : 'UNEXPECTED';
      if (!isAbort(error)) metrics.add('relais_store_errors_total', { store, code });
    };
  return {
    log: counted(watched(stores.log, failedIn('log')), metrics),
    state: watched(stores.state, failedIn('state')),
    ledger: watched(stores.ledger, failedIn('ledger')),
    close: () => stores.close(),
  };
}

function counted(log: EventLog, metrics: Metrics): EventLog {
  return {
    driver: log.driver,
    ensureTopics: (topics) => log.ensureTopics(topics),
    async publish(records) {
      await log.publish(records);
      for (const [topic, count] of countByTopic(records))
        metrics.add('relais_records_published_total', { topic }, count);
    },
    consume: (options, handler) =>
      log.consume(options, async (batch) => {
        await handler(batch);
        metrics.add('relais_records_read_total', { topic: batch.topic }, batch.records.length);
      }),
    read: (options) => log.read(options),
    lag: (group, topics) => log.lag(group, topics),
    ping: () => log.ping(),
    close: () => log.close(),
  };
}

function countByTopic(records: readonly { topic: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { topic } of records) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return counts;
}

/** A store, or one of its parts, that tells of each call that fails and is otherwise as it was. */
function watched<Part extends object>(part: Part, failed: Failed): Part {
  const made = new Map<PropertyKey, unknown>();
  return new Proxy(part, {
    get(target, name) {
      if (!made.has(name)) made.set(name, watchedMember(target, Reflect.get(target, name, target), failed));
      return made.get(name);
    },
  });
}

function watchedMember(target: object, member: unknown, failed: Failed): unknown {
  if (typeof member === 'object' && member !== null) return watched(member, failed);
  if (typeof member !== 'function') return member;
  return (...given: unknown[]): unknown => {
    const outcome: unknown = Reflect.apply(member, target, given);
    if (outcome instanceof Promise) return told(outcome, failed);
    return isPaged(outcome) ? pages(outcome, failed) : outcome;
  };
}

async function told(outcome: Promise<unknown>, failed: Failed): Promise<unknown> {
  try {
    return await outcome;
  } catch (error) {
    failed(error);
    throw error;
  }
}

function isPaged(outcome: unknown): outcome is AsyncIterable<unknown> {
  return typeof outcome === 'object' && outcome !== null && Symbol.asyncIterator in outcome;
}

async function* pages(outcome: AsyncIterable<unknown>, failed: Failed): AsyncIterable<unknown> {
  try {
    yield* outcome;
  } catch (error) {
    failed(error);
    throw error;
  }
}
