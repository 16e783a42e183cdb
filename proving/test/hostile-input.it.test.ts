import { join } from 'node:path';
import { type Simulator, startSimulator } from '@relais/simulator';
import { temporaryDirectory } from '@relais/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runAgainst } from '../src/embedded.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let simulator: Simulator;
beforeEach(async () => {
  directory = temporaryDirectory();
  simulator = await startSimulator({ offers: 200, seed: 5, directory: join(directory.path, 'simulated') });
});
afterEach(async () => {
  await simulator.close();
  directory.remove();
});

const liveAtSources = () => Object.values(simulator.summary().live).reduce((sum, count) => sum + count, 0);

test('answers that are cut short, in the wrong form or not for us leave nothing out', async () => {
  for (const kind of ['truncated-json', 'html-answer', 'connection-reset', 'too-many-requests'] as const) {
    await simulator.faults.set({ service: 'vdab', kind, times: 1, after: 1 });
    await simulator.faults.set({ service: 'actiris', kind, times: 1, after: 1 });
  }
  await simulator.faults.set({ service: 'vdab', kind: 'token-expiry', times: 1, after: 2 });
  await runAgainst(simulator, directory.path);
  await simulator.faults.clear();
  const books = await runAgainst(simulator, directory.path);
  expect(books.faults).toEqual([]);
  expect(books.failed).toEqual([]);
  expect(books.offers.observedLive).toBe(liveAtSources());
});

test('hostile files are refused with a reason, and everything beside them is delivered', async () => {
  for (const kind of ['entity-bomb', 'path-trick', 'oversized-record', 'wrong-encoding', 'duplicate-file'] as const) {
    await simulator.faults.set({ service: 'forem', kind, times: 1 });
  }
  const books = await runAgainst(simulator, directory.path);
  expect(books.faults).toEqual([]);
  expect(books.offers.observedLive).toBe(liveAtSources());
  const refused = books.batches.filter((batch) => batch.source === 'forem' && batch.quarantined > 0);
  expect(refused.length).toBeGreaterThanOrEqual(2);
  const observatory = books.subscriptions.find((one) => one.subscription === 'observatory-topic');
  expect(observatory?.states.confirmed).toBe(books.offers.openOffers);
});

test('a record of 50 MB in an answer costs nothing else', async () => {
  await simulator.faults.set({ service: 'vdab', kind: 'oversized-record', times: 1 });
  await runAgainst(simulator, directory.path);
  await simulator.faults.clear();
  const books = await runAgainst(simulator, directory.path);
  expect(books.faults).toEqual([]);
  expect(books.offers.observedLive).toBe(liveAtSources());
});

test('a server with another host key is not spoken to, and the other sources go on', async () => {
  const books = await runAgainst(simulator, directory.path, ({ sources }) => {
    const drop = sources.find((source) => source.id === 'forem');
    if (drop) drop.settings['hostKeyFingerprints'] = [`SHA256:${'A'.repeat(43)}`];
  });
  expect(books.failed).toEqual([expect.objectContaining({ source: 'forem' })]);
  const { vdab, actiris } = simulator.summary().live;
  expect(books.offers.observedLive).toBe(vdab + actiris);
});
