import { signatureFromText } from '@relais/dedup';
import { CloseStack, systemClock } from '@relais/runtime';
import { afterEach, expect, test } from 'vitest';
import type { EnricherSurroundings } from '../src/leased-work.ts';
import { aStageForEachTest, aVacancy, batchOf, enrichIn, observed, openTestStage } from './open-stage.ts';

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

const closing = new CloseStack();
afterEach(() => closing.close());

test('a process that stood still while it filled the index writes nothing over what others decided since', async () => {
  let passed = 0;
  const { around, loseState } = closing.use(await openTestStage({ now: () => systemClock.now() + passed }));
  await enrichIn(around, batchOf(observed(aVacancy('vdab', '1'))));
  loseState();
  const newer = observed(aVacancy('vdab', '1', { titles: { nl: 'Chef-kok' } }), 2);
  const frozen = beforeFirstWrite(around, async () => {
    passed += 31_000;
    await enrichIn({ ...around, holder: 'other' }, batchOf(newer));
  });
  await enrichIn(frozen, batchOf(observed(aVacancy('actiris', 'A1', { titles: { fr: 'Soudeur' } }))));
  const entry = (await around.state.matches.get(['vdab:1'])).get('vdab:1');
  expect(signatureFromText(entry?.signature ?? '').titles).toEqual({ nl: 'chef kok' });
  expect(await around.ledger.offers.statistics()).toMatchObject({ open: 2 });
});

test('whoever waits until another process has filled the index is let go when its process ends', async () => {
  const { around } = stage;
  stage.loseState();
  const filling = { id: 'filling', names: ['filling:matches:5'] };
  await around.state.leases.acquire('other', [filling], 30_000);
  const ending = new AbortController();
  const waiting = enrichIn({ ...around, signal: ending.signal }, batchOf(observed(aVacancy('vdab', '1'))));
  ending.abort(new Error('the process ends'));
  await expect(waiting).rejects.toThrow('the process ends');
  expect(await around.ledger.offers.vacancies(['vdab:1'])).toEqual(new Map());
});

/** Surroundings whose process stands still before it first writes to the index. */
function beforeFirstWrite(around: EnricherSurroundings, meanwhile: () => Promise<void>): EnricherSurroundings {
  let isFirst = true;
  const { matches } = around.state;
  const apply: typeof matches.apply = async (change) => {
    if (isFirst) {
      isFirst = false;
      await meanwhile();
    }
    return await matches.apply(change);
  };
  return { ...around, state: { ...around.state, matches: { ...matches, apply } } };
}
