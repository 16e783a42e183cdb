import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TemporaryDirectory, temporaryDirectory } from '@relais/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCoder, openRelease, starterRelease, writeRelease } from '../../src/index.ts';

describe('a release file', () => {
  const release = starterRelease();
  let directory: TemporaryDirectory;
  let path: string;

  beforeAll(async () => {
    directory = temporaryDirectory();
    path = join(directory.path, 'releases', 'starter.reference');
    await writeRelease(release, path);
  });
  afterAll(() => {
    directory.remove();
  });

  test('opens as the release that was written', async () => {
    const opened = await openRelease(path);
    expect(opened.facts).toEqual(release.facts);
    expect([...opened.occupations()]).toEqual([...release.occupations()]);
    const input = { titles: { nl: 'Vrachtwagenchauffeur CE (m/v)' }, codes: [] };
    expect(createCoder(opened).code(input)).toEqual(createCoder(release).code(input));
  });

  test('tells that the lists are to be imported again when another version wrote it', async () => {
    const file = join(directory.path, 'older.reference');
    await writeFile(file, Buffer.concat([Buffer.from('RELAISREF6'), (await readFile(path)).subarray(10)]));
    await expect(openRelease(file)).rejects.toThrow('import the lists again');
  });

  test('is refused when it was cut, changed or is something else', async () => {
    const whole = await readFile(path);
    const changed = Buffer.from(whole);
    changed.write('relais-zzzzzzz-1', changed.indexOf('relais-starter-1'));
    const codeOf = (error: { code: string }) => error.code;
    const faulty = { cut: whole.subarray(0, whole.length - 40), changed, other: Buffer.from('{"not":"a release"}') };
    for (const [name, bytes] of Object.entries(faulty)) {
      const file = join(directory.path, name);
      await writeFile(file, bytes);
      const outcome = await openRelease(file).then(() => 'opened', codeOf);
      expect(outcome, name).toBe('RELEASE_FILE_INVALID');
    }
  });
});
