import { describeWithSharedData, startService, temporaryDirectory } from '@relais/testkit';
import { describe, expect, test } from 'vitest';
import { runOnce } from '../src/embedded.ts';

const POPULATION = { offers: 400, seed: 3 };

describe('one round in one process', () => {
  test('ends in balance, and a second one publishes only what changed', async () => {
    using directory = temporaryDirectory();
    const first = await runOnce(directory.path, POPULATION);
    expect(first.faults).toEqual([]);
    expect(first.offers.observedLive).toBeGreaterThanOrEqual(POPULATION.offers);
    const second = await runOnce(directory.path, POPULATION);
    expect(second.faults).toEqual([]);
    const sum = (name: 'received' | 'unchanged' | 'observed') =>
      second.batches.reduce((all, batch) => all + batch[name], 0);
    expect(sum('unchanged')).toBeGreaterThan(0.8 * sum('received'));
    expect(sum('observed')).toBeLessThan(0.2 * sum('received'));
  });

  test('streams until it is asked to end, then drains and ends with code 0', async () => {
    using directory = temporaryDirectory();
    const args = ['run', '--simulate', '--offers', '100', '--directory', `${directory.path}/var`];
    await using process = startService({ entry: 'services/relais/src/main.ts', args });
    const line = await process.line(/^operations: http:/);
    const url = line.replace('operations: ', '');
    const status = await fetch(`${url}/api/v1/status`);
    expect(status.status).toBe(200);
    expect((await process.kill('SIGINT')).code).toBe(0);
  });
});

describeWithSharedData('the real documents', 'offers', (folder) => {
  test('go through to partners, every one accounted for', async () => {
    using directory = temporaryDirectory();
    const books = await runOnce(directory.path, { offers: 100, seed: 1 }, '--recorded', folder);
    expect(books.faults).toEqual([]);
    const batch = (source: string) => books.batches.filter((one) => one.source === source);
    expect(batch('france-travail')).toMatchObject([{ received: 455, observed: 455, quarantined: 0 }]);
    const documents = batch('documents');
    expect(documents.reduce((all, one) => all + one.received, 0)).toBeGreaterThanOrEqual(18);
    const observatory = books.subscriptions.find((one) => one.subscription === 'observatory-topic');
    expect(observatory?.states.confirmed).toBe(books.offers.openOffers);
  });
});
