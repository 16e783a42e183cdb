import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newBatch } from '../src/books.ts';
import { openTestStage, ScriptedSource, type Stage, shown, unreadable } from './open-stage.ts';

let stage: Stage;
let source: ScriptedSource;
beforeEach(async () => {
  stage = await openTestStage();
  source = new ScriptedSource();
});
afterEach(() => stage.close());

const round = async () => await stage.batchOf(source);

describe('a round', () => {
  test('publishes what is new and closes its books', async () => {
    source.items = [shown('1'), shown('2'), unreadable('3')];
    const batch = await round();
    expect(batch).toMatchObject({ status: 'closed', received: 3, observed: 2, unchanged: 0, quarantined: 1 });
    expect((await stage.observations()).map((one) => one.reference)).toEqual(['1', '2']);
  });

  test('publishes nothing for what did not change', async () => {
    source.items = [shown('1'), shown('2')];
    await round();
    const batch = await round();
    expect(batch).toMatchObject({ received: 2, observed: 0, unchanged: 2 });
    expect(await stage.observations()).toHaveLength(2);
  });

  test('gives a changed vacancy the next version', async () => {
    source.items = [shown('1')];
    await round();
    source.items = [shown('1', 'Voeger')];
    await round();
    expect((await stage.observations()).map((one) => one.version)).toEqual([1, 2]);
  });

  test('judges a reference that stands twice in one page in order', async () => {
    source.items = [shown('1'), shown('1', 'Voeger'), shown('1', 'Voeger')];
    const batch = await round();
    expect(batch).toMatchObject({ received: 3, observed: 2, unchanged: 1 });
    expect((await stage.observations()).map((one) => one.version)).toEqual([1, 2]);
  });

  test('keeps a record at fault in quarantine with its reason, and never withdraws it for that', async () => {
    source.items = [shown('1'), shown('2')];
    await round();
    source.items = [shown('1'), unreadable('2')];
    const batch = await round();
    expect(batch).toMatchObject({ withdrawn: 0, quarantined: 1 });
    const [entry] = await stage.ledger.quarantine.list({ limit: 10, offset: 0 });
    expect(entry).toMatchObject({ reference: '2', code: 'RECORD_INVALID', reason: 'no title', stage: 'normalise' });
  });

  test('tells the source what became of each record, after the cursor is stored', async () => {
    source.items = [shown('1'), unreadable('2')];
    source.cursor = '"next"';
    await round();
    await round();
    expect(source.cursorsSeen).toEqual([null, '"next"']);
    expect(source.settled[0]?.records.map((record) => record.outcome)).toEqual(['observed', 'quarantined']);
  });
});

describe('absence from a snapshot', () => {
  test('withdraws, and a later sight opens the vacancy again with the next version', async () => {
    source.items = [shown('1'), shown('2')];
    await round();
    source.items = [shown('1')];
    expect(await round()).toMatchObject({ received: 2, withdrawn: 1 });
    source.items = [shown('1'), shown('2')];
    await round();
    const versions = (await stage.observations()).filter((one) => one.reference === '2');
    expect(versions.map((one) => [one.type, one.version])).toEqual([
      ['vacancy.observed', 1],
      ['vacancy.withdrawn', 2],
      ['vacancy.observed', 3],
    ]);
  });

  test('means nothing in a delta', async () => {
    source.items = [shown('1'), shown('2')];
    await round();
    source.mode = 'delta';
    source.items = [];
    expect(await round()).toMatchObject({ received: 0, withdrawn: 0 });
  });
});

describe('a source that fails in the middle', () => {
  test('has a failed batch that is not held, withdraws nothing, and does not stop the others', async () => {
    source.items = [shown('1'), shown('2')];
    await round();
    source.items = [shown('1', 'Voeger')];
    source.failure = new Error('connection reset');
    const healthy = new ScriptedSource();
    healthy.items = [shown('9')];
    const rounds = await stage.round([source.as('test'), healthy.as('healthy')]);
    expect(rounds[0]?.failure).toMatchObject({ message: 'connection reset' });
    expect(rounds[1]?.batches[0]).toMatchObject({ status: 'closed', observed: 1 });
    const [failed] = await stage.ledger.batches.list({ source: 'test', limit: 1, offset: 0 });
    expect(failed).toMatchObject({ status: 'failed', observed: 1, failure: 'connection reset', withdrawn: 0 });
    expect(await stage.ledger.batches.held()).toEqual([]);
    expect((await stage.observations()).map(({ type }) => type)).not.toContain('vacancy.withdrawn');
  });

  test('publishes nothing again when it is read again after a crash before the memory was written', async () => {
    source.items = [shown('1')];
    const memory = Object.assign(Object.create(stage.state.memory) as typeof stage.state.memory, {
      put: () => Promise.reject(new Error('power cut')),
    });
    await stage.round([source.as('test')], { state: { ...stage.state, memory } });
    expect(await round()).toMatchObject({ observed: 0, unchanged: 1 });
    expect(await stage.observations()).toHaveLength(1);
  });

  test('leaves an open batch behind when its process dies, which the next one closes as failed', async () => {
    const batch = newBatch({ id: 'b_dead', source: 'test', mode: 'snapshot', openedAt: 1 });
    await stage.ledger.batches.put(batch);
    await round();
    expect(await stage.ledger.batches.get('b_dead')).toMatchObject({ status: 'failed' });
  });
});
