import { type TemporaryDirectory, temporaryDirectory } from '@relais/testkit';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { diffConfigurations } from '../../src/commands/config-diff.ts';
import { openOffer, withStores, writeConfiguration } from './installation.ts';

const topic = { kind: 'topic' };
const partner = (id: string, filter: object = {}, change: object = {}) => ({
  ...{ id, name: id, subscriptions: [{ id: `${id}-all`, filter, channel: topic }] },
  ...change,
});
const BEFORE = [partner('brussels', { nuts: ['BE1'] }), partner('museum'), partner('board'), partner('gone')];

let folder: TemporaryDirectory;
let current: string;
beforeAll(async () => {
  folder = temporaryDirectory();
  current = writeConfiguration(folder.path, 'current.yaml', BEFORE);
  const brussels = Array.from({ length: 3 }, (_, n) => openOffer(`of_b${n}`));
  const flanders = Array.from({ length: 12 }, (_, n) =>
    openOffer(`of_v${String(n).padStart(2, '0')}`, { nuts: 'BE21' }),
  );
  const agency = openOffer('of_a', { supplierType: 'agency', titles: { nl: 'Lasser', fr: 'Soudeur' } });
  await withStores(current, async ({ ledger }) => {
    await ledger.offers.apply({ vacancies: [], offers: [...brussels, ...flanders, agency] });
  });
});
afterAll(() => folder.remove());
afterEach(() => vi.restoreAllMocks());

async function diffed(partners: readonly object[], json = true): Promise<string> {
  const next = writeConfiguration(folder.path, 'next.yaml', partners);
  let printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => (printed += String(text)) !== '');
  expect(await diffConfigurations(next, { config: current, simulate: false, json })).toBe(0);
  return printed;
}

interface Diff {
  readonly subscription: string;
  readonly examples: { readonly added: readonly object[]; readonly removed: readonly object[] };
}

test('a change is counted over all open offers, with ten examples and the reasons before and after', async () => {
  const next = [
    partner('brussels', { nuts: ['BE1', 'BE2'] }),
    partner('museum', {}, { policy: { suppliers: [{ deny: ['agency'] }] } }),
    partner('board', {}, { policy: { contactData: 'all' } }),
    partner('young', { nuts: ['BE2'] }),
  ];
  const { offers, subscriptions } = JSON.parse(await diffed(next)) as { offers: number; subscriptions: Diff[] };
  expect(offers).toBe(16);
  expect(subscriptions).toMatchObject([
    { subscription: 'brussels-all', kind: 'kept', added: 12, removed: 0, changed: 0, unchanged: 4 },
    { subscription: 'museum-all', kind: 'kept', added: 0, removed: 1, changed: 0, unchanged: 15 },
    { subscription: 'board-all', kind: 'kept', added: 0, removed: 0, changed: 16, unchanged: 0 },
    { subscription: 'gone-all', kind: 'vanished', added: 0, removed: 16, changed: 0, unchanged: 0 },
    { subscription: 'young-all', kind: 'new', added: 12, removed: 0, changed: 0, unchanged: 0 },
  ]);
  expect(subscriptions[0]?.examples.added).toHaveLength(10);
  expect(subscriptions[0]?.examples.added[0]).toMatchObject({ before: 'other-place', after: 'held' });
  expect(subscriptions[1]?.examples.removed).toEqual([
    { offer: 'of_a', title: 'Lasser', before: 'held', after: 'supplier-denied' },
  ]);
});

test('languages change what is shown only where an offer has texts in them', async () => {
  const french = [...BEFORE.slice(0, 2), partner('board', {}, { languages: ['fr'] }), BEFORE[3] ?? {}];
  const { subscriptions } = JSON.parse(await diffed(french)) as { subscriptions: Diff[] };
  expect(subscriptions[2]).toMatchObject({ subscription: 'board-all', changed: 1, unchanged: 15 });
});

test('the same configuration changes nothing, and a faulty one is refused before anything is read', async () => {
  const { subscriptions } = JSON.parse(await diffed(BEFORE)) as { subscriptions: object[] };
  expect(subscriptions).toHaveLength(4);
  for (const one of subscriptions) expect(one).toMatchObject({ kind: 'kept', added: 0, removed: 0, changed: 0 });
  await expect(diffed([{ id: 'Not a name' }])).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
});

test('in words it says that a vanished subscription takes nothing back by itself', async () => {
  const text = await diffed(BEFORE.slice(0, 3), false);
  expect(text).toMatch(/gone-all +vanished +0 +16/);
  expect(text).toContain('takes nothing back by itself');
  expect(text).toContain('removed at gone-all, for example');
  expect(text).toContain('held → no-subscription');
});
