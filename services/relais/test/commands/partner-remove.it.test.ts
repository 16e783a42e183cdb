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

/** What is said of what is held, and what is told on the way there: not beside JSON. */
async function held(config: string): Promise<{ held: unknown; told: string }> {
  const args = ['partner', 'remove', 'museum-topic', '--wait', '1', '--config', config];
  const [{ stderr: told }, { stdout, stderr }] = [await relais(args), await relais([...args, '--json'])];
  expect(stderr).toBe('');
  return { held: (JSON.parse(stdout) as { held: number }).held, told };
}

test('a partner whose filter no offer passes is asked to remove everything, and then holds nothing', async () => {
  const config = writeConfiguration(folder.path, 'relais.yaml', museum({}));
  await withStores(config, async ({ ledger }) => {
    await ledger.offers.apply({ vacancies: [], offers: ['of_1', 'of_2', 'of_3'].map((id) => openOffer(id)) });
  });
  await relais(['run', '--once', '--config', config]);
  expect(await held(config)).toEqual({ held: 3, told: '3 held, 0 being taken back\n' });
  writeConfiguration(folder.path, 'relais.yaml', museum({ origins: ['withdrawn'] }));
  await relais(['run', '--once', '--config', config]);
  expect(await held(config)).toEqual({ held: 0, told: '0 held, 0 being taken back\n' });
});
