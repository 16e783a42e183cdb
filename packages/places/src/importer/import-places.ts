import { basename } from 'node:path';
import { placesErrors } from '../errors.ts';
import { checksumOf, type ImportedPlaces, type PlaceTable } from '../place-table.ts';
import { LocalityBuilder } from './localities.ts';
import { readMunicipalities } from './municipalities.ts';
import { readTables, type Table } from './read-tables.ts';

const MOST_PASSED_OVER = 50;

/**
 * Imports the tables of a folder, known by their columns (docs/places.md): municipalities with their NIS codes, postcodes
 * with their parts, positions, and a newer list of names that tells which mergers have come. Municipalities and either
 * postcodes or positions are needed. Throws `PLACES_FOLDER_INCOMPLETE` and `PLACES_TABLE_UNREADABLE`.
 */
export async function importPlaces(folder: string): Promise<ImportedPlaces> {
  const { municipalities, names, postcodes, positions } = await readTables(folder);
  const missing = municipalities === undefined ? 'municipalities' : 'postcodes';
  if (municipalities === undefined || (postcodes === undefined && positions === undefined)) {
    throw placesErrors.create('PLACES_FOLDER_INCOMPLETE', { folder: basename(folder), missing });
  }
  const { all, unexplained } = readMunicipalities(municipalities, names);
  const builder = new LocalityBuilder(all, positions);
  if (postcodes) builder.addPostcodes(postcodes);
  const localities = builder.build();
  const table: PlaceTable = { municipalities: all.map(({ postcode: _main, ...each }) => each), localities };
  const used = [municipalities, names, postcodes, positions].filter((each) => each !== undefined);
  const state = newestYear([municipalities, names]);
  return { table, facts: factsOf(table, state, used, [...unexplained, ...builder.passedOver]) };
}

function factsOf(
  table: PlaceTable,
  state: string | null,
  used: readonly Table[],
  passedOver: readonly string[],
): ImportedPlaces['facts'] {
  const checksum = checksumOf(table);
  return {
    id: ['places', state, checksum.slice(0, 8)].filter((part) => part !== null).join('-'),
    checksum,
    state,
    tables: used.map(({ file }) => file),
    municipalities: table.municipalities.length,
    postcodes: new Set(table.localities.map(({ postcode }) => postcode)).size,
    passedOver: passedOver.slice(0, MOST_PASSED_OVER),
  };
}

function newestYear(tables: readonly (Table | undefined)[]): string | null {
  const years = tables.flatMap((table) => table?.file.match(/20\d\d/g) ?? []);
  return years.toSorted().at(-1) ?? null;
}
