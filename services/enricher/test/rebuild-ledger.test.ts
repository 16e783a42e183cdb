import type { VacancyRow } from '@relais/ledger';
import { CONSUMER_GROUPS, type Observation, TOPICS, vacancyKey } from '@relais/vacancy';
import { expect, test } from 'vitest';
import { rebuildOffers } from '../src/rebuild-ledger.ts';
import {
  aStageForEachTest,
  aVacancy,
  enrichIn,
  observed,
  publishedOffers,
  standingOffers,
  withdrawn,
} from './open-stage.ts';

const stage = aStageForEachTest();

const topics = [TOPICS.observations.name];
const echo = aVacancy('actiris', 'A1', {
  origin: { service: 'vdab', reference: 'V1', hops: ['vdab', 'actiris'], provenance: 'echo', channel: null },
});
const elsewhere = aVacancy('forem', 'F1', { titles: { fr: 'Soudeur' }, workplaces: [] });

async function publish(...observations: readonly Observation[]): Promise<void> {
  const recordOf = (one: Observation) => ({ key: vacancyKey(one), value: JSON.stringify(one), headers: {} });
  await stage.around.log.publish(observations.map((one) => ({ ...recordOf(one), topic: TOPICS.observations.name })));
}

/** Publishes each by itself, and lets the enricher take all there is. */
async function take(...observations: readonly Observation[]): Promise<void> {
  const options = { group: CONSUMER_GROUPS.enricher, topics, maxRecords: 100, from: 'beginning' } as const;
  const consumer = await stage.around.log.consume(options, (batch) => enrichIn(stage.around, batch));
  const untaken = async () => (await stage.around.log.lag(options.group, topics)).filter(({ lag }) => lag > 0n);
  for (const observation of observations) {
    await publish(observation);
    await expect.poll(untaken, { interval: 5 }).toEqual([]);
  }
  await expect.poll(untaken, { interval: 5 }).toEqual([]);
  await consumer.close();
}

async function dump(): Promise<unknown> {
  const keys = ['vdab:V1', 'actiris:A1', 'forem:F1'];
  const rows = await stage.around.ledger.offers.vacancies(keys);
  return { offers: await standingOffers(stage.around), rows: keys.map((key) => rows.get(key)) };
}

async function rebuild(): Promise<void> {
  await stage.around.ledger.clear();
  await rebuildOffers({ ...stage.around, signal: new AbortController().signal });
}

test('offers and vacancies come back as they were: merged, edited, withdrawn and alone', async () => {
  await take(observed(aVacancy('vdab', 'V1')), observed(echo), observed(elsewhere));
  await take(observed(aVacancy('vdab', 'V1', { positions: 3 }), 2), withdrawn('forem', 'F1', 2));
  const before = await dump();
  await rebuild();
  expect(await dump()).toEqual(before);
  await take(withdrawn('vdab', 'V1', 3));
  const between = await dump();
  await rebuild();
  expect(await dump()).toEqual(between);
});

test('a member of an offer that was merged into another stands in the other, also when it is withdrawn there', async () => {
  const moved = aVacancy('forem', 'F1', {
    employer: { ...elsewhere.employer, name: 'Soudure SA' },
    titles: { fr: 'Soudeur' },
  });
  await take(observed(moved), observed(aVacancy('vdab', 'V1')));
  await take(observed({ ...echo, source: 'forem', reference: 'F1' }, 2));
  const [, joined] = await rowsOf('vdab:V1', 'forem:F1');
  expect(joined?.offerId).toBe((await rowsOf('vdab:V1'))[0]?.offerId);
  const before = await dump();
  await rebuild();
  expect(await dump()).toEqual(before);
  await take(withdrawn('forem', 'F1', 3));
  const [gone] = await rowsOf('forem:F1');
  await rebuild();
  expect((await rowsOf('forem:F1'))[0]?.offerId).toBe(gone?.offerId);
});

test('what the enricher has not taken yet is left to it, and is no stranger when it does', async () => {
  await take(observed(aVacancy('vdab', 'V1')));
  await publish(observed(aVacancy('vdab', 'V1', { positions: 9 }), 2), observed(elsewhere));
  await rebuild();
  expect((await rowsOf('vdab:V1', 'forem:F1')).map((row) => row?.version)).toEqual([1, undefined]);
  await take();
  const events = await publishedOffers(stage.around);
  expect(events.map(({ type }) => type)).toEqual(['offer.published', 'offer.updated', 'offer.published']);
});

async function rowsOf(...keys: readonly string[]): Promise<(VacancyRow | undefined)[]> {
  const rows = await stage.around.ledger.offers.vacancies(keys);
  return keys.map((key) => rows.get(key));
}
