import { describe, expect, test } from 'vitest';
import type { ActirisGeneration, Simulator } from '../../src/index.ts';
import { brusselsDate, brusselsMidnight } from '../../src/serving/actiris/brussels-time.ts';
import { DAY_MS, heldClock, liveReferences, simulation } from '../simulation.ts';

const PATHS = { A: '/Umbraco/api/OffersApi/GetAllOffers', B: '/api/Offer/GetAllOffers' };

type Row = Readonly<Record<string, unknown>> & { readonly reference: string };

async function search(
  simulator: Simulator,
  generation: ActirisGeneration,
  request: { filter?: object; from?: number; pageSize?: number } = {},
): Promise<{ status: number; total: number; rows: readonly Row[] }> {
  const { filter = {}, from = 0, pageSize = 200 } = request;
  const body = { pageOption: { page: 1 + from / pageSize, from, pageSize }, offreFilter: { texte: '', ...filter } };
  const answer = await fetch(`${simulator.addresses.actiris.baseUrl}${PATHS[generation]}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  if (answer.status !== 200) return { status: answer.status, total: 0, rows: [] };
  const found = (await answer.json()) as { total: number; items?: Row[]; offers?: Row[] };
  const rows = generation === 'A' ? found.items : found.offers;
  return { status: 200, total: found.total, rows: rows ?? [] };
}

describe('the search', () => {
  test('shows every live offer once over its pages', async () => {
    const simulator = await simulation();
    await simulator.advance({ times: 2 });
    const rows: Row[] = [];
    for (;;) {
      const page = await search(simulator, 'B', { from: rows.length, pageSize: 13 });
      if (page.rows.length === 0) break;
      rows.push(...page.rows);
    }
    expect(rows.map(({ reference }) => reference).toSorted()).toEqual(liveReferences(simulator, 'actiris'));
  });

  test('tells provenance by its flags alone, which share out the whole', async () => {
    const simulator = await simulation();
    const flags = ['isOffreActiris', 'isOffreVdabForem', 'isOfferPartner'];
    const passes = await Promise.all(flags.map((flag) => search(simulator, 'B', { filter: { [flag]: true } })));
    const references = passes.flatMap(({ rows }) => rows.map(({ reference }) => reference));
    expect(references.toSorted()).toEqual(liveReferences(simulator, 'actiris'));
    expect(passes.every(({ total }) => total > 0)).toBe(true);
    const echoes = simulator
      .truth()
      .list.flatMap(({ appearances }) =>
        appearances.filter(({ kind, service }) => kind === 'echo' && service === 'actiris'),
      );
    expect(passes[1]?.rows.map(({ reference }) => reference).toSorted()).toEqual(
      echoes.map(({ reference }) => reference).toSorted(),
    );
    expect(passes[1]?.rows.every(({ typeOffer }) => typeOffer === 'Hrxml')).toBe(true);
  });

  test('shows what was modified since a day', async () => {
    const clock = heldClock();
    const simulator = await simulation({ clock, offers: 2000 });
    clock.move(DAY_MS);
    const { created } = await simulator.advance();
    const day = brusselsDate(clock.now());
    const { total, rows } = await search(simulator, 'B', { filter: { dateDerniereModification: day } });
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan(created * 2);
    expect(rows.every(({ dateModification }) => String(dateModification) >= day)).toBe(true);
  });

  test('has other names in generation A, and the path of the other generation is gone', async () => {
    const simulator = await simulation({ actirisGeneration: 'A' });
    const { rows } = await search(simulator, 'A', { pageSize: 5 });
    expect(rows[0]).toMatchObject({
      employeur: { nomFr: expect.any(String) as string },
      typeOffre: expect.any(String) as string,
    });
    expect((await search(simulator, 'B')).status).toBe(404);
    simulator.switchActiris('B');
    expect(simulator.addresses.actiris.generation).toBe('B');
    const later = await search(simulator, 'B', { pageSize: 5 });
    expect(later.rows[0]).toMatchObject({
      employer: null,
      numeroEntreprise: expect.stringMatching(/^\d{10}$/) as string,
    });
    expect((await search(simulator, 'A')).status).toBe(404);
  });

  test('announces more than it gives when the snapshot is truncated', async () => {
    const simulator = await simulation();
    await simulator.faults.set({ service: 'actiris', kind: 'truncated-snapshot' });
    const { total, rows } = await search(simulator, 'B');
    expect([total, rows.length]).toEqual([75, 37]);
  });
});

test('moments are written as midnight in Brussels, summer and winter', () => {
  expect(brusselsMidnight(Date.UTC(2026, 9, 9, 12))).toBe('2026-10-09T00:00:00+02:00');
  expect(brusselsMidnight(Date.UTC(2026, 10, 22, 23, 30))).toBe('2026-11-23T00:00:00+01:00');
  expect(brusselsMidnight(Date.UTC(2026, 9, 25, 0, 59))).toBe('2026-10-25T00:00:00+02:00');
  expect(brusselsMidnight(Date.UTC(2026, 9, 25, 1))).toBe('2026-10-25T00:00:00+01:00');
});
