import { readdirSync } from 'node:fs';
import { TOPICS } from '@relais/vacancy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HandReach } from '../src/by-hand.ts';
import type { IngestSource } from '../src/ingest.ts';
import type { Plan } from '../src/plan.ts';
import { many, openTestStage, ScriptedSource, type Stage, shown, unreadable } from './open-stage.ts';

const FILE = { name: 'jobs.xml', bytes: new TextEncoder().encode('<jobs/>') };
const SINCE = { kind: 'since', moment: '2026-06-10T10:00:00.000Z' } as const;
const SINCE_CURSOR = '{"since":"2026-06-10T10:00:00.000Z"}';

let stage: Stage;
let source: ScriptedSource;
beforeEach(async () => {
  stage = await openTestStage();
  source = new ScriptedSource();
});
afterEach(() => stage.close());

interface Ask {
  readonly dryRun?: boolean;
  readonly change?: Partial<IngestSource>;
  readonly onPlan?: (plan: Plan) => void;
}

const byHand = async (reach: HandReach, { dryRun = false, change = {}, onPlan = () => undefined }: Ask = {}) =>
  await stage.using([source.as('test', change)], (ingest) =>
    ingest.byHand('test', { reach, dryRun, onPlan }, new AbortController().signal),
  );

const counts = (plan: Plan | undefined) =>
  Object.fromEntries(Object.entries(plan?.changes ?? {}).map(([change, { count }]) => [change, count]));

/** Everything that a reading could have written. */
const standing = async () => {
  const records: string[] = [];
  for (const { name } of Object.values(TOPICS)) {
    for await (const some of stage.log.read({ topic: name })) records.push(...some.map(({ key }) => `${name} ${key}`));
  }
  const memory: unknown[] = [];
  for await (const entries of stage.state.memory.scan('test')) memory.push(...entries);
  const batches = await stage.ledger.batches.list({ limit: 100, offset: 0 });
  const values = ['cursor:test', 'round:test', 'heard:test', 'snapshot:test'];
  const kept = await Promise.all(values.map((name) => stage.state.values.get(name)));
  const files = readdirSync(stage.directory, { recursive: true });
  return { records, memory, batches, kept, files, settled: source.settled.length };
};

/** 300 live vacancies, of which the next reading shows 299, one of them changed, one new and one unreadable. */
const aNight = async () => {
  source.items = many(300);
  source.cursor = '"first"';
  await stage.round([source.as('test')]);
  source.items = [...many(299).slice(1), shown('0', 'Voeger'), shown('new'), unreadable(null)];
  source.cursor = '"second"';
};

const NIGHT = { created: 1, changed: 1, withdrawn: 1, unchanged: 298, quarantined: 1 };

describe('a plan', () => {
  test('tells what is created, changed, withdrawn, unchanged and quarantined, with examples', async () => {
    await aNight();
    const [reading] = await byHand({ kind: 'full' }, { dryRun: true });
    expect(counts(reading?.plan)).toEqual(NIGHT);
    expect(reading?.plan.changes).toMatchObject({
      created: { examples: [{ reference: 'new', reason: null }] },
      changed: { examples: [{ reference: '0', reason: null }] },
      withdrawn: { examples: [{ reference: '299', reason: 'absent' }] },
      quarantined: { examples: [{ reference: null, reason: 'no title' }] },
    });
    expect(reading?.plan.changes.unchanged.examples).toHaveLength(10);
  });

  test('of a dry run writes nothing anywhere', async () => {
    await aNight();
    const before = await standing();
    await byHand({ kind: 'full' }, { dryRun: true });
    await byHand({ kind: 'changes' }, { dryRun: true });
    await byHand({ kind: 'file', file: FILE, isSnapshot: true }, { dryRun: true });
    expect(await standing()).toEqual(before);
  });

  test('comes before anything is done, and what is done is what was planned', async () => {
    await aNight();
    const seen: number[] = [];
    const onPlan = () => {
      seen.push(source.settled.length);
    };
    const [reading] = await byHand({ kind: 'full' }, { onPlan });
    expect(seen).toEqual([1]);
    expect(counts(reading?.plan)).toEqual(NIGHT);
    expect(reading?.batch).toMatchObject({ observed: 2, withdrawn: 1, unchanged: 298, quarantined: 1 });
    const published = (await stage.observations()).filter(({ batchId }) => batchId === reading?.batch?.id);
    expect(published).toHaveLength(3);
  });

  test('says that what is absent would be held, and how much', async () => {
    source.items = many(300);
    await stage.round([source.as('test')]);
    source.items = many(100);
    const [reading] = await byHand({ kind: 'full' });
    expect(reading?.plan).toMatchObject({ held: { reason: 'many-absent', absent: 200, live: 300 } });
    expect(counts(reading?.plan)).toMatchObject({ withdrawn: 0 });
    expect(reading?.batch).toMatchObject({ status: 'held', absent: 200 });
  });

  test('counts a reference that stands twice in order, over pages too, and one that comes back as created', async () => {
    source.items = [shown('1')];
    await stage.round([source.as('test')]);
    source.mode = 'delta';
    source.items = [{ kind: 'withdrawn', position: 0, reference: '1', reason: 'status' }];
    await stage.round([source.as('test')]);
    source.items = [shown('1'), ...many(600).slice(2), shown('1', 'Voeger'), shown('1', 'Voeger')];
    const [reading] = await byHand({ kind: 'changes' }, { dryRun: true });
    expect(counts(reading?.plan)).toMatchObject({ created: 599, changed: 1, unchanged: 1 });
  });
});

