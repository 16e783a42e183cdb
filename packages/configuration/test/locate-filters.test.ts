import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePlaces } from '@relais/places';
import { sha256 } from '@relais/runtime';
import { temporaryDirectory } from '@relais/testkit';
import { expect, test } from 'vitest';
import { loadConfiguration } from '../src/index.ts';

const named = (name: string) => ({ nl: name, fr: name, de: name });
const at = (postcode: string, latitude: number) => {
  return { postcode, nis: '44021', part: null, position: { latitude, longitude: 3.7 } };
};

async function loaded(folder: string, filter: object, withPlaces: boolean) {
  const places = join(folder, 'a.places');
  const table = {
    municipalities: [{ nis: '44021', names: named('Gent'), formerCodes: ['44001'], otherNames: [] }],
    localities: [at('9000', 51.05), at('9030', 51.07)],
  };
  // Its checksum is of exactly these tables.
  const facts = { id: 'p', checksum: checksumOf(table), state: null, tables: [], municipalities: 1, postcodes: 2 };
  await writePlaces({ table, facts: { ...facts, passedOver: [] } }, places);
  const subscription = { id: 'push', channel: { kind: 'topic' }, filter };
  const path = join(folder, 'relais.yaml');
  const partners = [{ id: 'museum', name: 'Museum', subscriptions: [subscription] }];
  writeFileSync(path, JSON.stringify({ partners, ...(withPlaces ? { places } : {}) }));
  return loadConfiguration({ path, environment: {} });
}

function checksumOf(table: object): string {
  return sha256(JSON.stringify(table));
}

const filter = { nis: ['44001'], within: [{ postcode: '9000', km: 5 }] };

test('filters by place come with the codes and postcodes that they stand for', async () => {
  using folder = temporaryDirectory();
  const found = await loaded(folder.path, filter, true);
  expect(found).toMatchObject({
    ok: true,
    configuration: {
      partners: [
        { subscriptions: [{ filter: { reach: { codes: ['44001', '44021'], nearPostcodes: ['9000', '9030'] } } }] },
      ],
    },
  });
});

test('what the places do not know is a fault of the filter', async () => {
  using folder = temporaryDirectory();
  const path = 'partners.0.subscriptions.0.filter';
  expect(await loaded(folder.path, filter, false)).toMatchObject({
    ok: false,
    faults: [
      { path, message: 'the places in use do not know nis 44001' },
      { path, message: 'the places in use do not know within 5 km of 9000' },
    ],
  });
  expect(await loaded(folder.path, { nuts: ['BE2'] }, false)).toMatchObject({ ok: true });
});

test('places that are not there are a fault', () => {
  using folder = temporaryDirectory();
  const path = join(folder.path, 'relais.yaml');
  writeFileSync(path, JSON.stringify({ places: join(folder.path, 'none.places') }));
  expect(loadConfiguration({ path, environment: {} })).toMatchObject({
    ok: false,
    faults: [{ path: 'places', message: 'there is no file of places none.places' }],
  });
});
