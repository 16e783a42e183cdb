import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TemporaryDirectory, temporaryDirectory } from '@relais/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importReference, type Release } from '../../src/index.ts';
import type { ReferenceScheme } from '../../src/release/schemes.ts';
import { CHAUFFEUR, COURIER, DISPATCHER, PLANNER, TRUCK, writeReference } from '../reference-folder.ts';

describe('an import of published lists', () => {
  let directory: TemporaryDirectory;
  let release: Release;

  beforeAll(async () => {
    directory = temporaryDirectory();
    await writeReference(join(directory.path, 'whole'));
    release = await importReference(join(directory.path, 'whole'));
  });
  afterAll(() => {
    directory.remove();
  });

  const links = (scheme: ReferenceScheme, code: string, to: ReferenceScheme) =>
    release
      .steps(release.find(scheme, code) ?? -1, to)
      .map(({ target, relation }) => [release.codeOf(target), relation]);

  test('tells what it was made of', () => {
    expect(release.facts.parts).toEqual(['competent2', 'esco-1.2', 'rome-3', 'competent1-1.0', 'isco-08']);
    expect(release.facts.id).toBe(
      `competent2+esco-1.2+rome-3+competent1-1.0+isco-08-${release.facts.checksum.slice(0, 8)}`,
    );
  });

  test('reads the relation from Competent to ESCO, and turns it round on the way back', () => {
    expect(links('competent2', 'OP-900', 'esco')).toEqual([
      [TRUCK, 'narrower'],
      [COURIER, 'narrower'],
    ]);
    expect(links('esco', TRUCK, 'competent2')).toEqual([['OP-900', 'broader']]);
    expect(links('esco', PLANNER, 'competent2')).toEqual([['OP-901', 'exact']]);
  });

  test('leaves out links to ESCO occupations that are gone', () => {
    expect(links('competent2', 'OP-901', 'esco')).toEqual([[PLANNER, 'exact']]);
  });

  test('reads the relation from the ROME appellation to ESCO', () => {
    expect(links('rome-appellation', '11955', 'esco')).toEqual([[TRUCK, 'broader']]);
  });

  test('finds the ROME code inside a Competent 1 code', () => {
    expect(links('competent1', 'N420301-2', 'rome')).toEqual([['N4203', 'broader']]);
  });

  test('trusts a doubtful pairing little and never calls it exact', () => {
    const [doubtful] = release.steps(release.find('competent1', 'N420301-2') ?? -1, 'competent2');
    expect(doubtful).toMatchObject({ relation: 'close' });
    expect(doubtful?.trust).toBeLessThan(0.3);
  });

  test('keys occupations by UUID as well as by code', () => {
    expect(release.occupation(CHAUFFEUR.toUpperCase())?.code).toBe('OP-900');
    expect(release.find('competent2', DISPATCHER)).toBe(release.find('competent2', 'OP-901'));
  });

  test('shows titles in all languages it has, borrowed from ESCO where that is the same occupation', () => {
    expect(release.occupation('OP-901')?.labels).toEqual({
      nl: 'Transportplanner',
      fr: 'Planificateur de transport',
      de: 'Transportdisponent',
    });
    expect(release.occupation('OP-900')?.labels).toEqual({
      nl: 'Bestuurder goederenvervoer',
      fr: 'Conducteur de marchandises',
    });
  });

  test('gives the same checksum again, and another one for other lists', async () => {
    await writeReference(join(directory.path, 'less'), ['rome']);
    const [again, less] = await Promise.all(
      ['whole', 'less'].map((name) => importReference(join(directory.path, name))),
    );
    expect(again?.facts).toEqual(release.facts);
    expect(less?.facts.parts).toEqual(['competent2', 'esco-1.2', 'competent1-1.0', 'isco-08']);
    expect(less?.facts.checksum).not.toBe(release.facts.checksum);
  });

  test('fails clearly on a folder without lists and on a list that cannot be read', async () => {
    await expect(importReference(join(directory.path, 'nowhere'))).rejects.toMatchObject({
      code: 'REFERENCE_FOLDER_EMPTY',
    });
    await mkdir(join(directory.path, 'broken', 'esco'), { recursive: true });
    await writeFile(join(directory.path, 'broken', 'esco', 'occupations_nl_v1.2.csv'), 'conceptUri,"open');
    await expect(importReference(join(directory.path, 'broken'))).rejects.toMatchObject({
      code: 'REFERENCE_FILE_UNREADABLE',
      details: { file: 'occupations_nl_v1.2.csv' },
    });
  });
});
