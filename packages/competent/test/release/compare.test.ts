import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '@relais/testkit';
import { describe, expect, test } from 'vitest';
import {
  compareReleases,
  importReference,
  openRelease,
  readReleaseFacts,
  releaseInUse,
  starterRelease,
  useRelease,
  writeRelease,
} from '../../src/index.ts';
import { DISPATCHER, writeReference } from '../reference-folder.ts';

const FRESH = '33333333-3333-4333-8333-333333333333';

describe('two releases side by side', () => {
  test('tell which occupations appear, vanish and are renamed, and which labels move', async () => {
    using directory = temporaryDirectory();
    await writeReference(directory.path);
    const before = await importReference(directory.path);
    const occupations = join(directory.path, 'competent', 'competent2_occupations_nl_fr.tsv');
    const text = await readFile(occupations, 'utf8');
    const renamed = text
      .replace('Bestuurder goederenvervoer', 'Vrachtvervoerder')
      .replace(`OP-901\t${DISPATCHER}`, `OP-902\t${FRESH}`);
    await writeFile(occupations, renamed);
    const mapping = join(directory.path, 'competent', 'competent2_esco_occupations.tsv');
    await writeFile(mapping, (await readFile(mapping, 'utf8')).replaceAll('OP-901', 'OP-902'));

    const difference = compareReleases(before, await importReference(directory.path));
    expect(difference.appeared.map(({ code }) => code)).toEqual(['OP-902']);
    expect(difference.vanished.map(({ code }) => code)).toEqual(['OP-901']);
    expect(difference.renamed.map(({ after }) => after.labels.nl)).toEqual(['Vrachtvervoerder']);
    expect(difference.labels.moved).toContainEqual({
      language: 'nl',
      label: 'vervoersplanner',
      before: 'OP-901',
      after: 'OP-902',
    });
    expect(difference.labels).toMatchObject({ added: 1, removed: 1 });
  });

  test('differ in nothing when they are the same', () => {
    const release = starterRelease();
    const { appeared, vanished, renamed, labels } = compareReleases(release, starterRelease());
    expect([appeared, vanished, renamed, labels.moved]).toEqual([[], [], [], []]);
  });
});

describe('a folder of releases', () => {
  test('opens as the release that was put into use', async () => {
    using directory = temporaryDirectory();
    const release = starterRelease();
    await writeRelease(release, join(directory.path, 'starter.reference'));
    expect(await releaseInUse(directory.path)).toBeNull();
    await useRelease(directory.path, 'starter.reference');
    expect(await releaseInUse(directory.path)).toBe('starter.reference');
    expect((await openRelease(directory.path)).facts).toEqual(release.facts);
    expect(await readReleaseFacts(join(directory.path, 'starter.reference'))).toEqual(release.facts);
  });

  test('refuses to use what is no release', async () => {
    using directory = temporaryDirectory();
    await writeFile(join(directory.path, 'other.reference'), 'not a release');
    await expect(useRelease(directory.path, 'other.reference')).rejects.toMatchObject({ code: 'RELEASE_FILE_INVALID' });
    expect(await releaseInUse(directory.path)).toBeNull();
  });
});
