import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { holdReason } from '../src/completeness.ts';
import { many, openTestStage, ScriptedSource, type Stage, shown } from './open-stage.ts';

let stage: Stage;
let source: ScriptedSource;
beforeEach(async () => {
  stage = await openTestStage();
  source = new ScriptedSource();
});
afterEach(() => stage.close());

const round = async () => await stage.batchOf(source);

/** 300 live vacancies, then a snapshot that shows the first 200: held. */
const holdOneHundred = async (): Promise<string> => {
  source.items = many(300);
  await round();
  source.items = many(200);
  const held = await round();
  expect(held).toMatchObject({ status: 'held', absent: 100 });
  return held?.id ?? '';
};

const withdrawn = async () =>
  (await stage.observations()).filter(({ type }) => type === 'vacancy.withdrawn').map(({ reference }) => reference);

describe('a snapshot that drops too much', () => {
  test('withdraws nothing, and is held with what was absent', async () => {
    const id = await holdOneHundred();
    expect(await withdrawn()).toEqual([]);
    expect(await stage.ledger.batches.countAbsences(id)).toBe(100);
    expect(await stage.ledger.batches.get(id)).toMatchObject({ heldFor: 'many-absent', withdrawn: 0, unchanged: 200 });
    expect((await stage.batchEvents()).find((one) => one.id === id)).toMatchObject({ status: 'held', absent: 100 });
  });

  test('says how much of what was live is absent, and which limit that passes', async () => {
    await holdOneHundred();
    const [held] = await stage.ledger.batches.held();
    expect(held?.failure).toContain('100 of 300 live vacancies of test are absent from the snapshot, more than 20 %');
  });

  test('still publishes what it does show', async () => {
    source.items = many(300);
    await round();
    source.items = [...many(200), shown('new')];
    expect(await round()).toMatchObject({ status: 'held', observed: 1, unchanged: 200 });
  });

  test('is believed where the source allows more', async () => {
    source.items = many(300);
    await round();
    source.items = many(200);
    const [outcome] = await stage.round([source.as('test', { mostAbsentPercent: 40 })]);
    expect(outcome?.batches[0]).toMatchObject({ status: 'closed', withdrawn: 100 });
  });
});

test('a snapshot that did not arrive whole is held, however little is absent', async () => {
  source.items = many(300);
  await round();
  source.complete = false;
  source.items = many(299);
  expect(await round()).toMatchObject({ status: 'held', heldFor: 'incomplete', absent: 1, withdrawn: 0 });
  expect((await stage.ledger.batches.held())[0]?.failure).toContain('did not arrive whole');
});

test('a snapshot without any record withdraws nothing, not even of a source with one vacancy', async () => {
  source.items = many(1);
  await round();
  source.items = [];
  expect(await round()).toMatchObject({ status: 'held', heldFor: 'empty', absent: 1, withdrawn: 0 });
});

describe('a release', () => {
  test('withdraws exactly what was absent, once, and closes the books of the held batch', async () => {
    const id = await holdOneHundred();
    await stage.decide(id, 'release');
    source.mode = 'delta';
    source.items = [];
    await round();
    await round();
    expect((await withdrawn()).map(Number).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 100 }, (_, index) => 200 + index),
    );
    expect(await stage.ledger.batches.get(id)).toMatchObject({ status: 'released', received: 300, withdrawn: 100 });
    expect(await stage.ledger.batches.countAbsences(id)).toBe(0);
    expect((await stage.batchEvents()).filter((one) => one.id === id).map(({ status }) => status)).toContain(
      'released',
    );
  });

  test('leaves alone what the source showed again meanwhile, changed or not', async () => {
    const id = await holdOneHundred();
    source.mode = 'delta';
    source.items = [shown('250'), shown('260', 'Voeger')];
    await round();
    await stage.decide(id, 'release');
    source.items = [];
    await round();
    const gone = await withdrawn();
    expect(gone).toHaveLength(98);
    expect(gone).not.toContain('250');
    expect(gone).not.toContain('260');
  });

  test('does not withdraw a second time what the source itself withdrew meanwhile', async () => {
    const id = await holdOneHundred();
    source.mode = 'delta';
    source.items = [{ kind: 'withdrawn', position: 0, reference: '299', reason: 'status' }];
    await round();
    await stage.decide(id, 'release');
    source.items = [];
    await round();
    expect((await withdrawn()).filter((reference) => reference === '299')).toHaveLength(1);
    expect(await stage.ledger.batches.get(id)).toMatchObject({ status: 'released', withdrawn: 99 });
  });

  test.each([
    ['before the memory is written', 'memory'],
    ['before the batch is closed', 'batches'],
  ] as const)('that is cut off %s is made to its end, with the same events and the same books', async (_when, at) => {
    const id = await holdOneHundred();
    await stage.decide(id, 'release');
    source.mode = 'delta';
    source.items = [];
    const cut = () => Promise.reject(new Error('power cut'));
    const memory = Object.assign(Object.create(stage.state.memory) as typeof stage.state.memory, { put: cut });
    const batches = Object.assign(Object.create(stage.ledger.batches) as typeof stage.ledger.batches, { put: cut });
    const change = at === 'memory' ? { state: { ...stage.state, memory } } : { ledger: { ...stage.ledger, batches } };
    const [broken] = await stage.round([source.as('test')], change);
    expect(broken?.failure).toMatchObject({ message: 'power cut' });
    await round();
    expect(new Set(await withdrawn()).size).toBe(100);
    const ids: string[] = [];
    for await (const records of stage.log.read({ topic: 'relais.observations.v1' })) {
      ids.push(...records.map(({ headers, key }) => `${key} ${headers['ce_id']}`));
    }
    const versions = (await stage.observations()).filter(({ type }) => type === 'vacancy.withdrawn');
    expect(new Set(versions.map(({ version }) => version))).toEqual(new Set([2]));
    expect(new Set(ids).size).toBe(300 + 100);
    expect(await stage.ledger.batches.get(id)).toMatchObject({ status: 'released', received: 300, withdrawn: 100 });
  });
});

