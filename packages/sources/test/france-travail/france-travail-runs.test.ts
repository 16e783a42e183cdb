import { afterEach, expect, test } from 'vitest';
import { franceTravailSource } from '../../src/france-travail/index.ts';
import type { SimulatedWorld } from '../simulated.ts';
import { ofKind, readAll, referencesOf, testContext } from '../test-context.ts';
import { offer } from './builders.ts';
import { franceTravailSettings, recordedWorld } from './recorded.ts';

let world: SimulatedWorld | undefined;
afterEach(async () => await world?.close());

/** Offers created over three years, one after the other. */
function spreadOffers(count: number): Record<string, unknown>[] {
  const first = Date.parse('2023-01-01T00:00:00.000Z');
  const step = (Date.parse('2026-01-01T00:00:00.000Z') - first) / count;
  return Array.from({ length: count }, (_, index) =>
    offer(`ref${index}`, { dateCreation: new Date(first + index * step).toISOString() }),
  );
}

test('a search beyond what can be paged through is split by date until every part can', async () => {
  world = await recordedWorld(spreadOffers(300));
  const context = testContext();
  const settings = franceTravailSettings(world, { searchLimit: 40, pageSize: 20 });
  const { runs } = await readAll(franceTravailSource.open('ft', settings, context), 'round');
  expect(new Set(referencesOf(runs[0]?.items ?? [])).size).toBe(300);
  expect(runs[0]).toMatchObject({ announced: 300 });
  expect(runs[0]?.run.end().complete).toBe(true);
});

test('offers created in one second that are more than can be paged through leave the snapshot incomplete', async () => {
  world = await recordedWorld(Array.from({ length: 60 }, (_, index) => offer(`ref${index}`)));
  const settings = franceTravailSettings(world, { searchLimit: 40, pageSize: 20 });
  const { runs } = await readAll(franceTravailSource.open('ft', settings, testContext()), 'round');
  expect(new Set(referencesOf(runs[0]?.items ?? [])).size).toBe(40);
  expect(runs[0]?.run.end().complete).toBe(false);
});

test('changes are the offers created since the cursor, reaching back by the overlap', async () => {
  const recent = offer('new', { dateCreation: new Date(Date.now() - 60_000).toISOString() });
  world = await recordedWorld([...spreadOffers(20), recent]);
  const adapter = franceTravailSource.open('ft', franceTravailSettings(world), testContext());
  const cursor = JSON.stringify({ until: new Date(Date.now() - 30_000).toISOString() });
  const { runs } = await readAll(adapter, 'changes', cursor);
  expect(runs.map(({ run }) => run.mode)).toEqual(['delta']);
  expect(referencesOf(runs[0]?.items ?? [])).toEqual(['new']);
});

test('a snapshot that ends early is not complete', async () => {
  world = await recordedWorld(spreadOffers(100));
  await world.simulator.faults.set({ service: 'france-travail', kind: 'truncated-snapshot', rate: 1, remains: 0.5 });
  const { runs } = await readAll(franceTravailSource.open('ft', franceTravailSettings(world), testContext()), 'round');
  expect(runs[0]?.run.end().complete).toBe(false);
  expect(ofKind(runs[0]?.items ?? [], 'withdrawn')).toEqual([]);
});

test('a token that dies in the middle of paging is replaced', async () => {
  world = await recordedWorld(spreadOffers(90));
  await world.simulator.faults.set({ service: 'france-travail', kind: 'token-expiry', after: 2, times: 2 });
  const settings = franceTravailSettings(world, { pageSize: 10 });
  const { runs } = await readAll(franceTravailSource.open('ft', settings, testContext()), 'round');
  expect(runs[0]?.run.end().complete).toBe(true);
});
