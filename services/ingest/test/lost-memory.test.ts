import { TOPICS } from '@relais/vacancy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStage, ScriptedSource, type Stage, shown } from './open-stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openTestStage();
});
afterEach(() => stage.close());

test('a hot state that is emptied before a round and in mid-batch is filled from what can be read of the log: versions go on, and nothing is published twice', async () => {
  const source = new ScriptedSource();
  const items = (title: string) => [shown('1', title), shown('2'), shown('3', title)];
  source.items = items('Baker');
  await stage.round([source.as('test')]);
  source.items = items('Head baker');
  await stage.log.publish([{ topic: TOPICS.observations.name, key: 'stranger', value: '{"half":', headers: {} }]);
  const losing = source.as('test', {
    open: () =>
      Object.assign(Object.create(source) as ScriptedSource, {
        async *pages() {
          for (const item of source.items) {
            stage.loseState();
            yield { archiveHash: null, announced: null, items: [item] };
          }
        },
      }),
  });
  stage.loseState();
  const [outcome] = await stage.round([losing]);
  expect(outcome?.failure).toBeNull();
  expect(outcome?.batches[0]).toMatchObject({ status: 'closed', received: 3, observed: 2, unchanged: 1, withdrawn: 0 });
  const versions = new Map((await stage.observations()).map(({ reference, version }) => [reference, version]));
  expect(Object.fromEntries(versions)).toEqual({ 1: 2, 2: 1, 3: 2 });
});
