import { RelaisError } from '@relais/runtime';
import type { SourcePage } from '@relais/sources';
import { eventually } from '@relais/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { IngestSource } from '../src/ingest.ts';
import { SLICE } from '../src/portions.ts';
import { ending, many, openTestStage, ScriptedSource, type Stage, shown } from './open-stage.ts';

const NIGHTLY = { round: '15 2 * * *', zone: 'Europe/Brussels', jitterSeconds: 0, changesEverySeconds: null };

let stage: Stage;
let source: ScriptedSource;
beforeEach(async () => {
  stage = await openTestStage();
  source = new ScriptedSource();
});
afterEach(() => stage.close());

/** Follows the source while `work` runs. */
const following = async (change: Partial<IngestSource>, work: () => Promise<void>) =>
  await stage.using([source.as('test', change)], async (ingest) => {
    const stopping = new AbortController();
    const followed = ingest.follow(stopping.signal);
    try {
      await work();
    } finally {
      stopping.abort();
      await followed;
    }
  });

describe('catching up', () => {
  test.each([
    ['a round that fell due while nobody was there is made at once', '2026-06-09T00:15:00Z', ['round']],
    ['nothing is compared again when the last round was made in its time', '2026-06-10T00:15:00Z', ['changes']],
  ])('%s', async (_what, lastBegan, expected) => {
    stage.clock.set('2026-06-10T10:00:00Z');
    await stage.state.values.set('round:test', String(Date.parse(lastBegan)));
    source.items = many(3);
    await following({ schedule: NIGHTLY }, async () => {
      await eventually(() => source.settled.length === 1);
    });
    expect(source.scopesSeen).toEqual(expected);
  });
});

test('a source whose schema changed is left alone until its next round, while others are read on', async () => {
  source.failure = new RelaisError('SOURCE_SCHEMA_CHANGED', 'test: no record has functie.titel');
  const healthy = new ScriptedSource();
  const schedule = { ...NIGHTLY, changesEverySeconds: 1 };
  await stage.using([source.as('test', { schedule }), healthy.as('healthy', { schedule })], async (ingest) => {
    const stopping = new AbortController();
    const followed = ingest.follow(stopping.signal);
    await eventually(() => healthy.scopesSeen.length >= 3);
    stopping.abort();
    await followed;
  });
  expect(source.scopesSeen).toEqual(['round']);
  expect(await batchesOf('failed')).toHaveLength(1);
});

const batchesOf = async (status: string) =>
  (await stage.ledger.batches.list({ source: 'test', limit: 50, offset: 0 })).filter((one) => one.status === status);

test('a decision is applied while the source rests', async () => {
  source.items = many(300);
  await stage.round([source.as('test')]);
  source.items = many(100);
  const [outcome] = await stage.round([source.as('test')]);
  const id = outcome?.batches[0]?.id ?? '';
  source.mode = 'delta';
  await following({ schedule: NIGHTLY }, async () => {
    await stage.decide(id, 'release');
    await eventually(async () => (await batchesOf('released')).length === 1);
  });
  expect(await stage.ledger.batches.get(id)).toMatchObject({ withdrawn: 200 });
});

test('what has ended is withdrawn while the source does not answer', async () => {
  stage.clock.set('2026-06-10T10:00:00Z');
  source.mode = 'delta';
  source.items = [ending('1', '2026-06-10'), shown('2')];
  await stage.round([source.as('test')]);
  stage.clock.set('2026-06-11T10:00:00Z');
  source.failure = new Error('no answer');
  await following({ schedule: NIGHTLY }, async () => {
    await eventually(async () => (await stage.observations()).some(({ type }) => type === 'vacancy.withdrawn'));
  });
});

test('a source that was silent for too long is reported', async () => {
  const said: unknown[] = [];
  const error = (details: unknown) => void said.push(details);
  const logger = { ...stage.logger, error, warn: error, info: error, debug: error, child: () => logger } as never;
  source.failure = new Error('no answer');
  await stage.state.values.set('heard:test', String(stage.clock.now() - 40 * 3_600_000));
  await stage.using(
    [source.as('test', { schedule: NIGHTLY })],
    async (ingest) => {
      const stopping = new AbortController();
      const followed = ingest.follow(stopping.signal);
      await eventually(() => JSON.stringify(said).includes('INGEST_SILENT'));
      stopping.abort();
      await followed;
    },
    { logger },
  );
  expect(said).toContainEqual({ source: 'test', code: 'INGEST_SILENT', hours: 40 });
});

test('a source that one process reads is not read by another', async () => {
  const gate = Promise.withResolvers<void>();
  source.pages = async function* pages() {
    await gate.promise;
    yield { archiveHash: null, items: many(1), announced: 1 };
  };
  const first = stage.round([source.as('test')]);
  await eventually(() => source.scopesSeen.length === 1);
  const other = new ScriptedSource();
  await stage.using(
    [other.as('test')],
    async (ingest) => {
      const [outcome] = await ingest.round(new AbortController().signal);
      expect(outcome).toMatchObject({ batches: [], failure: { code: 'INGEST_SOURCE_TAKEN' } });
    },
    { holder: 'another' },
  );
  expect(other.scopesSeen).toEqual([]);
  gate.resolve();
  expect((await first)[0]?.batches[0]).toMatchObject({ status: 'closed', received: 1 });
});

test('a round with patience reads a source as soon as the process that had it is gone', async () => {
  source.items = many(1);
  const killed = { id: 'source:test', names: ['source:test'] };
  await stage.state.leases.acquire('killed', [killed], 400);
  const [outcome] = await stage.using([source.as('test')], (ingest) =>
    ingest.round(new AbortController().signal, 20_000),
  );
  expect(outcome).toMatchObject({ failure: null, batches: [{ status: 'closed', received: 1 }] });
});

test('fetching pauses while the log is slow: no portion is asked for before the one before it is durable', async () => {
  const asked: number[] = [];
  const durable: number[] = [];
  source.pages = async function* pages(): AsyncGenerator<SourcePage> {
    for (let page = 0; page < 4; page++) {
      asked.push(durable.length);
      await Promise.resolve();
      const items = Array.from({ length: SLICE }, (_, index) => shown(`${page}-${index}`));
      yield { archiveHash: null, items, announced: 4 * SLICE };
    }
  };
  const slow: typeof stage.log = {
    ...{ driver: stage.log.driver, ping: () => stage.log.ping(), close: () => Promise.resolve() },
    ensureTopics: (topics) => stage.log.ensureTopics(topics),
    read: (options) => stage.log.read(options),
    lag: (group, topics) => stage.log.lag(group, topics),
    consume: (options, handler) => stage.log.consume(options, handler),
    publish: async (records) => {
      await new Promise((resolve) => setImmediate(resolve));
      await stage.log.publish(records);
      durable.push(records.length);
    },
  };
  await stage.round([source.as('test')], { log: slow });
  expect(asked).toEqual([0, 1, 2, 3]);
});
