import { join } from 'node:path';
import { describeWithSharedData, temporaryDirectory } from '@relais/testkit';
import { nutsOfBelgianPostcode } from '@relais/vacancy';
import { beforeAll, expect, test } from 'vitest';
import {
  builtInPlaces,
  distanceKm,
  type ImportedPlaces,
  importPlaces,
  openPlaces,
  type Places,
  placesOf,
  writePlaces,
} from '../src/index.ts';
import { MERGERS } from '../src/mergers.ts';

describeWithSharedData('the published tables', 'geo', (geo) => {
  let imported: ImportedPlaces;
  let places: Places;

  beforeAll(async () => {
    imported = await importPlaces(geo);
    places = placesOf(imported);
  });

  test('give every municipality of 2025, and leave next to nothing over', () => {
    expect(imported.facts).toMatchObject({ state: '2025', municipalities: 565, postcodes: 1147 });
    expect(imported.facts.passedOver.length).toBeLessThanOrEqual(2);
    expect(
      places.municipalities().filter(({ postcodes, position }) => position === null || postcodes.length === 0),
    ).toEqual([]);
  });

  test('come out of a file as they went in', async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'published.places');
    await writePlaces(imported, path);
    expect(openPlaces(path).facts).toEqual(imported.facts);
  });

  test('map every code of before 2019 and 2025 to one of today', () => {
    for (const { nis, parts } of MERGERS) {
      for (const code of Object.keys(parts)) expect(places.municipality(code)?.nis, code).toBe(nis);
    }
  });

  test('find every municipality by each of its postcodes with each of its names, near its middle', () => {
    for (const municipality of places.municipalities()) {
      for (const postcode of municipality.postcodes) {
        for (const name of [municipality.names.nl, municipality.names.fr, municipality.names.de]) {
          const found = places.at({ country: 'BE', postcode, municipality: name });
          const place = found.found === 'place' ? found.place : null;
          expect(place?.municipality.nis, `${postcode} ${name}`).toBe(municipality.nis);
          const [a, b] = [place?.position ?? null, municipality.position];
          expect(a && b ? distanceKm(a, b) : null, `${postcode} ${name}`).toBeLessThan(25);
        }
      }
    }
  });

  test('agree with the ranges of postcodes', () => {
    const apart = places
      .municipalities()
      .flatMap(({ postcodes, area }) => postcodes.filter((postcode) => nutsOfBelgianPostcode(postcode) !== area.nuts2));
    expect(apart).toEqual([]);
  });

  test('have the nine German-speaking municipalities under the postcodes known without them', () => {
    const german = places.municipalities().filter(({ area }) => area.nuts3 === 'BE336');
    expect(german.map(({ names }) => names.de).toSorted()).toEqual(
      'Amel,Burg-Reuland,Büllingen,Bütgenbach,Eupen,Kelmis,Lontzen,Raeren,Sankt Vith'.split(','),
    );
    for (const { names, postcodes } of german) {
      for (const postcode of postcodes) {
        expect(builtInPlaces.at({ postcode }), `${postcode} ${names.de}`).toMatchObject({ area: { nuts3: 'BE336' } });
      }
    }
  });
});
