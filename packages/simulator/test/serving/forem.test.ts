import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../src/index.ts';
import { liveReferences, simulation } from '../simulation.ts';

type Row = Readonly<Record<string, unknown>> & { readonly numerooffreforem: string };

const COLUMNS =
  'numerooffreforem titreoffre nomemployeur lieuxtravaillocalite lieuxtravailcodepostal lieuxtravailregion lieuxtravailregionnuts lieuxtravailgeo typecontrat regimetravail nombrepostes niveauxetudes langues languescodeiso2 secteurs permisdeconduire experiencerequise metier metiercodedimeco source referenceexterne url datedebutdiffusion datefindiffusion';

async function ask(simulator: Simulator, what: string): Promise<Response> {
  const { baseUrl, dataset } = simulator.addresses.foremOpenData;
  return await fetch(`${baseUrl}/catalog/datasets/${dataset}/${what}`);
}

async function rows(simulator: Simulator, query = ''): Promise<Row[]> {
  return (await (await ask(simulator, `exports/json${query}`)).json()) as Row[];
}

async function total(simulator: Simulator): Promise<number> {
  return ((await (await ask(simulator, 'records?limit=1')).json()) as { total_count: number }).total_count;
}

describe("Le Forem's open data", () => {
  test('exports every live offer once, in 24 columns', async () => {
    const simulator = await simulation();
    await simulator.advance({ times: 2 });
    const all = await rows(simulator);
    expect(all.map(({ numerooffreforem }) => numerooffreforem).toSorted()).toEqual(liveReferences(simulator, 'forem'));
    for (const row of all) expect(Object.keys(row).toSorted()).toEqual(COLUMNS.split(' ').toSorted());
  });

  test('names in pages what the export holds, never beyond row 10,000', async () => {
    const simulator = await simulation();
    const all = await rows(simulator);
    const page = (await (await ask(simulator, 'records?limit=5&offset=10')).json()) as {
      total_count: number;
      results: Row[];
    };
    expect([page.total_count, page.results]).toEqual([all.length, all.slice(10, 15)]);
    expect((await ask(simulator, 'records?limit=100&offset=9900')).status).toBe(200);
    expect((await ask(simulator, 'records?limit=100&offset=9901')).status).toBe(400);
    expect((await ask(simulator, 'records?limit=101')).status).toBe(400);
  });

  test('takes the conditions that clients use, and refuses others', async () => {
    const simulator = await simulation({ offers: 2000 });
    const all = await rows(simulator);
    const day = all.map((row) => String(row['datedebutdiffusion'])).toSorted()[all.length >> 1] ?? '';
    const where = (condition: string) => `?where=${encodeURIComponent(condition)}`;
    const since = await rows(simulator, where(`datedebutdiffusion>=date'${day}'`));
    expect(since.every((row) => String(row['datedebutdiffusion']) >= day)).toBe(true);
    expect(since.length).toBeLessThan(all.length);
    const [first] = all;
    expect(await rows(simulator, where(`numerooffreforem="${first?.numerooffreforem}"`))).toEqual([first]);
    expect((await ask(simulator, `exports/json${where('nonsense')}`)).status).toBe(400);
  });

  test('names the service and the reference that an echo comes from', async () => {
    const simulator = await simulation({ offers: 2000 });
    const echoes = simulator
      .truth()
      .list.flatMap(({ appearances }) =>
        appearances.flatMap(({ service, kind, reference }) =>
          service === 'forem' && kind === 'echo'
            ? [[reference, appearances.find((other) => other.service === 'vdab')?.reference]]
            : [],
        ),
      );
    expect(echoes.length).toBeGreaterThan(0);
    const named = (await rows(simulator)).filter(({ source }) => source === 'VDAB');
    expect(named.map((row) => [row.numerooffreforem, row['referenceexterne']])).toEqual(echoes);
  });

  test('breaks off, or ends early with or without a word, when it is told to', async () => {
    const simulator = await simulation();
    const whole = await total(simulator);
    await simulator.faults.set({ service: 'forem-open-data', kind: 'truncated-json' });
    await expect(rows(simulator)).rejects.toThrow();
    await simulator.faults.set({ service: 'forem-open-data', kind: 'truncated-snapshot' });
    expect((await rows(simulator)).length).toBe(Math.floor(whole / 2));
    await simulator.faults.set({ service: 'forem-open-data', kind: 'truncated-snapshot', quiet: true });
    expect([await total(simulator), (await rows(simulator)).length]).toEqual([whole >> 1, whole >> 1]);
    expect((await rows(simulator)).length).toBe(whole);
  });
});
