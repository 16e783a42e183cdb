import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithSharedData, sharedData, temporaryDirectory } from '@relais/testkit';
import { beforeAll, expect, test } from 'vitest';
import { createCoder, importReference, openRelease, type Release, writeRelease } from '../../src/index.ts';

/** Enough to see that learning works; a real import draws more. */
const FEW_DRAWS = 3_000;

describeWithSharedData('the published lists', 'competent', (competent) => {
  let release: Release;

  beforeAll(async () => {
    release = await importReference(join(competent, '..'), { draws: FEW_DRAWS });
  }, 900_000);

  test('are all there', () => {
    const counts: Record<string, number> = {};
    for (let concept = 0; concept < release.size; concept++) {
      const scheme = release.schemeOf(concept);
      counts[scheme] = (counts[scheme] ?? 0) + 1;
    }
    expect(counts).toEqual({
      competent2: 638,
      competent1: 646,
      rome: 532,
      'rome-appellation': 11_118,
      esco: 3_039,
      isco08: 619,
    });
  });

  test('come out of a file as they went in', async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'published.reference');
    await writeRelease(release, path);
    expect((await openRelease(path)).facts).toEqual(release.facts);
  });

  test('name the competences of a text', () => {
    const text = 'Vous connaissez les techniques de contention animale.';
    const { competences } = createCoder(release).code({ titles: {}, codes: [], text });
    expect(competences[0]).toMatchObject({ code: 'KN-2', labels: { nl: 'Technieken voor het vastzetten van dieren' } });
  });

  test('call the stage manager narrower than the production lead of a stage', () => {
    const production = release.find('competent2', 'OP-410') ?? -1;
    const narrower = release.steps(production, 'esco').filter(({ relation }) => relation === 'narrower');
    expect(narrower.map(({ target }) => release.titles(target).nl)).toContain('inspiciënt');
  });

  test('lead from nearly every exactly paired Competent 1 template to its occupation', () => {
    const coder = createCoder(release);
    const coding = coder.code({ titles: {}, codes: [{ scheme: 'competent1', code: 'M180501-2' }] });
    expect(coding).toMatchObject({ method: 'code', automatic: true });
    expect(coding.competent[0]?.code).toBe('OP-702');
  });

  test('code the titles of real offers better than character n-grams alone (0.716)', ({ skip }) => {
    const folder = sharedData('offers/france-travail');
    if (folder === undefined) return skip('shared data offers/france-travail');
    const coder = createCoder(release);
    const offers = readdirSync(folder).flatMap((name) => offersOf(join(folder, name)));
    const known = offers.filter(({ romeCode }) => release.find('rome', romeCode) !== undefined);
    const right = known.filter(({ id, intitule, romeCode }) => {
      return coder.map({ id, title: intitule, lang: 'fr' }, 1).rome[0]?.code === romeCode;
    });
    expect(known.length).toBeGreaterThan(300);
    expect(right.length / known.length).toBeGreaterThan(0.79);
  });
});

interface RealOffer {
  readonly id: string;
  readonly intitule: string;
  readonly romeCode: string;
}

function offersOf(path: string): RealOffer[] {
  return (JSON.parse(readFileSync(path, 'utf8')) as { resultats: RealOffer[] }).resultats;
}