describe('what is asked', () => {
  test.each([
    ['for everything', { kind: 'full' }, ['round', '"first"', '"second"']],
    ['for what is new', { kind: 'changes' }, ['changes', '"first"', '"second"']],
    ['since a moment, without moving the place of the source', SINCE, ['changes', SINCE_CURSOR, '"first"']],
  ] as const)('%s', async (_what, reach, [scope, cursor, after]) => {
    await aNight();
    await byHand(reach);
    expect([source.scopesSeen.at(-1), source.cursorsSeen.at(-1)]).toEqual([scope, cursor]);
    expect(await stage.state.values.get('cursor:test')).toBe(after);
  });

  test('of a source that cannot be asked since a moment is refused', async () => {
    const change = { cursorSince: () => null };
    await expect(byHand(SINCE, { change })).rejects.toMatchObject({ code: 'INGEST_SINCE_NOT_OFFERED' });
  });

  test('while another process has the source is refused; a dry run is not', async () => {
    await aNight();
    await stage.state.leases.acquire('another', [{ id: 'x', names: ['source:test'] }], 60_000);
    await expect(byHand({ kind: 'full' })).rejects.toMatchObject({ code: 'INGEST_SOURCE_TAKEN' });
    const [reading] = await byHand({ kind: 'full' }, { dryRun: true });
    expect(counts(reading?.plan)).toEqual(NIGHT);
  });
});

describe('a file', () => {
  test('goes the same way as everything else, and what is not in it is not withdrawn', async () => {
    source.items = many(10);
    await stage.round([source.as('test')]);
    const readFile = () => [shown('0', 'Voeger'), shown('1'), shown('new')];
    const reach = { kind: 'file', file: FILE, isSnapshot: false } as const;
    const [reading] = await byHand(reach, { change: { readFile } });
    expect(reading?.batch).toMatchObject({ mode: 'delta', observed: 2, unchanged: 1, withdrawn: 0 });
    expect(source.scopesSeen).toHaveLength(1);
  });

  test('that is declared to hold everything withdraws what is not in it, behind the same guard', async () => {
    source.items = many(300);
    await stage.round([source.as('test')]);
    const reach = { kind: 'file', file: FILE, isSnapshot: true } as const;
    const [small] = await byHand(reach, { change: { readFile: () => many(299) } });
    expect(small?.batch).toMatchObject({ mode: 'snapshot', status: 'closed', withdrawn: 1 });
    const [large] = await byHand(reach, { change: { readFile: () => many(100) } });
    expect(large?.batch).toMatchObject({ status: 'held', absent: 199 });
  });

  test('with a record that does not say which vacancy it is about is not whole', async () => {
    source.items = many(3);
    await stage.round([source.as('test')]);
    const reach = { kind: 'file', file: FILE, isSnapshot: true } as const;
    const [reading] = await byHand(reach, { change: { readFile: () => [...many(2), unreadable(null)] } });
    expect(reading?.batch).toMatchObject({ status: 'held', heldFor: 'incomplete', absent: 1 });
  });

  test('is archived as it came, and leaves no spool behind', async () => {
    await byHand({ kind: 'file', file: FILE, isSnapshot: false });
    const files = readdirSync(stage.directory, { recursive: true }).map(String);
    expect(files.filter((name) => name.endsWith('.zst'))).toHaveLength(1);
    expect(files.filter((name) => name.includes('plan-'))).toEqual([]);
  });
});

test('texts with line separators of any kind come out of the spool as they went in', async () => {
  const title = 'één\u2028twee\u2029drie\nvier';
  source.items = [shown('1', title)];
  await byHand({ kind: 'full' });
  const [observation] = await stage.observations();
  expect(observation?.type === 'vacancy.observed' && observation.vacancy.titles['nl']).toBe(title);
});
