import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TemporaryDirectory, temporaryDirectory } from '@relais/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPlaces, placesInUse, readPlacesFacts, usePlaces, writePlaces } from '../src/index.ts';
import { imported } from './tables.ts';

let folder: TemporaryDirectory;
beforeEach(() => {
  folder = temporaryDirectory();
});
afterEach(() => folder.remove());

async function written(name = 'a.places'): Promise<string> {
  const path = join(folder.path, 'new', name);
  await writePlaces(await imported(), path);
  return path;
}

describe('a file of places', () => {
  test('opens as it was imported', async () => {
    const path = await written();
    const { facts } = await imported();
    const places = openPlaces(path);
    expect(places.facts).toEqual(facts);
    expect(readPlacesFacts(path)).toEqual(facts);
    expect(places.municipalities()).toHaveLength(facts.municipalities);
  });

  test('is refused when it was cut, changed, or is something else', async () => {
    const path = await written();
    const whole = readFileSync(path);
    const changed = Buffer.from(whole.toString('latin1').replace(/"checksum":"../, '"checksum":"xx'), 'latin1');
    for (const bytes of [whole.subarray(0, -9), changed, Buffer.from('RELAISREF3'), Buffer.alloc(0)]) {
      writeFileSync(path, bytes);
      expect(() => openPlaces(path)).toThrow(expect.objectContaining({ code: 'PLACES_FILE_INVALID' }));
    }
    const absent = expect.objectContaining({ code: 'PLACES_FILE_ABSENT' }) as Error;
    expect(() => openPlaces(join(folder.path, 'none'))).toThrow(absent);
    expect(() => openPlaces(folder.path)).toThrow(absent);
  });

  test('is opened by its folder where it is in use', async () => {
    const path = await written('b.places');
    const releases = join(path, '..');
    expect(placesInUse(releases)).toBeNull();
    const facts = await usePlaces(releases, 'b.places');
    expect(placesInUse(releases)).toBe('b.places');
    expect(openPlaces(releases).facts).toEqual(facts);
    await expect(usePlaces(releases, 'c.places')).rejects.toMatchObject({ code: 'PLACES_FILE_ABSENT' });
  });
});
