import type { SourceItem, SourcePage } from '@relais/sources';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inPortions, SLICE } from '../src/portions.ts';
import { openTestStage, ScriptedSource, type Stage, shown } from './open-stage.ts';

const CLOCK = { now: () => 0 };

/** Pages of so many records each, numbered through; each page has an archived input of its own. */
function pagesOf(sizes: readonly number[]): SourcePage[] {
  let count = 0;
  return sizes.map((size, page) => {
    const items = Array.from({ length: size }, (): SourceItem => {
      const position = count++;
      return { kind: 'present', position, reference: String(position) };
    });
    return { archiveHash: String(page), items, announced: page };
  });
}

async function* handedOut(pages: readonly SourcePage[], failure?: Error): AsyncGenerator<SourcePage> {
  for (const page of pages) yield await Promise.resolve(page);
  if (failure !== undefined) throw failure;
}

async function portionsOf(pages: AsyncIterable<SourcePage>, clock = CLOCK): Promise<(readonly SourcePage[])[]> {
  const portions: (readonly SourcePage[])[] = [];
  for await (const portion of inPortions(pages, clock)) portions.push(portion);
  return portions;
}

const recordsOf = (pages: readonly SourcePage[]) =>
  pages.flatMap(({ archiveHash, announced, items }) => items.map((item) => ({ archiveHash, announced, item })));
const sizeOf = (portion: readonly SourcePage[]) => recordsOf(portion).length;

describe('pages in portions', () => {
  test('are the same records in the same order, none of them without its page', async () => {
    const sizes = fc.array(fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 3 * SLICE })), {
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(sizes, async (given) => {
        const pages = pagesOf(given);
        const portions = await portionsOf(handedOut(pages));
        expect(recordsOf(portions.flat())).toEqual(recordsOf(pages));
        for (const portion of portions) expect(sizeOf(portion)).toBeLessThan(2 * SLICE);
        for (const portion of portions.slice(0, -1)) expect(sizeOf(portion)).toBeGreaterThanOrEqual(SLICE);
      }),
      { numRuns: 50 },
    );
  });

  test('do not wait for more when the source is slow', async () => {
    let now = 0;
    const clock = { now: () => (now += 1_500) };
    expect((await portionsOf(handedOut(pagesOf([1, 1, 1, 1])), clock)).map(sizeOf)).toEqual([2, 2]);
  });

  test('hold what came before a failure of the source', async () => {
    const portions: number[] = [];
    const reading = async () => {
      const failing = handedOut(pagesOf([SLICE, 7]), new Error('reset'));
      for await (const portion of inPortions(failing, CLOCK)) portions.push(sizeOf(portion));
    };
    await expect(reading()).rejects.toThrow('reset');
    expect(portions).toEqual([SLICE, 7]);
  });
});

describe('a run of small pages', () => {
  let stage: Stage;
  let source: ScriptedSource;
  beforeEach(async () => {
    stage = await openTestStage();
    source = new ScriptedSource();
  });
  afterEach(() => stage.close());

  const unreadable = (reference: string): SourceItem => ({
    ...{ kind: 'unreadable', position: 0, reference, code: 'RECORD_INVALID', reason: 'x', stage: 'parse' },
  });
  const page = (archiveHash: string, ...items: SourceItem[]): SourcePage => ({ archiveHash, items, announced: null });

  test('is published at once, judged in its order, and each quarantined record leads to its own input', async () => {
    source.pages = () =>
      handedOut([
        page('one', shown('1'), unreadable('2')),
        page('two', shown('1', 'Voeger')),
        page('three', unreadable('3'), shown('1', 'Voeger')),
      ]);
    const published: number[] = [];
    const log: typeof stage.log = {
      ...{ driver: stage.log.driver, ping: () => stage.log.ping(), close: () => Promise.resolve() },
      ensureTopics: (topics) => stage.log.ensureTopics(topics),
      read: (options) => stage.log.read(options),
      lag: (group, topics) => stage.log.lag(group, topics),
      consume: (options, handler) => stage.log.consume(options, handler),
      publish: async (records) => {
        published.push(records.length);
        await stage.log.publish(records);
      },
    };
    const [round] = await stage.round([source.as('test')], { log });
    expect(round?.batches[0]).toMatchObject({ received: 5, observed: 2, unchanged: 1, quarantined: 2 });
    expect(published).toEqual([4, 1]);
    expect((await stage.observations()).map(({ version }) => version)).toEqual([1, 2]);
    const quarantine = await stage.ledger.quarantine.list({ limit: 10, offset: 0 });
    const places = quarantine.map(({ reference, archiveHash }) => `${reference} ${archiveHash}`);
    expect(places.toSorted()).toEqual(['2 one', '3 three']);
  });

  test('that breaks off keeps what it showed before', async () => {
    source.items = [shown('1')];
    source.failure = new Error('connection reset');
    const [round] = await stage.round([source.as('test')]);
    expect(round?.failure).toBe(source.failure);
    expect(await stage.observations()).toHaveLength(1);
  });
});
