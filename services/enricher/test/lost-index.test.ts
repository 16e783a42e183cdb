import { expect, test } from 'vitest';
import { aStageForEachTest, aVacancy, batchOf, enrichIn, observed } from './open-stage.ts';

const stage = aStageForEachTest();

test('a match index that is emptied while the stage runs is filled from the ledger: twins still meet', async () => {
  const { around } = stage;
  await enrichIn(around, batchOf(observed(aVacancy('vdab', '1'))));
  stage.loseState();
  await enrichIn(around, batchOf(observed(aVacancy('actiris', 'A1'))));
  const rows = await around.ledger.offers.vacancies(['vdab:1', 'actiris:A1']);
  expect(new Set([...rows.values()].map(({ offerId }) => offerId)).size).toBe(1);
  expect(await around.ledger.offers.statistics()).toMatchObject({ open: 1, withSeveralMembers: 1 });
});
