import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithSharedData } from '@relais/testkit';
import { expect, test } from 'vitest';
import { franceTravailSource } from '../../src/france-travail/index.ts';
import { settingsOf } from '../simulated.ts';
import { ofKind } from '../test-context.ts';

describeWithSharedData('the recorded offers of France Travail', 'offers/france-travail', (folder) => {
  const settings = settingsOf('france-travail', { baseUrl: 'https://example.org' });
  const items = readdirSync(folder)
    .toSorted()
    .flatMap((name) => [
      ...franceTravailSource.parseFile('ft', settings, { name, bytes: readFileSync(join(folder, name)) }),
    ]);
  const vacancies = ofKind(items, 'vacancy').map(({ vacancy }) => vacancy);

  test('all normalise, none is quarantined', () => {
    expect(items.length).toBe(455);
    expect(ofKind(items, 'unreadable')).toEqual([]);
    expect(new Set(vacancies.map(({ reference }) => reference)).size).toBe(455);
  });

  test('keep their occupation codes, and meet no code that is not in the lists', () => {
    const rome = vacancies.flatMap(({ occupations }) => occupations.filter(({ scheme }) => scheme === 'rome'));
    expect(rome.length).toBe(455);
    expect(new Set(rome.map(({ code }) => code)).size).toBe(181);
    expect(vacancies.flatMap(({ unknownCodes }) => unknownCodes)).toEqual([]);
  });

  test('keep places as deep as they go: a commune, or a department alone', () => {
    const places = vacancies.flatMap(({ workplaces }) => workplaces);
    expect(places.length).toBe(455);
    expect(places.filter(({ municipalityCode }) => municipalityCode !== null).length).toBe(441);
    expect(places.filter(({ latitude }) => latitude !== null).length).toBe(443);
  });

  test('keep contracts, origins and dates', () => {
    const countOf = (holds: (vacancy: (typeof vacancies)[number]) => boolean) => vacancies.filter(holds).length;
    expect(countOf(({ contract }) => contract.type === 'temporary-agency')).toBe(149);
    expect(countOf(({ contract }) => contract.type === 'apprenticeship')).toBe(3);
    expect(countOf(({ origin }) => origin.provenance === 'partner')).toBe(352);
    expect(countOf(({ publication }) => publication.created?.startsWith('2025-08-2') === true)).toBe(455);
    expect(countOf(({ publication }) => publication.modified !== null)).toBe(446);
  });

  test('have pay only where amount and period belong together', () => {
    const pays = vacancies.flatMap(({ pay }) => pay ?? []);
    expect(pays.length).toBe(246);
    const hourly = pays.filter(({ period }) => period === 'hour');
    expect(hourly.every(({ minimum }) => (minimum ?? 0) < 500)).toBe(true);
  });

  test('hold no contact data outside of it', () => {
    expect(ofKind(items, 'vacancy').filter(({ contact }) => contact !== null).length).toBe(73);
    expect(vacancies.filter(({ application }) => application.url !== null).length).toBe(443);
  });
});
