import { silentLogger } from '@relais/runtime';
import { afterEach, expect, test } from 'vitest';
import { ENRICHER_SEATS, takeSeat } from '../src/seat.ts';
import { aStageForEachTest } from './open-stage.ts';

const stage = aStageForEachTest();
const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const seat of closing.splice(0)) await seat.close();
});

const all = ENRICHER_SEATS.map((name) => ({ id: name, names: [name] }));
const leases = () => stage.around.state.leases;
const freeFor = async (holder: string) => (await leases().acquire(holder, all, 30_000)).granted;

async function seated(holder: string, signal = new AbortController().signal) {
  const seat = await takeSeat({ state: stage.around.state, holder, logger: silentLogger, signal });
  closing.push(seat);
  return seat;
}

test('each enricher that runs holds a lease that a rebuild wants, and gives it up when it ends', async () => {
  const first = await seated('one');
  await seated('two');
  expect(await freeFor('rebuild')).toEqual(ENRICHER_SEATS.slice(2));
  await first.close();
  expect(await freeFor('rebuild')).toEqual(ENRICHER_SEATS.filter((_, at) => at !== 1));
});

test('an enricher that is started while the ledger is rebuilt waits for the end of it', async () => {
  await freeFor('rebuild');
  let isSeated = false;
  const waiting = seated('one').then(() => (isSeated = true));
  expect(await freeFor('rebuild')).toEqual(ENRICHER_SEATS);
  expect(isSeated).toBe(false);
  await leases().release('rebuild', ENRICHER_SEATS);
  await waiting;
});

test('and may be ended while it waits', async () => {
  await freeFor('rebuild');
  const ending = new AbortController();
  const waiting = seated('one', ending.signal);
  ending.abort(new Error('the process ends'));
  await expect(waiting).rejects.toThrow('the process ends');
});
