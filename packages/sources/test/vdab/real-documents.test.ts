import { readFileSync } from 'node:fs';
import { describeWithSharedData } from '@relais/testkit';
import { expect, test } from 'vitest';
import { vdabSource } from '../../src/vdab/index.ts';
import { Pass } from '../../src/vdab/pass.ts';
import { settingsOf } from '../simulated.ts';

describeWithSharedData(
  'the recorded detail of the Vacatures API',
  'offers/vdab/v4-detail-shape-redacted.json',
  (path) => {
    test('normalises with codes from its labels, its place and its language', () => {
      const settings = settingsOf('vdab', { baseUrl: 'https://example.org' });
      const [item] = [...vdabSource.parseFile('vdab', settings, { name: 'detail.json', bytes: readFileSync(path) })];
      if (item?.kind !== 'vacancy') throw new Error('not a vacancy');
      const { vacancy, contact } = item;
      expect(vacancy.contract.codes[0]?.code).toBe('WS');
      expect(vacancy.workingTime).toMatchObject({ regime: 'full-time', shifts: [{ code: 'D' }] });
      expect(vacancy.requirements.experience?.code?.code).toBe('2');
      expect(vacancy.requirements.languages.map(({ language }) => language)).toEqual(['nl', 'fr']);
      expect(vacancy.requirements.drivingLicences).toEqual([{ category: 'B', required: true }]);
      expect(vacancy.requirements.studies).toMatchObject([{ isced: 0 }]);
      expect(vacancy.occupations.map(({ scheme, code }) => [scheme, code])).toEqual([
        ['vdab-occupation-label', 'Vertegenwoordiger'],
        ['vdab-jobdomein', 'JOBCAT23'],
      ]);
      expect(vacancy.workplaces).toMatchObject([{ country: 'BE', postcode: '7700', nuts: 'BE32' }]);
      expect(vacancy.publication.from).toBe('2012-03-28');
      expect(Object.keys(vacancy.titles)).toEqual(['nl']);
      expect(vacancy.employer.enterpriseNumber).toBeNull();
      expect(contact?.email).not.toBeNull();
    });

    test('has no member that is unknown, and none too few', () => {
      const pass = new Pass('vdab', new AbortController().signal);
      const { _note, ...recorded } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
      pass.vacancies.see(Array.from({ length: 30 }, () => recorded));
      expect(pass.drift).toEqual([]);
    });
  },
);
