import { type TemporaryDirectory, temporaryDirectory } from '@relais/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Coder, createCoder, importReference, starterRelease } from '../../src/index.ts';
import { writeReference } from '../reference-folder.ts';

describe('the competences that a text names', () => {
  let directory: TemporaryDirectory;
  let coder: Coder;

  beforeAll(async () => {
    directory = temporaryDirectory();
    await writeReference(directory.path);
    coder = createCoder(await importReference(directory.path));
  });
  afterAll(() => {
    directory.remove();
  });

  const found = (text: string) => coder.code({ titles: {}, codes: [], text }).competences;
  const codes = (text: string) => found(text).map(({ code }) => code);

  test.each([
    ['Je kan een heftruck besturen in de haven.', 'KN-7'],
    ['De heftruckbesturen-opleiding krijg je van ons', 'KN-7'],
    ['La CONDUITE DE CHARIOTS ELEVATEURS est un atout', 'KN-7'],
    ['Vous pouvez conduire un transpalette', 'KN-7'],
    ['Planifier les tournées', 'SK-8'],
    ['Je leest een tachograaf af', 'KN-9'],
    ['You can handle spreadsheets.', 'http://data.europa.eu/esco/occupation/spreadsheets'],
  ])('are found in: %s', (text, code) => {
    expect(codes(text)).toEqual([code]);
  });

  test.each(['Heftrucks', 'besturen van een heftruck', 'tachografen', 'optimiser des circuits', ''])(
    'are not guessed from: %s',
    (text) => {
      expect(codes(text)).toEqual([]);
    },
  );

  test('carry their labels, the most telling first', () => {
    const [first, second] = found('Tachograaf en heftruck besturen, tachograaf');
    expect(first).toMatchObject({ code: 'KN-7', labels: { nl: 'Heftruck besturen' } });
    expect(second).toMatchObject({ code: 'KN-9', labels: { fr: 'Tachygraphe' } });
    expect(first?.score).toBeGreaterThan(second?.score ?? 1);
  });

  test('are at most once in the answer, with scores from 0 to 1', () => {
    const text = fc.array(fc.constantFrom('heftruck', 'besturen', 'tachograaf', 'ritten', 'plannen', 'kok', '-'));
    fc.assert(
      fc.property(text, (words) => {
        const named = found(words.join(' '));
        expect(new Set(named.map(({ code }) => code)).size).toBe(named.length);
        for (const { score } of named) expect(score > 0 && score < 1).toBe(true);
      }),
    );
  });

  test('are none where the release has none', () => {
    const without = createCoder(starterRelease());
    expect(without.code({ titles: {}, codes: [], text: 'heftruck besturen' }).competences).toEqual([]);
  });
});
