import { temporaryDirectory } from '@relais/testkit';
import { afterEach, expect, test, vi } from 'vitest';
import { explain } from '../../src/commands/explain.ts';
import { openOffer, withStores, writeConfiguration } from './installation.ts';

const subscription = (id: string, filter: object) => ({ id, filter, channel: { kind: 'topic' } });

afterEach(() => vi.restoreAllMocks());

test('says of each partner without a delivery why it is not to have the offer, or that the sink has not come to it', async () => {
  using folder = temporaryDirectory();
  const config = writeConfiguration(folder.path, 'relais.yaml', [
    { id: 'brussels', name: 'Brussels', subscriptions: [subscription('brussels-all', { nuts: ['BE1'] })] },
    { id: 'origin', name: 'Origin', service: 'vdab', subscriptions: [subscription('origin-all', {})] },
    { id: 'board', name: 'Board', subscriptions: [subscription('board-all', {})] },
  ]);
  await withStores(config, async ({ ledger }) => {
    await ledger.offers.apply({ vacancies: [], offers: [openOffer('of_v', { nuts: 'BE21' })] });
  });
  let printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => (printed += String(text)) !== '');
  expect(await explain('of_v', { config, language: 'en', json: false })).toBe(0);
  expect(printed).toContain('Brussels (brussels-all) is not to have it: the filter names other places.');
  expect(printed).toContain('Origin (origin-all) is not to have it: it came from this partner, or passed through it.');
  expect(printed).toContain('Board (board-all) is to have it, but the sink has not come to it yet.');
});
