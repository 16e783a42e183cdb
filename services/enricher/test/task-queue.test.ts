import { offerIdOf } from '@relais/vacancy';
import { beforeEach, expect, test } from 'vitest';
import { enrichBatch } from '../src/enrich-batch.ts';
import { TaskQueue } from '../src/task-queue.ts';
import { aStageForEachTest, aVacancy, batchOf, observed, standingOffers } from './open-stage.ts';

const stage = aStageForEachTest();
let queue: TaskQueue;
beforeEach(() => {
  queue = new TaskQueue(stage.around);
});

const here = aVacancy('vdab', 'V1');
const sameHere = aVacancy('actiris', 'A1');
const elsewhere = aVacancy('forem', 'F1', { titles: { fr: 'Soudeur' } });
const through = (...vacancies: Parameters<typeof observed>[0][]) =>
  enrichBatch(stage.around, queue, batchOf(...vacancies.map((vacancy) => observed(vacancy))));
const openOffers = async () => (await standingOffers(stage.around)).filter(({ status }) => status === 'open');

test('two partitions that bring one job at the same moment make one offer', async () => {
  await Promise.all([through(here), through(sameHere)]);
  expect((await openOffers()).map(({ members }) => members.length)).toEqual([2]);
});

test('what another process holds is waited for, and holds up nothing else', async () => {
  await stage.around.state.leases.acquire('other', [{ id: 'one', names: ['v:vdab:V1'] }], 60_000);
  const held = through(here);
  await through(elsewhere);
  expect((await openOffers()).map(({ id }) => id)).toEqual([offerIdOf('forem:F1')]);
  await stage.around.state.leases.release('other', ['v:vdab:V1']);
  await held;
  expect(await openOffers()).toHaveLength(2);
});

test('a batch whose partition was given away stops waiting', async () => {
  await stage.around.state.leases.acquire('other', [{ id: 'one', names: ['v:vdab:V1'] }], 60_000);
  const partition = new AbortController();
  const held = enrichBatch(stage.around, queue, { ...batchOf(observed(here)), signal: partition.signal });
  partition.abort();
  await expect(held).rejects.toThrow('aborted');
  await through(elsewhere);
  expect(await openOffers()).toHaveLength(1);
});

test('a failure ends what was tried together, and what comes later is carried out', async () => {
  let powerless = true;
  const publish: typeof stage.around.log.publish = (records) =>
    powerless ? Promise.reject(new Error('power cut')) : stage.around.log.publish(records);
  const log = Object.assign(Object.create(stage.around.log) as typeof stage.around.log, { publish });
  queue = new TaskQueue({ ...stage.around, log });
  const outcomes = await Promise.allSettled([through(here), through(elsewhere)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  powerless = false;
  await through(here, elsewhere);
  expect(await openOffers()).toHaveLength(2);
});

test('an offer that only shares a match key with what comes is neither held nor read', async () => {
  await through(here);
  const asked: string[] = [];
  const offers: typeof stage.around.ledger.offers.offers = (ids) => {
    asked.push(...ids);
    return stage.around.ledger.offers.offers(ids);
  };
  const watched = Object.assign(Object.create(stage.around.ledger.offers) as typeof stage.around.ledger.offers, {
    offers,
  });
  queue = new TaskQueue({ ...stage.around, ledger: { ...stage.around.ledger, offers: watched } });
  const cleaner = aVacancy('actiris', 'A7', { titles: { fr: 'Aide-ménagère' } });
  await through(cleaner);
  expect(asked).not.toContain(offerIdOf('vdab:V1'));
  await through(sameHere);
  expect(asked).toContain(offerIdOf('vdab:V1'));
});
