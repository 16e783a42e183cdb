import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithSharedData, temporaryDirectory } from '@relais/testkit';
import { expect, test } from 'vitest';
import { openDrop } from '../../src/drop/runs.ts';
import { dropSettings, simulatedWorld } from '../simulated.ts';
import { ofKind, readAll, testContext } from '../test-context.ts';
import { readDrop } from './read-drop.ts';

const hasValidator = spawnSync('xmllint', ['--version']).error === undefined;
const SAMPLE = 20;

describeWithSharedData("Le Forem's schema 5.2", 'offers/forem/Forem-PositionOpening-5.2.xsd', (schema) => {
  test.skipIf(!hasValidator)('takes the simulated documents, each of which is read', async () => {
    const world = await simulatedWorld();
    const context = testContext();
    await readAll(openDrop('forem', dropSettings(world.simulator.addresses.drop), context), 'round');
    await world.close();
    const folder = temporaryDirectory();
    const [file = ''] = [...context.archived.values()].map((bytes) => Buffer.from(bytes).toString());
    const openings = [...file.matchAll(/<PositionOpening .*?<\/PositionOpening>/gs)].slice(0, SAMPLE);
    // The schema's `lang` has no namespace; documents write `xml:lang`.
    const documents = openings.map(([opening]) =>
      opening.replaceAll('xml:lang', 'lang').replace('>', ' xmlns="http://ns.hr-xml.org/2006-02-28">'),
    );
    const paths = documents.map((document, index) => {
      const path = join(folder.path, `${index}.xml`);
      writeFileSync(path, document);
      return path;
    });
    const validated = spawnSync('xmllint', ['--nonet', '--noout', '--schema', schema, ...paths], { encoding: 'utf8' });
    folder.remove();
    expect(validated.stderr.split('\n').filter((line) => line !== '' && !line.endsWith(' validates'))).toEqual([]);
    expect(documents.length).toBe(Math.min(SAMPLE, openings.length));
    expect(documents.length).toBeGreaterThan(5);
    for (const document of documents) {
      const [item] = ofKind(readDrop(document, {}, 'forem'), 'vacancy');
      expect(Object.keys(item?.vacancy.titles ?? {})[0]).toMatch(/^(?:fr|de|nl)$/);
    }
  });
});
