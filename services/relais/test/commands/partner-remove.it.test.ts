import { type TemporaryDirectory, temporaryDirectory } from '@relais/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { relais } from '../command.ts';
import { openOffer, withStores, writeConfiguration } from './installation.ts';

const museum = (filter: object) => [
  { id: 'museum', name: 'Museum', subscriptions: [{ id: 'museum-topic', filter, channel: { kind: 'topic' } }] },
];

let folder: TemporaryDirectory;
beforeAll(() => {
  folder = temporaryDirectory();
});
afterAll(() => folder.remove());

async function held(config: string): Promise<number> {
  const { stdout } = await relais(['partner', 'remove', 'museum-topic', '--json', '--config', config]);
  return (JSON.parse(stdout) as { held: number }).held;
}

test('a partner whose filter no offer passes is asked to remove everything, and then holds nothing', async () => {
  const config = writeConfiguration(folder.path, 'relais.yaml', museum({}));
  await withStores(config, async ({ ledger }) => {
    await ledger.offers.apply({ vacancies: [], offers: ['of_1', 'of_2', 'of_3'].map((id) => openOffer(id)) });
  });
  await relais(['run', '--once', '--config', config]);
  expect(await held(config)).toBe(3);
  writeConfiguration(folder.path, 'relais.yaml', museum({ origins: ['withdrawn'] }));
  await relais(['run', '--once', '--config', config]);
  expect(await held(config)).toBe(0);
});
