import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithSharedData } from '@relais/testkit';
import { expect, test } from 'vitest';
import type { SourceItem } from '../../src/index.ts';
import { ofKind } from '../test-context.ts';
import { readDrop } from './read-drop.ts';

describeWithSharedData('the real HR-Open documents', 'offers/eures', (folder) => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.xml'));
  const items = new Map(names.map((name) => [name, readDrop(readFileSync(join(folder, name)), {}, 'eures')]));
  const vacancyOf = (part: string) => {
    const [, found] = [...items].find(([name]) => name.includes(part)) ?? [];
    const item: SourceItem | undefined = found?.[0];
    if (item?.kind !== 'vacancy') throw new Error(`${part} is no vacancy`);
    return item.vacancy;
  };

  test('hold one vacancy each, save the one that was emptied of all its texts', () => {
    expect(names.length).toBe(17);
    expect([...items.values()].every((found) => found.length === 1)).toBe(true);
    const unreadable = [...items].filter(([, found]) => found[0]?.kind === 'unreadable');
    expect(unreadable.map(([name]) => name.includes('nulls'))).toEqual([true]);
    expect(
      ofKind(
        unreadable.flatMap(([, found]) => found),
        'unreadable',
      ),
    ).toMatchObject([{ code: 'RECORD_EMPTY', reference: '22643192' }]);
  });

  test('keep their facts', () => {
    expect(vacancyOf('_01_NO')).toMatchObject({
      reference: '03971905000033',
      occupations: [{ scheme: 'isco08', code: '5223' }],
      workplaces: [{ country: 'SE', nuts: null }],
      workingTime: { regime: 'part-time' },
      publication: { from: '2019-05-22', until: '2019-06-16' },
      pay: null,
      contract: { startDate: null, startsImmediately: false },
    });
    expect(vacancyOf('_01_NO').payText).toMatch(/NOK$/);
    expect(vacancyOf('_06_SE')).toMatchObject({
      workplaces: [{ country: 'SE', postcode: '56331', nuts: 'SE211' }],
      contract: { type: 'permanent' },
      requirements: { studies: [{ isced: 3 }], experience: { months: 0 }, drivingLicences: [{ category: 'B' }] },
      employer: { enterpriseNumber: null, sectors: [{ scheme: 'nace', code: 'I55.1.0' }] },
    });
    expect(vacancyOf('_04_SE')).toMatchObject({
      requirements: { experience: { months: 12 } },
      contract: { type: 'occasional' },
    });
    expect(vacancyOf('_09_SE')).toMatchObject({ positions: 2, workplaces: [{ nuts: 'SE213', postcode: null }] });
  });

  test('keep their languages and places, down to the country alone', () => {
    const only = vacancyOf('with_only_country');
    expect(only).toMatchObject({
      workplaces: [{ country: 'NO', nuts: null, postcode: null }],
      contract: { startDate: '2019-03-01' },
    });
    expect(Object.keys(only.titles)).toEqual(['no']);
    expect(vacancyOf('with_experience')).toMatchObject({
      requirements: { experience: { months: 12 }, languages: [{ language: 'no' }] },
      publication: { until: '2019-03-01' },
      workplaces: [{ postcode: '0195', nuts: 'NO081' }],
    });
  });
});

describeWithSharedData(
  'the synthetic document of Le Forem',
  'offers/forem/PositionOpening-synthetic-example.xml',
  (path) => {
    test('normalises although it is not valid against its schema', () => {
      const [item] = readDrop(readFileSync(path), {}, 'forem');
      expect(item?.kind === 'vacancy' && item.vacancy).toMatchObject({
        reference: '5',
        contract: { type: 'permanent', startDate: '2025-05-20', startsImmediately: false },
        occupations: [
          { scheme: 'rome', code: 'A1101' },
          { scheme: 'competent1', code: 'N410301-4' },
        ],
        pay: { minimum: 1200, maximum: 1800, currency: 'EUR', period: 'month' },
        positions: 4,
        workplaces: [{ country: 'BE', postcode: '12345' }],
        requirements: { experience: { months: 72 }, languages: [{ language: 'fr' }] },
        publication: { from: '2025-05-20', until: '2026-02-01' },
      });
    });
  },
);
