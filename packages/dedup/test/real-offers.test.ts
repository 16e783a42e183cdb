import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithSharedData } from '@relais/testkit';
import { emptyVacancy, type Vacancy, workplace } from '@relais/vacancy';
import { expect, test } from 'vitest';
import { createDeduplicator, matchKeysOf, signatureOf } from '../src/index.ts';

describeWithSharedData('real offers of one service', 'offers/france-travail', (folder) => {
  const offers = readdirSync(folder).flatMap((name) => offersOf(join(folder, name)));
  const vacancies = offers.map(vacancyOf);

  test('are never merged over two towns, though one chain repeats its text in each', () => {
    const deduplicator = createDeduplicator();
    for (const vacancy of vacancies) deduplicator.add(vacancy);
    const towns = new Map<string, Set<string>>();
    for (const [at, { offer }] of [...deduplicator.assignments()].entries()) {
      towns.set(offer, (towns.get(offer) ?? new Set()).add(offers[at]?.lieuTravail.libelle ?? ''));
    }
    expect(vacancies.length).toBeGreaterThan(400);
    expect([...towns.values()].every((each) => each.size === 1)).toBe(true);
  });

  test('have small signatures and few keys', () => {
    for (const vacancy of vacancies) {
      expect(JSON.stringify(signatureOf(vacancy)).length).toBeLessThan(900);
      expect(matchKeysOf(vacancy).length).toBeLessThanOrEqual(14);
    }
  });
});

interface RealOffer {
  readonly id: string;
  readonly intitule: string;
  readonly description: string;
  readonly lieuTravail: { readonly libelle: string; readonly codePostal?: string; readonly commune?: string };
  readonly entreprise?: { readonly nom?: string };
}

function offersOf(path: string): RealOffer[] {
  return (JSON.parse(readFileSync(path, 'utf8')) as { resultats: RealOffer[] }).resultats;
}

function vacancyOf({ id, intitule, description, lieuTravail, entreprise }: RealOffer): Vacancy {
  const place = { postcode: lieuTravail.codePostal ?? null, municipalityCode: lieuTravail.commune ?? null };
  return {
    ...emptyVacancy('france-travail', id),
    titles: { fr: intitule },
    descriptions: { fr: { plain: description, html: null } },
    employer: { name: entreprise?.nom ?? null, enterpriseNumber: null, sectors: [], description: null },
    workplaces: [workplace({ country: 'FR', ...place })],
  };
}
