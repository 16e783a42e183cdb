import { describeWithOwn, eventually, freshPrefix } from '@relais/testkit';
import { afterEach, expect, test } from 'vitest';
import type { EventLog, LogRecord } from '../../src/index.ts';
import { consume, PATIENCE, readAll, totalLag, valuesOf } from '../consuming.ts';
import { aRecord, aTopic, openLog } from '../log-place.ts';

await describeWithOwn(['kafka'], 'with an Apache Kafka that fails', ({ kafka }) => {
  const opened: EventLog[] = [];
  const open = async () => {
    const log = await openLog({ driver: 'kafka', brokers: kafka.brokers, topicPrefix: `${freshPrefix()}.` });
    opened.push(log);
    return log;
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(async (log) => await log.close()));
  });

  test.each(['restarted in an orderly way', 'killed and started again'])(
    'nothing is lost and the order of each key holds when the broker is %s while records are published and consumed',
    async (how) => {
      const log = await open();
      await log.ensureTopics([aTopic()]);
      const seen: LogRecord[] = [];
      await consume(log, { maxRecords: 20 }, async ({ records }) => void seen.push(...records));

      const keys = Array.from({ length: 12 }, (_, number) => `vdab:${number}`);
      const stopped = new AbortController();
      const acknowledged = publishRounds(log, keys, stopped.signal);
      await eventually(() => seen.length > 500, PATIENCE);
      if (how.startsWith('killed')) await kafka.kill();
      await kafka.restart();
      const before = seen.length;
      await eventually(() => seen.length > before + 500, PATIENCE);
      stopped.abort();
      const rounds = await acknowledged;

      await eventually(async () => (await totalLag(log)) === 0n, PATIENCE);
      for (const key of keys) {
        const stored = valuesOf((await readAll(log)).filter((record) => record.key === key));
        expect(withoutRepeats(stored)).toEqual(Array.from({ length: rounds }, (_, round) => String(round)));
        expect(stored.at(-1)).toBe(String(rounds - 1));
        expect(withoutRepeats(valuesOf(seen.filter((record) => record.key === key)))).toEqual(withoutRepeats(stored));
      }
    },
  );

  test('a log that is opened while the broker is away says that it does not answer', async () => {
    const log = await open();
    await kafka.kill();
    const away = { code: 'LOG_UNAVAILABLE', retriable: true };
    await Promise.all([log.ping(), open()].map((call) => expect(call).rejects.toMatchObject(away)));
    await kafka.restart();
    await eventually(async () => await log.ping().then(() => true), PATIENCE);
  });
});

/** Publishes one record per key and round, each round after the last is acknowledged. Resolves to the number of rounds. */
async function publishRounds(log: EventLog, keys: readonly string[], signal: AbortSignal): Promise<number> {
  let round = 0;
  for (; !signal.aborted; round++) {
    const records = keys.map((key) => aRecord({ key, value: String(round) }));
    await log.publish(records);
  }
  return round;
}

/** A retried request may put a stretch in again; what it repeats comes in the same order. */
function withoutRepeats(values: readonly (string | null)[]): string[] {
  const order: string[] = [];
  for (const value of values) if (value !== null && !order.includes(value)) order.push(value);
  return order;
}
