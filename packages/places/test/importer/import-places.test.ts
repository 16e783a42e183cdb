import { temporaryDirectory } from '@relais/testkit';
import { describe, expect, test } from 'vitest';
import { importPlaces } from '../../src/index.ts';
import { imported, TABLES } from '../tables.ts';

const municipality = async (nis: string, changes: Record<string, string | null> = {}) =>
  (await imported(changes)).table.municipalities.find((each) => each.nis === nis);

describe('municipalities', () => {
  test('that merged are one where the newer list of names shows it, with the codes and names of before', async () => {
    expect(await municipality('73110')).toEqual({
      nis: '73110',
      names: { nl: 'Bilzen-Hoeselt', fr: 'Bilzen-Hoeselt', de: 'Bilzen-Hoeselt' },
      formerCodes: ['73006', '73032'],
      otherNames: ['Bilzen', 'Hoeselt'],
    });
    expect(await municipality('11002')).toMatchObject({
      names: { nl: 'Antwerpen', fr: 'Anvers' },
      formerCodes: ['11007'],
      otherNames: ['Borsbeek'],
    });
    expect(await municipality('73006')).toBeUndefined();
  });

  test('stay apart where no newer list says so, but for mergers that the codes show', async () => {
    const before = { 'names_2025.tsv': null };
    expect(await municipality('73110', before)).toBeUndefined();
    expect(await municipality('73006', before)).toMatchObject({ formerCodes: [] });
    expect(await municipality('12041', before)).toMatchObject({
      formerCodes: ['12030', '12034'],
      otherNames: ['Puurs', 'Sint-Amands'],
    });
    expect(await municipality('57097', before)).toMatchObject({ formerCodes: ['54010'], otherNames: [] });
  });

  test('stay apart where the newer list still has a part', async () => {
    const names = `${TABLES['names_2025.tsv']}-\tHoeselt\n`;
    expect(await municipality('73110', { 'names_2025.tsv': names })).toBeUndefined();
  });

  test('have a German name, the one of the place where German has none of its own', async () => {
    const german = async (nis: string) => (await municipality(nis))?.names.de;
    expect([await german('21004'), await german('63040'), await german('44021')]).toEqual([
      'Brüssel',
      'Kelmis',
      'Gent',
    ]);
    expect(await german('62093')).toBe('Saint-Nicolas');
  });

  test('of the newer list that nothing explains are told, and codes of no arrondissement left out', async () => {
    const { facts, table } = await imported();
    expect(facts.passedOver).toContain('Nieuwdorp');
    expect(table.municipalities.map(({ nis }) => nis)).not.toContain('99999');
  });
});

describe('postcodes', () => {
  const under = async (postcode: string, changes: Record<string, string | null> = {}) =>
    (await imported(changes)).table.localities.filter((each) => each.postcode === postcode);

  test('are under the municipality by any of its names, with their parts and positions', async () => {
    expect(await under('3740')).toEqual([
      { postcode: '3740', nis: '73110', part: 'Bilzen', position: { latitude: 50.87, longitude: 5.52 } },
      { postcode: '3740', nis: '73110', part: 'Munsterbilzen', position: { latitude: 50.89, longitude: 5.53 } },
    ]);
    expect(await under('2890')).toMatchObject([{ nis: '12041', part: 'Lippelo' }]);
    expect(await under('1050')).toMatchObject([{ nis: '21009', part: null, position: { latitude: 50.83 } }]);
  });

  test('go to the namesake in their province', async () => {
    expect(await under('9100')).toMatchObject([{ nis: '46021', part: null }]);
    expect(await under('4420')).toMatchObject([
      { nis: '62093', part: 'Montegnée' },
      { nis: '62093', part: 'Tilleur' },
    ]);
  });

  test('with an unknown name go to the municipality that has them otherwise, which keeps the spelling', async () => {
    expect((await under('4720')).map(({ part }) => part)).toEqual([null, 'Hergenrath']);
    expect(await municipality('63040')).toMatchObject({ otherNames: ['Calaminsberg'] });
  });

  test('in another arrondissement than the positions say are passed over, and told', async () => {
    expect((await under('9000')).map(({ nis }) => nis)).toEqual(['44021']);
    const { facts } = await imported();
    expect(facts.passedOver).toEqual(
      expect.arrayContaining(['9000 Bilzen', '9031 Sint-Niklaas', '9990 Verweggistan', '9988 Elders']),
    );
  });

  test('lie in the middle of what is known, where a position is missing or far off', async () => {
    const [hergenrath] = (await under('4720')).slice(1);
    expect(hergenrath?.position).toEqual({ latitude: 50.72, longitude: 6.01 });
    const drongen = (await under('9031')).find(({ part }) => part === 'Drongen');
    expect(drongen?.position).toEqual({ latitude: 51.05, longitude: 3.72 });
  });

  test('that a municipality calls its main one are believed only where no table says otherwise', async () => {
    expect(await under('7783')).toEqual([]);
    const main = TABLES['municipalities_2020.csv']?.replace('7780', '7783') ?? '';
    expect(await under('7783', { 'municipalities_2020.csv': main })).toMatchObject([{ nis: '57097', part: 'Bizet' }]);
    expect((await under('2150')).map(({ nis }) => nis)).toEqual(['11002']);
    expect(await under('7780')).toMatchObject([{ nis: '57097', part: null, position: null }]);
  });
});

describe('an import', () => {
  test('says what it was made of, and equal tables give an equal checksum', async () => {
    const { facts } = await imported();
    expect(facts).toMatchObject({
      state: '2025',
      tables: ['municipalities_2020.csv', 'names_2025.tsv', 'postcodes.tsv', 'positions.csv'],
      municipalities: 10,
      postcodes: 15,
    });
    expect(facts.id).toBe(`places-2025-${facts.checksum.slice(0, 8)}`);
    expect((await imported({ 'sectors.csv': null })).facts).toEqual(facts);
    expect((await imported({ 'names_2025.tsv': null })).facts.checksum).not.toBe(facts.checksum);
  });

  test.each([
    ['municipalities', { 'municipalities_2020.csv': null }],
    ['postcodes', { 'postcodes.tsv': null, 'positions.csv': null }],
  ])('needs a table of %s', async (missing, without) => {
    await expect(imported(without)).rejects.toMatchObject({ code: 'PLACES_FOLDER_INCOMPLETE', details: { missing } });
  });

  test('works from postcodes or positions alone', async () => {
    expect((await imported({ 'positions.csv': null })).facts.postcodes).toBeGreaterThan(5);
    expect((await imported({ 'postcodes.tsv': null })).facts.postcodes).toBeGreaterThan(5);
  });

  test('names the table that cannot be read, and a folder that is not there', async () => {
    const torn = 'NIS_code,municipality_NL,municipality_FR,zip\n11002,"Antwer';
    await expect(imported({ 'municipalities_2020.csv': torn })).rejects.toMatchObject({
      code: 'PLACES_TABLE_UNREADABLE',
      details: { file: 'municipalities_2020.csv' },
    });
    using folder = temporaryDirectory();
    await expect(importPlaces(`${folder.path}/none`)).rejects.toMatchObject({ code: 'PLACES_FOLDER_INCOMPLETE' });
  });
});
