import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '@relais/testkit';
import { type ImportedPlaces, importPlaces, type Places, placesOf } from '../src/index.ts';

/** A few tables in the columns that the importer knows, written by hand; positions are rough. */
export const TABLES: Readonly<Record<string, string>> = {
  'municipalities_2020.csv': lines(
    '"NIS_code","municipality_NL","municipality_FR","zip"',
    '11002,"Antwerpen","Anvers",2000',
    '11007,"Borsbeek","Borsbeek",2150',
    '12041,"Puurs-Sint-Amands","Puers-Saint-Amand",2870',
    '21004,"Brussel","Bruxelles",1000',
    '21009,"Elsene","Ixelles",1050',
    '44021,"Gent","Gand",9000',
    '46021,"Sint-Niklaas","Saint-Nicolas",9100',
    '57097,"Komen-Waasten","Comines-Warneton",7780',
    '62093,"Saint-Nicolas","Saint-Nicolas",4420',
    '63040,"Kelmis","La Calamine",2150',
    '73006,"Bilzen","Bilzen",3740',
    '73032,"Hoeselt","Hoeselt",3730',
    '99999,"Nergens","Nulle part",9999',
  ),
  'names_2025.tsv': lines(
    'region_nl\tmunicipality_nl',
    ...['Antwerpen', 'Bilzen-Hoeselt', 'Brussel', 'Elsene', 'Gent', 'Kelmis', 'Komen-Waasten'],
    ...['Puurs-Sint-Amands', 'Saint-Nicolas', 'Sint-Niklaas', 'Nieuwdorp'],
  ).replaceAll(/^(?!region)(?=.)/gm, '-\t'),
  'postcodes.tsv': lines(
    'postal_code\tmunicipality\tsub_municipality\tprovince',
    '1000\tBruxelles\t\tBrussels Hoofdstedelijk Gewest',
    '1050\tIxelles\t\t',
    '2000\tAntwerpen\t\tAntwerpen',
    '2150\tBorsbeek\t\tAntwerpen',
    '2870\tPuurs\t\tAntwerpen',
    '2890\tSint-Amands\tLippelo\tAntwerpen',
    '3730\tHoeselt\t\tLimburg',
    '3740\tBilzen\t\tLimburg',
    '3740\tBilzen\tMunsterbilzen\tLimburg',
    '4420\tSaint-Nicolas\tTilleur\tLiège',
    '4720\tKelmis\t\tLiège',
    '4720\tCalaminsberg\t\tLiège',
    '4720\tKelmis\tHergenrath\tLiège',
    '9000\tGent\t\tOost-Vlaanderen',
    '9000\tBilzen\t\tLimburg',
    '9030\tGent\tMariakerke\tOost-Vlaanderen',
    '9031\tGent\t\tOost-Vlaanderen',
    '9031\tSint-Niklaas\tKoudebroek\tOost-Vlaanderen',
    '9100\tSaint-Nicolas\t\tOost-Vlaanderen',
    '9990\tVerweggistan\t\tOost-Vlaanderen',
    '<br>\tPelt\t\tLimburg',
  ),
  'positions.csv': lines(
    'country_code,zipcode,place,community_code,latitude,longitude',
    'BE,1000,Bruxelles,21,50.85,4.35',
    'BE,1050,Elsene,21,50.83,4.37',
    'BE,2000,Antwerpen,11,51.22,4.4',
    'BE,2150,Borsbeek,11,51.19,4.49',
    'BE,2870,Puurs,12,51.07,4.28',
    'BE,2890,Lippelo,12,51.04,4.26',
    'BE,3730,Hoeselt,73,50.85,5.49',
    'BE,3740,Bilzen,73,50.87,5.52',
    'BE,3740,Munsterbilzen,73,50.89,5.53',
    'BE,4420,Tilleur,62,50.62,5.53',
    'BE,4420,Montegnée,62,50.64,5.51',
    'BE,4720,Kelmis,63,50.72,6.01',
    'BE,7783,Bizet,54,50.7,2.87',
    'BE,9000,Gent,44,51.05,3.72',
    'BE,9030,Mariakerke,44,51.07,3.68',
    'BE,9031,Drongen,44,49.6,5.8',
    'BE,9100,Sint-Niklaas,46,51.17,4.14',
    'BE,9988,Elders,43,51.27,3.53',
    'NL,1000,Amsterdam,,52.37,4.9',
  ),
  'sectors.csv': lines('code,label', 'A,Landbouw'),
};

/** Imports tables out of a folder; `changes` replaces tables, or leaves them out with null. */
export async function imported(changes: Readonly<Record<string, string | null>> = {}): Promise<ImportedPlaces> {
  using folder = temporaryDirectory();
  await writeTables(folder.path, changes);
  return await importPlaces(folder.path);
}

export async function writeTables(
  folder: string,
  changes: Readonly<Record<string, string | null>> = {},
): Promise<void> {
  for (const [name, text] of Object.entries({ ...TABLES, ...changes })) {
    if (text !== null) await writeFile(join(folder, name), text);
  }
}

export async function examplePlaces(): Promise<Places> {
  return placesOf(await imported());
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
