import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TemporaryDirectory, temporaryDirectory } from '@relais/testkit';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { program } from '../../src/program.ts';

const TABLES = {
  'municipalities_2020.csv': [
    'NIS_code,municipality_NL,municipality_FR,zip',
    '21004,Brussel,Bruxelles,1000',
    '37015,Tielt,Tielt,8700',
    '37007,Meulebeke,Meulebeke,8760',
  ],
  'names_2025.csv': ['municipality_nl', 'Brussel', 'Tielt', 'Nieuwdorp'],
  'positions.csv': [
    'zipcode,place,latitude,longitude',
    '1000,Brussel,50.85,4.35',
    '8700,Tielt,51,3.33',
    '8760,Meulebeke,50.95,3.29',
  ],
};

let folder: TemporaryDirectory;
let releases: string;
let tables: string;
beforeAll(() => {
  folder = temporaryDirectory();
  releases = join(folder.path, 'releases');
  tables = join(folder.path, 'tables');
  mkdirSync(tables);
  for (const [name, lines] of Object.entries(TABLES)) writeFileSync(join(tables, name), `${lines.join('\n')}\n`);
});
afterAll(() => folder.remove());
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

async function called(name: string, ...args: string[]): Promise<{ code: number; text: string }> {
  let text = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => (text += String(chunk)) !== '');
  process.exitCode = undefined;
  await program().parseAsync(['node', 'relais', 'places', name, '--releases', releases, ...args]);
  return { code: exitCode(), text };
}

function exitCode(): number {
  return Number(process.exitCode ?? 0);
}

const json = async (name: string, ...args: string[]) =>
  JSON.parse((await called(name, ...args, '--json')).text) as unknown;

test('tables are imported, listed, put into use and asked', async () => {
  expect((await called('list')).text).toBe(`no places in ${releases}\n`);
  const imported = (await json('import', tables)) as { id: string; path: string };
  expect(imported).toMatchObject({ municipalities: 2, postcodes: 3, passedOver: ['Nieuwdorp'] });
  expect(imported.path).toBe(join(releases, `${imported.id}.places`));
  expect(await json('list')).toMatchObject([{ id: imported.id, inUse: false }]);
  expect((await called('use', imported.id)).text).toBe(`${imported.id} is in use\n`);
  expect((await called('list')).text).toMatch(/^\* places-2025-/);

  expect(await json('show', '8760')).toMatchObject({
    found: 'place',
    place: { postcode: '8760', municipality: { nis: '37022', area: { nuts3: 'BE257' } } },
    source: imported.id,
  });
  expect((await called('show', '37007', '--within', '10')).text.split('\n')).toEqual([
    '  municipality  Tielt',
    '  NIS           37022 (before: 37007, 37015)',
    '  province      West-Vlaanderen / Flandre occidentale / Westflandern',
    '  region        Vlaams Gewest / Région flamande / Flämische Region',
    '  NUTS          BE257',
    '  position      51, 3.33',
    '  postcodes     8700 8760',
    '   0.0 km  8700 Tielt',
    '   6.2 km  8760 Tielt',
    `from ${imported.id}`,
    '',
  ]);
  expect(await json('show', 'bruxelles')).toMatchObject({ found: 'place', place: { municipality: { nis: '21004' } } });
});

test('what is not known ends with code 1, and without imported places the ranges of postcodes answer', async () => {
  expect(await called('show', '12345')).toMatchObject({ code: 1 });
  const none = ['--releases', join(folder.path, 'none')];
  expect((await called('show', '4700', ...none)).code).toBe(0);
  const name = await called('show', 'Eupen', ...none);
  expect(name).toMatchObject({ code: 1, text: expect.stringContaining('need places that are imported') as unknown });
});

test('a folder without the tables, and a file that is none, are named', async () => {
  await expect(called('import', folder.path)).rejects.toMatchObject({ code: 'PLACES_FOLDER_INCOMPLETE' });
  await expect(called('show', '1000', '--places', join(tables, 'names_2025.csv'))).rejects.toMatchObject({
    code: 'PLACES_FILE_INVALID',
  });
});
