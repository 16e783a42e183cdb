import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT } from '@relais/configuration';
import {
  type Area,
  importPlaces as importTables,
  type Names,
  type Nearby,
  openPlaces,
  type Place,
  type PlaceFound,
  type Places,
  type PlacesFacts,
  placesInUse,
  readPlacesFacts,
  usePlaces as useFile,
  writePlaces,
} from '@relais/places';
import { writing } from './writing.ts';

const EXTENSION = '.places';

interface Kept {
  readonly json: boolean;
  /** Folder that files of places are kept in, beside the reference releases. */
  readonly releases: string;
}

/** `relais places import`: one compact file out of a folder of tables. */
export async function importPlaces(folder: string, options: Kept & { out?: string }): Promise<number> {
  const imported = await importTables(folder);
  const { facts } = imported;
  const path = options.out ?? join(options.releases, `${facts.id}${EXTENSION}`);
  await writing(path, () => writePlaces(imported, path));
  print(options, { ...facts, path }, `${factsText(facts)}written to ${path}\n`);
  return EXIT.ok;
}

/** `relais places list`: the files of a folder, with the one in use marked. */
export async function listPlaces(options: Kept): Promise<number> {
  const inUse = placesInUse(options.releases);
  const names = (await readdir(options.releases).catch(() => [])).filter((name) => name.endsWith(EXTENSION)).toSorted();
  const listed = names.map((name) => {
    return { name, inUse: name === inUse, ...readPlacesFacts(join(options.releases, name)) };
  });
  const text = listed.map((each) => `${each.inUse ? '*' : ' '} ${each.id}  ${each.tables.join(', ')}\n`).join('');
  print(options, listed, text === '' ? `no places in ${options.releases}\n` : text);
  return EXIT.ok;
}

/** `relais places use`: the file that is opened where its folder is given. It is opened whole before. */
export async function usePlaces(id: string, options: Kept): Promise<number> {
  const name = id.endsWith(EXTENSION) ? id : `${id}${EXTENSION}`;
  openPlaces(join(options.releases, name));
  const facts = await writing(options.releases, () => useFile(options.releases, name));
  print(options, { ...facts, inUse: true }, `${facts.id} is in use\n`);
  return EXIT.ok;
}

/** `relais places show`: what is known of a postcode, a NIS code or a name, and what lies near it. */
export function showPlace(
  asked: string,
  options: Kept & { places?: string; municipality?: string; within?: number },
): number {
  const places = placesFor(options);
  const found = findPlace(asked, options.municipality ?? null, places);
  const near =
    options.within === undefined || found.found !== 'place' ? [] : places.within(found.place, options.within);
  const source = places.facts?.id ?? null;
  print(options, { ...found, near, source }, `${foundText(found)}${nearText(near)}from ${source ?? RANGES}\n`);
  return found.found === 'none' ? EXIT.failed : EXIT.ok;
}

/** Without imported places a name, a NIS code or a distance finds nothing, which says nothing about the place. */
const RANGES =
  'ranges of postcodes: names, NIS codes and distances need places that are imported (`relais places import`) and in use (`use`)';

function placesFor({ places, releases }: { places?: string; releases: string }): Places {
  if (places !== undefined) return openPlaces(places);
  return openPlaces(placesInUse(releases) === null ? null : releases);
}

function findPlace(asked: string, name: string | null, places: Places): PlaceFound {
  if (!/^\d{5}$/.test(asked)) {
    return places.at(/\d/.test(asked) ? { postcode: asked, municipality: name } : { municipality: asked });
  }
  const municipality = places.municipality(asked);
  if (municipality === null) return { found: 'none', reason: 'unknown' };
  return { found: 'place', place: { municipality, postcode: null, part: null, position: municipality.position } };
}

function foundText(found: PlaceFound): string {
  switch (found.found) {
    case 'place':
      return placeText(found.place);
    case 'several':
      return found.places.map(placeText).join('\n');
    case 'area':
      return areaText(found.area);
    case 'none':
      return 'no such place\n';
  }
}

function placeText({ municipality, postcode, part, position }: Place): string {
  const { nis, formerCodes, names, area, postcodes } = municipality;
  return [
    `${[postcode, part].filter((each) => each !== null).join(' ')}\n`.trimStart(),
    row('municipality', namesText(names)),
    row('NIS', formerCodes.length > 0 ? `${nis} (before: ${formerCodes.join(', ')})` : nis),
    areaText(area),
    position === null ? '' : row('position', `${position.latitude}, ${position.longitude}`),
    row('postcodes', postcodes.join(' ')),
  ].join('');
}

function areaText({ region, province, nuts2, nuts3 }: Area): string {
  return [
    province === null ? '' : row('province', namesText(province)),
    row('region', namesText(region)),
    row('NUTS', nuts3 ?? nuts2),
  ].join('');
}

function nearText(near: readonly Nearby[]): string {
  return near.map(({ place, km }) => `${km.toFixed(1).padStart(6)} km  ${nearName(place)}\n`).join('');
}

function nearName({ postcode, municipality }: Place): string {
  return `${postcode} ${namesText(municipality.names)}`;
}

function factsText({ id, municipalities, postcodes, passedOver }: PlacesFacts): string {
  const passed = passedOver.length === 0 ? '' : `passed over: ${passedOver.join(', ')}\n`;
  return `${id}: ${municipalities} municipalities, ${postcodes} postcodes\n${passed}`;
}

/** Each name once, in the order Dutch, French, German. */
function namesText({ nl, fr, de }: Names): string {
  return [...new Set([nl, fr, de])].join(' / ');
}

function row(title: string, value: string): string {
  return `  ${title.padEnd(12)}  ${value}\n`;
}

function print({ json }: { json: boolean }, value: unknown, text: string): void {
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : text);
}
