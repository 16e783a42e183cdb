import { readFileSync } from 'node:fs';
import { describeWithSharedData } from '@relais/testkit';
import { expect, test } from 'vitest';
import { foremSource } from '../../src/forem/index.ts';
import { foremSettings } from './builders.ts';

describeWithSharedData("the recorded rows of Le Forem's open data", 'offers/forem/forem_shapes.json', (path) => {
  const shapes = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const read = (name: string) => {
    const bytes = Buffer.from(JSON.stringify([shapes[name]]));
    const [item] = [...foremSource.parseFile('forem', foremSettings('https://example.org'), { name, bytes })];
    if (item?.kind !== 'vacancy') throw new Error(`${name} is no vacancy`);
    return item.vacancy;
  };

  test('keep their facts, partial or whole', () => {
    expect(read('odwb_real_partial')).toMatchObject({
      reference: '2030588',
      workplaces: [{ country: 'BE', municipality: 'ANDERLECHT' }],
      requirements: { languages: [{ language: 'nl' }, { language: 'en' }, { language: 'fr' }] },
    });
    expect(read('odwb_real_partial_2')).toMatchObject({
      reference: '1887153',
      origin: { provenance: 'partner', channel: 'StepStone' },
      contract: { type: 'permanent' },
      requirements: { studies: [{ isced: 6 }] },
    });
    expect(read('odwb_full_columns')).toMatchObject({
      reference: 'A1',
      workplaces: [{ postcode: '1000', nuts: 'BE10', latitude: 50.85 }],
      occupations: [{ scheme: 'rome', code: 'M1805' }],
      publication: { from: '2026-10-08', until: '2026-11-08' },
      requirements: { drivingLicences: [{ category: 'B' }], experience: null },
      unknownCodes: [],
    });
  });
});
