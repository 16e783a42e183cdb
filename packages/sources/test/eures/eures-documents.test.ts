import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithSharedData } from '@relais/testkit';
import { expect, test } from 'vitest';
import { euresSource } from '../../src/eures/index.ts';
import { ofKind } from '../test-context.ts';
import { euresSettings } from './builders.ts';

describeWithSharedData('the real documents that EURES delivered and was sent', 'offers/eures', (folder) => {
  const settings = euresSettings('https://example.org');
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.xml'))
    .toSorted();
  const items = names.flatMap((name) => [
    ...euresSource.parseFile('eures', settings, { name, bytes: readFileSync(join(folder, name)) }),
  ]);

  test('are one vacancy each, save the one that was emptied of all its texts', () => {
    expect(items.length).toBe(17);
    expect(ofKind(items, 'vacancy').length).toBe(16);
    expect(ofKind(items, 'unreadable').map(({ code }) => code)).toEqual(['RECORD_EMPTY']);
  });

  test('keep occupations, places and contracts', () => {
    const vacancies = ofKind(items, 'vacancy').map(({ vacancy }) => vacancy);
    expect(vacancies.every(({ occupations }) => occupations.length > 0)).toBe(true);
    expect(vacancies.every(({ workplaces }) => (workplaces[0]?.country?.length ?? 0) === 2)).toBe(true);
    expect(vacancies.filter(({ contract }) => contract.type !== null).length).toBe(15);
    expect(vacancies.every(({ origin }) => origin.hops.at(-1) === 'eures')).toBe(true);
  });
});
