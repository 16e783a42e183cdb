import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestStage, ScriptedSource, type Stage, shown } from './open-stage.ts';

let stage: Stage;
let source: ScriptedSource;
beforeEach(async () => {
  stage = await openTestStage();
  source = new ScriptedSource();
});
afterEach(() => stage.close());

const round = async (change: Partial<Pick<Stage, 'state' | 'ledger'>> = {}) => {
  const [outcome] = await stage.round([source.as('test')], change);
  return outcome;
};
const fails = () => Promise.reject(new Error('the store is gone'));
/** Stores that take nothing more once something was published: the memory alone, or everything, as when the process dies. */
const forgetful = () => ({ state: { ...stage.state, memory: { ...stage.state.memory, put: fails } } });
const dying = () => {
  const { batches } = stage.ledger;
  let puts = 0;
  const put: typeof batches.put = (batch) => (puts++ === 0 ? batches.put(batch) : fails());
  const kept = Object.assign(Object.create(batches) as typeof batches, { put });
  return { ...forgetful(), ledger: Object.assign(Object.create(stage.ledger) as Stage['ledger'], { batches: kept }) };
};
const standing = async () => {
  const [memory] = [...(await stage.state.memory.get('test', ['1'])).values()];
  const newest = (await stage.observations()).findLast(({ reference }) => reference === '1');
  return { memory: memory?.version, log: newest?.version, live: [memory?.live, newest?.type === 'vacancy.observed'] };
};

describe.each([
  ['the memory fails', forgetful],
  ['the process dies', dying],
])('when %s after something was published', (_what, stores) => {
  test('a vacancy that has its former content again is published again', async () => {
    source.items = [shown('1')];
    await round();
    source.items = [shown('1', 'Voeger')];
    expect((await round(stores()))?.failure).toBeInstanceOf(Error);
    source.items = [shown('1')];
    await round();
    expect((await stage.observations()).map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(await standing()).toEqual({ memory: 3, log: 3, live: [true, true] });
  });

  test('a vacancy that was withdrawn and is shown again as it was is live again', async () => {
    source.items = [shown('1'), shown('2')];
    await round();
    source.items = [shown('2')];
    expect((await round(stores()))?.failure).toBeInstanceOf(Error);
    source.items = [shown('1'), shown('2')];
    await round();
    expect(await standing()).toEqual({ memory: 3, log: 3, live: [true, true] });
    const batches = await stage.ledger.batches.list({ source: 'test', limit: 10, offset: 0 });
    expect(batches.map(({ status }) => status)).toEqual(['closed', 'failed', 'closed']);
  });
});
