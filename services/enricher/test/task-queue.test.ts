import { offerIdOf } from '@relais/vacancy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { enrichBatch } from '../src/enrich-batch.ts';
import type { EnricherSurroundings } from '../src/leased-work.ts';
import { TaskQueue } from '../src/task-queue.ts';
import { aVacancy, batchOf, observed, openTestStage, standingOffers } from './open-stage.ts';

let stage: Awaited<ReturnType<typeof openTestStage>>;
let around: EnricherSurroundings;
let queue: TaskQueue;
beforeEach(async () => {
  stage = await openTestStage();
  around = stage.around;
  queue = new TaskQueue(around);
});
afterEach(() => stage.close());

const here = aVacancy('vdab', 'V1');
const sameHere = aVacancy('actiris', 'A1');
const elsewhere = aVacancy('forem', 'F1', { titles: { fr: 'Soudeur' } });
const through = (...vacancies: Parameters<typeof observed>[0][]) =>
  enrichBatch(around.log, queue, batchOf(...vacancies.map((vacancy) => observed(vacancy))));
const openOffers = async () => (await standingOffers(around)).filter(({ status }) => status === 'open');

test('two partitions that bring one job at the same moment make one offer', async () => {
  await Promise.all([through(here), through(sameHere)]);
  expect((await openOffers()).map(({ members }) => members.length)).toEqual([2]);
});

test('what another process holds is waited for, and holds up nothing else', async () => {
  await around.state.leases.acquire('other', [{ id: 'one', names: ['v:vdab:V1'] }], 60_000);
  const held = through(here);
  await through(elsewhere);
  expect((await openOffers()).map(({ id }) => id)).toEqual([offerIdOf('forem:F1')]);
  await around.state.leases.release('other', ['v:vdab:V1']);
  await held;
  expect(await openOffers()).toHaveLength(2);
});

test('a batch whose partition was given away stops waiting', async () => {
  await around.state.leases.acquire('other', [{ id: 'one', names: ['v:vdab:V1'] }], 60_000);
  const partition = new AbortController();
  const held = enrichBatch(around.log, queue, { ...batchOf(observed(here)), signal: partition.signal });
  partition.abort();
  await expect(held).rejects.toThrow('aborted');
  await through(elsewhere);
  expect(await openOffers()).toHaveLength(1);
});

test('a failure ends what was tried together, and what comes later is carried out', async () => {
  let powerless = true;
  const publish: typeof around.log.publish = (records) =>
    powerless ? Promise.reject(new Error('power cut')) : around.log.publish(records);
  const log = Object.assign(Object.create(around.log) as typeof around.log, { publish });
  queue = new TaskQueue({ ...around, log });
  const outcomes = await Promise.allSettled([through(here), through(elsewhere)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  powerless = false;
  await through(here, elsewhere);
  expect(await openOffers()).toHaveLength(2);
});

test('an offer that only shares a match key with what comes is neither held nor read', async () => {
  await through(here);
  const asked: string[] = [];
  const offers: typeof around.ledger.offers.offers = (ids) => {
    asked.push(...ids);
    return around.ledger.offers.offers(ids);
  };
  const watched = Object.assign(Object.create(around.ledger.offers) as typeof around.ledger.offers, { offers });
  queue = new TaskQueue({ ...around, ledger: { ...around.ledger, offers: watched } });
  const cleaner = aVacancy('actiris', 'A7', { titles: { fr: 'Aide-ménagère' } });
  await through(cleaner);
  expect(asked).not.toContain(offerIdOf('vdab:V1'));
  await through(sameHere);
  expect(asked).toContain(offerIdOf('vdab:V1'));
});
