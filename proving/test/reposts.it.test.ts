import { join } from 'node:path';
import { openStores, requireConfiguration } from '@relais/configuration';
import { environmentOf } from '@relais/relais';
import { silentLogger } from '@relais/runtime';
import { type Simulator, startSimulator } from '@relais/simulator';
import { temporaryDirectory } from '@relais/testkit';
import { expect, test } from 'vitest';
import { runAgainst } from '../src/embedded.ts';

test('a job that its service shows again under a new reference keeps its offer', async () => {
  using directory = temporaryDirectory();
  const simulator = await startSimulator({ offers: 600, seed: 11, directory: join(directory.path, 'simulated') });
  await runAgainst(simulator, directory.path);
  const before = await offersByVacancy(simulator, directory.path);
  const { reposted } = await simulator.advance({ times: 4 });
  await runAgainst(simulator, directory.path);
  const after = await offersByVacancy(simulator, directory.path);
  const reposts = repostsIn(simulator).filter(({ first }) => before.has(first));
  await simulator.close();
  expect(reposts.length).toBeGreaterThanOrEqual(reposted / 2);
  const kept = reposts.filter(({ first, again }) => before.get(first) === after.get(again));
  expect(kept.length).toBeGreaterThanOrEqual(0.95 * reposts.length);
});

/** Vacancies that took the place of one of the same job at the same service. */
function repostsIn(simulator: Simulator): { first: string; again: string }[] {
  return simulator.truth().list.flatMap(({ appearances }) => {
    const again = appearances.find(({ kind, live }) => kind === 'repost' && live);
    const first = appearances.find(
      ({ kind, live, service }) => kind !== 'repost' && !live && service === again?.service,
    );
    if (again === undefined || first === undefined) return [];
    return { first: `${first.service}:${first.reference}`, again: `${again.service}:${again.reference}` };
  });
}

/** The open offer of each live vacancy. */
async function offersByVacancy(simulator: Simulator, directory: string): Promise<ReadonlyMap<string, string>> {
  const environment = environmentOf(simulator.addresses, 'unused');
  const configuration = requireConfiguration({ path: join(directory, 'relais.yaml'), environment });
  const stores = await openStores({ ...configuration, directory: join(directory, 'var') }, silentLogger);
  const found = new Map<string, string>();
  for await (const offers of stores.ledger.offers.scanOffers({ status: 'open' })) {
    for (const { id, members } of offers) {
      for (const { source, reference } of members) found.set(`${source}:${reference}`, id);
    }
  }
  await stores.close();
  return found;
}
