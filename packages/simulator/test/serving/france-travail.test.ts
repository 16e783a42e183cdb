import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithSharedData } from '@relais/testkit';
import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../src/index.ts';
import { dropFiles, simulation, temporaryFolder, token } from '../simulation.ts';

function recordedFolder(count: number): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'france-travail'));
  const resultats = Array.from({ length: count }, (_, index) => ({
    id: `00${index}`,
    intitule: `Offre ${index}`,
    dateCreation: new Date(Date.UTC(2026, 0, 1 + index)).toISOString(),
  }));
  const pages = [resultats.slice(0, 150), resultats.slice(150)];
  for (const [number, page] of pages.entries()) {
    writeFileSync(join(folder, `france-travail/page-${number}.json`), JSON.stringify({ resultats: page }));
  }
  return folder;
}

async function search(
  simulator: Simulator,
  query: string,
): Promise<{ status: number; range: string | null; ids: string[] }> {
  const address = simulator.addresses.recorded?.franceTravail;
  if (!address) throw new Error('nothing recorded');
  const headers = { authorization: `Bearer ${await token(address)}` };
  const answer = await fetch(`${address.baseUrl}/offres/search?${query}`, { headers });
  const found = answer.headers.get('content-type')?.includes('json')
    ? ((await answer.json()) as { resultats?: { id: string }[] })
    : {};
  return {
    status: answer.status,
    range: answer.headers.get('content-range'),
    ids: (found.resultats ?? []).map(({ id }) => id),
  };
}

describe('recorded France Travail offers', () => {
  test('come in ranges, 206 with their place in the whole', async () => {
    const simulator = await simulation({ recorded: recordedFolder(180) });
    const first = await search(simulator, 'range=0-149');
    const second = await search(simulator, 'range=150-299');
    expect([first.status, first.range, first.ids.length]).toEqual([206, 'offres 0-149/180', 150]);
    expect([second.status, second.range, second.ids.length]).toEqual([206, 'offres 150-179/180', 30]);
    expect(new Set([...first.ids, ...second.ids]).size).toBe(180);
    expect((await search(simulator, 'range=180-200')).status).toBe(204);
    const span = 'minCreationDate=2026-01-02T00:00:00Z&maxCreationDate=2026-01-04T00:00:00Z';
    expect(await search(simulator, span)).toEqual({ status: 200, range: 'offres 0-2/3', ids: ['001', '002', '003'] });
  });

  test('are refused beyond the limits of the API, and without a token', async () => {
    const simulator = await simulation({ recorded: recordedFolder(10) });
    for (const range of ['0-150', '3001-3010', '3000-3150', '5-4', 'x']) {
      expect((await search(simulator, `range=${range}`)).status).toBe(400);
    }
    const { baseUrl } = simulator.addresses.recorded?.franceTravail ?? { baseUrl: '' };
    expect((await fetch(`${baseUrl}/offres/search`)).status).toBe(401);
  });

  test('that are no page of offers are named', async () => {
    const folder = recordedFolder(1);
    writeFileSync(join(folder, 'france-travail/wrong.json'), '{"offers":[]}');
    await expect(simulation({ recorded: folder })).rejects.toMatchObject({
      code: 'RECORDED_UNREADABLE',
      details: { file: 'wrong.json' },
    });
  });
});

describeWithSharedData('the real recorded offers', 'offers', (real) => {
  test('are all served: 455 by range, 18 documents in the drop', async () => {
    const simulator = await simulation({ recorded: real });
    const ids: string[] = [];
    for (let from = 0; ; from += 150) {
      const page = await search(simulator, `range=${from}-${from + 149}`);
      if (page.ids.length === 0) break;
      ids.push(...page.ids);
    }
    expect(new Set(ids).size).toBe(455);
    const drop = simulator.addresses.recorded?.drop;
    expect(drop && (await dropFiles(drop)).length).toBe(18);
  });
});
