import { type OccupationCoding, offerIdOf, type Vacancy } from '@relais/vacancy';
import { describe, expect, test } from 'vitest';
import {
  aCoder,
  aStageForEachTest,
  aVacancy,
  batchOf,
  enrichIn,
  observed,
  standingOffers,
  unmapped,
} from './open-stage.ts';

const stage = aStageForEachTest();

const shown = { publication: { ...aVacancy('x', 'y').publication, from: '2026-11-20' } };
const dutch = aVacancy('vdab', 'V1', { ...shown, titles: { nl: 'Zadelmaker' } });
const french = aVacancy('forem', 'F1', { ...shown, titles: { fr: 'Bourrelier' } });
const best = { uuid: 'c0ffee', code: 'H1', score: 0.9, labels: {} };
const sure: OccupationCoding = { ...unmapped, competent: [best], method: 'exact-title', automatic: true };

describe('two titles in two languages that a coder finds to be one occupation', () => {
  test('are one job, whichever comes first', async () => {
    await enriched(dutch, sure);
    await enriched(french, sure);
    expect(await membersOfOpen()).toEqual([2]);
  });

  test.each([
    ['a person has yet to look at one', { ...sure, automatic: false }],
    ['an operator said it of one', { ...sure, method: 'rule' as const }],
    ['one was coded with another release', { ...sure, release: 'another' }],
    ['the other has none', unmapped],
  ])('are two jobs where %s', async (_what, coding) => {
    await enriched(dutch, sure);
    await enriched(french, coding);
    expect(await membersOfOpen()).toEqual([1, 1]);
  });
});

test('an index that is filled anew holds what it held: alone in an offer or not, nothing is coded otherwise', async () => {
  const cook = aVacancy('vdab', 'V2');
  for (const each of [dutch, french, cook]) await enriched(each, sure);
  const keys = ['vdab:V1', 'forem:F1', 'vdab:V2'];
  const before = await stage.around.state.matches.get(keys);
  expect(before.get('vdab:V2')?.offerId).toBe(offerIdOf('vdab:V2'));
  stage.loseState();
  await enriched(aVacancy('vdab', 'V3', { titles: { nl: 'Lasser' } }), sure);
  expect(await stage.around.state.matches.get(keys)).toEqual(before);
});

function enriched(vacancy: Vacancy, coding: OccupationCoding): Promise<void> {
  const coder = aCoder(() => coding);
  return enrichIn({ ...stage.around, coderBy: () => coder }, batchOf(observed(vacancy)));
}

async function membersOfOpen(): Promise<number[]> {
  const offers = await standingOffers(stage.around);
  return offers.filter(({ status }) => status === 'open').map(({ members }) => members.length);
}
