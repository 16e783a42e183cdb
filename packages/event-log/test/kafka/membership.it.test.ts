import { describeWith, eventually, freshPrefix } from '@relais/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EventLog, LogRecord } from '../../src/index.ts';
import { consume, gather, numbers, PATIENCE, sorted, totalLag, valuesOf } from '../consuming.ts';
import { aTopic, openLog, someRecords } from '../log-place.ts';

/** What a broker takes to notice the end of a session. */
const NOTICED_MS = 2500;
const SHORT_SESSION_MS = 6000;
/** A machine may stand still for so long and no consumer is lost. */
const LONG_SESSION_MS = 120_000;

await describeWith(['kafka'], 'membership of a group in Apache Kafka', ({ kafka }) => {
  const opened: EventLog[] = [];
  let topicPrefix: string;
  const open = async (sessionMs = LONG_SESSION_MS) => {
    const log = await openLog({ driver: 'kafka', brokers: kafka.brokers, topicPrefix }, sessionMs);
    opened.push(log);
    return log;
  };
  let log: EventLog;
  beforeEach(async () => {
    topicPrefix = `${freshPrefix()}.`;
    log = await open();
    await log.ensureTopics([aTopic()]);
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(async (each) => await each.close()));
  });

  test('a handler is told when another consumer joins, and what it then finishes is not handed out again', async () => {
    await log.publish(someRecords(60));
    const seen: LogRecord[] = [];
    let isShared = false;
    await consume(log, {}, async ({ records, signal }) => {
      seen.push(...records);
      // What comes after the other has joined may come in several batches, of which each must end for the next to come.
      await eventually(() => isShared || signal.aborted, PATIENCE);
    });
    await eventually(() => seen.length > 0, PATIENCE);
    const other = await gather(await open(), { expect: 0 });
    isShared = true;
    await log.publish(someRecords(60, { value: 'later' }));
    await eventually(() => seen.length + other.seen.length >= 120, PATIENCE);

    await opened[0]?.close();
    await eventually(async () => (await totalLag(opened[1] ?? log)) === 0n, PATIENCE);
    const early = valuesOf([...seen, ...other.seen]).filter((value) => value !== 'later');
    expect(sorted(early)).toEqual(sorted(numbers(0, 60)));
  });

  test('a batch that its handler gives up when another consumer joins is handed out again', async () => {
    await log.publish(someRecords(60));
    const started = Promise.withResolvers<void>();
    let givenUp = 0;
    const finished: LogRecord[] = [];
    await consume(log, {}, async ({ records, signal }) => {
      if (givenUp > 0) return void finished.push(...records);
      started.resolve();
      await eventually(() => signal.aborted, PATIENCE);
      givenUp += 1;
      signal.throwIfAborted();
    });
    await started.promise;
    const other = await gather(await open(), { expect: 0 });
    await eventually(async () => (await totalLag(log)) === 0n, PATIENCE);
    expect(givenUp).toBeGreaterThan(0);
    expect(sorted(valuesOf([...finished, ...other.seen]))).toEqual(sorted(numbers(0, 60)));
  });

  test('a handler may take longer than the session: its consumer stays in the group', async () => {
    await log.publish(someRecords(10, { key: 'adg:1' }));
    const begun = Date.now();
    let batches = 0;
    let stills = 0;
    const consumer = await consume(await open(SHORT_SESSION_MS), {}, async ({ signal }) => {
      batches += 1;
      let lookedAt = Date.now();
      const looked = () => {
        // A process that stands still for a session sends no heartbeat: its batch goes to whoever is left, and rightly.
        if (Date.now() - lookedAt > SHORT_SESSION_MS / 2) stills += 1;
        lookedAt = Date.now();
        return Date.now() - begun > SHORT_SESSION_MS + NOTICED_MS;
      };
      await eventually(looked, PATIENCE);
      signal.throwIfAborted();
    });
    await eventually(async () => (await totalLag(log)) === 0n, PATIENCE);
    expect(batches).toBeLessThanOrEqual(1 + stills);
    await consumer.close();
    await expect(consumer.finished).resolves.toBeUndefined();
  });
});