test('a refusal keeps everything, and the same absence is asked about again by the next snapshot', async () => {
  const id = await holdOneHundred();
  await stage.decide(id, 'release');
  await stage.decide(id, 'refuse');
  expect(await round()).toMatchObject({ status: 'held', absent: 100 });
  expect(await stage.ledger.batches.get(id)).toMatchObject({ status: 'refused', withdrawn: 0 });
  expect(await withdrawn()).toEqual([]);
});

test('a decision about a batch of another source, or about one that is decided, changes nothing', async () => {
  const id = await holdOneHundred();
  await stage.decide('b_unknown', 'release');
  await stage.decide(id, 'refuse');
  await round();
  await stage.decide(id, 'release');
  await round();
  expect(await stage.ledger.batches.get(id)).toMatchObject({ status: 'refused' });
});

describe('a newer snapshot', () => {
  test('that is whole takes the place of a held one, whether it is closed or held itself', async () => {
    const first = await holdOneHundred();
    source.items = many(210);
    const second = await round();
    expect(second).toMatchObject({ status: 'held', absent: 90 });
    expect(await stage.ledger.batches.get(first)).toMatchObject({ status: 'superseded' });
    source.items = many(300);
    expect(await round()).toMatchObject({ status: 'closed' });
    expect(await stage.ledger.batches.get(second?.id ?? '')).toMatchObject({ status: 'superseded' });
    await stage.decide(first, 'release');
    await stage.decide(second?.id ?? '', 'release');
    await round();
    expect(await withdrawn()).toEqual([]);
  });

  test('that was cut short takes the place of its like, and leaves a whole one waiting', async () => {
    const whole = await holdOneHundred();
    source.complete = false;
    source.items = many(100);
    const cut = await round();
    source.items = many(150);
    const later = await round();
    expect(await stage.ledger.batches.get(cut?.id ?? '')).toMatchObject({ status: 'superseded' });
    expect((await stage.ledger.batches.held()).map(({ id }) => id).toSorted()).toEqual(
      [whole, later?.id ?? ''].toSorted(),
    );
  });
});

describe('the limit', () => {
  const sight = { complete: true, limitPercent: 20 };

  test.each([
    [1, 2, null],
    [5, 6, null],
    [6, 10, 'many-absent'],
    [20, 40, null],
    [39, 40, 'many-absent'],
    [50, 240, null],
    [51, 240, 'many-absent'],
    [60, 300, null],
  ] as const)('of a small source is wide, but never almost everything: %i of %i', (absent, live, expected) => {
    expect(holdReason({ ...sight, shown: live - absent, live, absent })).toBe(expected);
  });

  test('never lets more through than half of a source, beyond a handful, unless the source allows it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 10_000 }), fc.integer({ min: 1, max: 10_000 }), (absent, named) => {
        const live = absent + named;
        const reason = holdReason({ ...sight, shown: named, live, absent });
        expect(reason === null).toBe(absent * 5 <= live || (absent <= 50 && absent * 2 <= live));
      }),
    );
  });
});
