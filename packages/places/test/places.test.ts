import { nutsOfBelgianPostcode } from '@relais/vacancy';
import { assert, constantFrom, double, integer, oneof, property, record, string } from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { builtInPlaces, distanceKm, type PlaceFound, type Places } from '../src/index.ts';
import { examplePlaces } from './tables.ts';

let places: Places;
beforeAll(async () => {
  places = await examplePlaces();
});

const told = (found: PlaceFound) => {
  if (found.found === 'place') return found.place.municipality.nis;
  return found.found === 'several' ? found.places.map(({ municipality }) => municipality.nis) : found.found;
};

describe('a place', () => {
  test.each([
    [{ country: 'BE', postcode: '9030' }, '44021'],
    [{ postcode: 'B-9030', municipality: 'MARIAKERKE' }, '44021'],
    [{ postcode: '3740', municipality: 'Bilzen' }, '73110'],
    [{ postcode: '2150', municipality: 'Anvers' }, '11002'],
    [{ postcode: '9000', municipality: 'Antwerpen' }, '44021'],
    [{ municipality: 'Brussel' }, '21004'],
    [{ municipality: 'bruxelles' }, '21004'],
    [{ municipality: 'Brüssel' }, '21004'],
    [{ municipality: 'Bruxelles / Brussel' }, '21004'],
    [{ municipality: 'La Calamine' }, '63040'],
    [{ municipality: 'Borsbeek' }, '11002'],
    [{ municipality: 'Munsterbilzen' }, '73110'],
    [{ municipality: 'Saint-Nicolas' }, ['46021', '62093']],
    [{ postcode: '4420', municipality: 'Saint-Nicolas' }, '62093'],
    [{ postcode: '1049', municipality: 'Bruxelles' }, '21004'],
    [{ postcode: '1049', municipality: 'Gent' }, 'area'],
    [{ postcode: '6000' }, 'area'],
    [{ country: 'FR', postcode: '9000' }, 'none'],
    [{ country: 'BE', municipality: 'Atlantis' }, 'none'],
    [{ country: 'BE', postcode: '', municipality: null }, 'none'],
    [{}, 'none'],
  ])('%j is in %j', (question, expected) => {
    expect(told(places.at(question))).toEqual(expected);
  });

  test('comes with all names, province, regions, codes and position', () => {
    expect(places.at({ country: 'BE', postcode: '9030', municipality: 'mariakerke' })).toEqual({
      found: 'place',
      place: {
        municipality: {
          nis: '44021',
          formerCodes: [],
          names: { nl: 'Gent', fr: 'Gand', de: 'Gent' },
          area: {
            region: { nl: 'Vlaams Gewest', fr: 'Région flamande', de: 'Flämische Region' },
            province: { nl: 'Oost-Vlaanderen', fr: 'Flandre orientale', de: 'Ostflandern' },
            nuts2: 'BE23',
            nuts3: 'BE234',
          },
          postcodes: ['9000', '9030', '9031'],
          position: { latitude: 51.05, longitude: 3.72 },
        },
        postcode: '9030',
        part: 'Mariakerke',
        position: { latitude: 51.07, longitude: 3.68 },
      },
    });
  });

  test('is found by a NIS code of today and of before', () => {
    expect(places.municipality('73032')).toBe(places.municipality('73110'));
    expect(places.municipality('73110')?.area.nuts3).toBe('BE223');
    expect(places.municipality('00000')).toBeNull();
  });

  test('has namesakes', () => {
    expect(places.named('saint nicolas').map(({ municipality }) => municipality.nis)).toEqual(['46021', '62093']);
    expect(places.named('Lippelo')).toMatchObject([{ postcode: '2890', part: 'Lippelo' }]);
    expect(places.named('')).toEqual([]);
  });

  test('has places near it, the nearest first', () => {
    const found = places.at({ postcode: '1000' });
    if (found.found !== 'place') throw new Error('1000 is a place');
    const near = (km: number) => places.within(found.place, km).map(({ place }) => place.postcode);
    expect(near(5)).toEqual(['1000', '1050']);
    expect(near(30)).toEqual(['1000', '1050', '2890', '2870']);
    expect(places.within({ position: null }, 500)).toEqual([]);
  });
});

describe('without an imported file', () => {
  test('the area of a postcode is known, and nothing else', () => {
    expect(told(builtInPlaces.at({ postcode: '9000', municipality: 'Gent' }))).toBe('area');
    expect(told(builtInPlaces.at({ municipality: 'Gent' }))).toBe('none');
    expect(builtInPlaces.facts).toBeNull();
    expect(builtInPlaces.municipalities()).toEqual([]);
    expect(builtInPlaces.within({ position: { latitude: 51, longitude: 4 } }, 500)).toEqual([]);
  });
});

describe('for any input', () => {
  const degrees = (most: number) => double({ min: -most, max: most, noNaN: true });
  const position = record({ latitude: degrees(90), longitude: degrees(180) });

  test('a distance is the same both ways, none to itself, and no longer than a detour', () => {
    assert(
      property(position, position, position, (a, b, c) => {
        expect(distanceKm(a, b)).toBeCloseTo(distanceKm(b, a), 6);
        expect(distanceKm(a, a)).toBe(0);
        // Between opposite ends of the earth the formula is right to a tenth of a metre only.
        expect(distanceKm(a, c)).toBeLessThanOrEqual(distanceKm(a, b) + distanceKm(b, c) + 1e-3);
        expect(distanceKm(a, b)).toBeLessThanOrEqual(20_016);
      }),
    );
    const [brussels, antwerp] = [
      { latitude: 50.85, longitude: 4.35 },
      { latitude: 51.22, longitude: 4.4 },
    ];
    expect(distanceKm(brussels, antwerp)).toBeCloseTo(41.3, 0);
  });

  const word = oneof(string(), constantFrom('9000', 'BE', 'Gent', 'Saint-Nicolas', '__proto__', 'a/b', null));

  test('a lookup answers', () => {
    assert(
      property(word, word, word, (country, postcode, municipality) => {
        const { found } = places.at({ country, postcode, municipality });
        if (found !== 'place' && found !== 'several' && found !== 'area') expect(found).toBe('none');
      }),
    );
  });

  test('a postcode is answered in its own region, whatever the name', () => {
    assert(
      property(integer({ min: 1000, max: 9999 }), word, (number, municipality) => {
        const postcode = String(number);
        const found = places.at({ postcode, municipality });
        const area =
          found.found === 'place' ? found.place.municipality.area : found.found === 'area' ? found.area : null;
        if (found.found === 'place') expect(found.place.postcode).toBe(postcode);
        expect(area?.nuts2).toBe(nutsOfBelgianPostcode(postcode));
      }),
    );
  });

  test('a wider circle holds all of a narrower one', () => {
    assert(
      property(position, degrees(300), degrees(300), (centre, a, b) => {
        const within = (km: number) => places.within({ position: centre }, km).map(({ place }) => place);
        expect(within(Math.max(a, b))).toEqual(expect.arrayContaining(within(Math.min(a, b))));
      }),
    );
  });
});
