import { describe, expect, test } from 'vitest';
import { Crosswalks } from '../../src/coder/crosswalks.ts';
import { createCoder, starterRelease } from '../../src/index.ts';
import { LabelSearch } from '../../src/lexical/label-search.ts';
import { Affinity } from '../../src/model/affinity.ts';
import { keyText } from '../../src/model/count-words.ts';
import { fitAffinity, lessonsOf } from '../../src/model/fit-affinity.ts';
import { AFFINITY, MEASURE_COUNT } from '../../src/model/ranking.ts';
import { Release } from '../../src/release/release.ts';

const starter = starterRelease();
const lessons = lessonsOf(starter, new Crosswalks(starter));
const learned = fitAffinity(lessons, starter.size);
const affinity = new Affinity({ ...starter.sections, ...learned });
const occupations = [...starter.occupations()].map(({ code }) => starter.find('competent2', code) ?? -1);

function bestOf(title: string, by = affinity): number {
  const point = by.pointOf(title);
  return occupations.reduce((best, each) => (by.between(point, each) > by.between(point, best) ? each : best));
}

describe('affinity of titles and occupations', () => {
  test('is highest for the own occupation of nearly every label', () => {
    const search = new LabelSearch(starter.sections);
    const own = lessons.filter((_, key) => {
      return search.conceptsOf(key).some(({ concept }) => concept === bestOf(keyText(starter, key)));
    });
    expect(own.length / lessons.length).toBeGreaterThan(0.9);
  });

  test('knows a word that no label has by its letters', () => {
    expect(bestOf('vrachtwagenchauffeurs')).toBe(bestOf('vrachtwagenchauffeur'));
  });

  test('is the same again for the same labels, and another without some of them', { timeout: 20_000 }, () => {
    const checksums = [0, 0, 1].map((left) => {
      const tables = fitAffinity(lessons.slice(left, 500), starter.size);
      return new Release({ ...starter.sections, ...tables }, [], []).facts.checksum;
    });
    expect(checksums[1]).toBe(checksums[0]);
    expect(checksums[2]).not.toBe(checksums[0]);
  });

  test('is not known of a release with few labels', () => {
    const blank = new Affinity(starter.sections);
    expect(blank.pointOf('kok')).toBeNull();
    expect(blank.between(null, 0)).toBe(0);
  });
});

describe('a ranking that has learned affinity', () => {
  const rankingWeights = starter.sections.rankingWeights.map((weight, at) => {
    return at % MEASURE_COUNT === AFFINITY ? 5 : weight;
  });
  const parts = [['test'], [...starter.facts.crosswalks]] as const;
  const heeding = createCoder(new Release({ ...starter.sections, ...learned, rankingWeights }, ...parts));
  const plain = createCoder(new Release(starter.sections, ...parts));
  const competent = (coder: typeof plain, title: string, lang: string) =>
    coder.map({ id: title, title, lang }).competent;

  test.each(['nl', 'fr', 'de', 'en'])('weighs it in titles in %s', (lang) => {
    const titles = [
      'chauffeur vrachtwagens',
      'Keukenmedewerker',
      'Verkäufer Schmuck',
      'night worker warehouse',
      'aide de nuit',
    ];
    const changed = titles.filter((title) => {
      return JSON.stringify(competent(heeding, title, lang)) !== JSON.stringify(competent(plain, title, lang));
    });
    expect(changed).not.toEqual([]);
  });
});
