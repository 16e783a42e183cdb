import { type TemporaryDirectory, temporaryDirectory } from '@relais/testkit';
import { occupationCodingSchema } from '@relais/vacancy';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Coder, createCoder, importReference, mapInputSchema, starterRelease } from '../../src/index.ts';
import { CHAUFFEUR, PLANNER, TRUCK, writeReference } from '../reference-folder.ts';

const byTitle = (title: string, language = 'nl') => ({ titles: { [language]: title }, codes: [] });
const byCode = (scheme: string, code: string, title?: string) => ({
  titles: title === undefined ? {} : { fr: title },
  codes: [{ scheme, code }],
});

describe('a coder over an import', () => {
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

  test('writes what it found in the order of the contract', () => {
    const coding = coder.code({ ...byTitle('Vrachtwagenchauffeur'), text: 'Je kan een heftruck besturen.' });
    expect([coding.competent.length > 0, coding.esco.length > 0, coding.competences.length]).toEqual([true, true, 1]);
    expect(JSON.stringify(occupationCodingSchema.parse(coding))).toBe(JSON.stringify(coding));
  });

  test.each([
    ['competent2', CHAUFFEUR],
    ['competent2-op', 'OP-900'],
    ['Competent', 'op-900'],
    ['competent1', 'N410101-1'],
    ['DIMECO', 'N410101-1'],
    ['esco', TRUCK],
    ['rome-appellation', '11955'],
    ['rome-appellation', 'Conductrice de camion'],
    ['rome', 'N4101'],
    ['dimeco', 'N4101'],
    ['rome', 'N410101'],
    ['isco', '8332'],
    ['isco08', 'C833'],
  ])('follows a native code of %s to Competent: %s', (scheme, code) => {
    const coding = coder.code(byCode(scheme, code));
    expect(coding.method).toBe('code');
    expect(coding.competent[0]).toMatchObject({ uuid: CHAUFFEUR, code: 'OP-900' });
    expect(occupationCodingSchema.parse(coding)).toEqual(coding);
  });

  test('names the steps it went', () => {
    const [reason] = coder.code(byCode('rome-appellation', '11955')).reasons;
    expect(reason).toBe(
      'the source gave the rome-appellation code 11955; then ROME appellation – ESCO (EURES mapping); then Competent 2 – ESCO (EURES mapping)',
    );
  });

  test('keeps the relation of each equivalent', () => {
    const coding = coder.code(byCode('competent2', CHAUFFEUR));
    expect(coding.esco.find(({ code }) => code === TRUCK)).toMatchObject({ relation: 'narrower' });
    expect(coding.rome[0]).toMatchObject({ code: 'N4101', relation: 'broader' });
    expect(coder.code(byCode('esco', PLANNER)).competent[0]).toMatchObject({ code: 'OP-901' });
  });

  test('does not code by a doubtful pairing alone', () => {
    const coding = coder.code(byCode('competent1', 'N420301-2'));
    expect(coding.automatic).toBe(false);
    expect(coding.rome[0]).toMatchObject({ code: 'N4203' });
  });

  test('keeps a ROME code that is newer than the release', () => {
    const coding = coder.code({ ...byTitle('Vrachtwagenchauffeur'), codes: [{ scheme: 'rome', code: 'N4121' }] });
    expect(coding.rome[0]).toEqual({ code: 'N4121', relation: 'exact', score: 1 });
    expect(coding.competent[0]?.code).toBe('OP-900');
    expect(coding.reasons[0]).toBe('the release does not have the rome code N4121');
  });

  test('ignores codes of schemes without a crosswalk, whatever their name', () => {
    for (const scheme of ['actiris-imt', 'constructor', '__proto__', '']) {
      expect(coder.code(byCode(scheme, "Q'1"))).toMatchObject({ method: 'none', competent: [], confidence: 0 });
    }
  });

  test('takes a title that equals a label, in any gender and in the other language too', () => {
    for (const title of ['Vrachtwagenchauffeur (m/v/x)', 'Chauffeuse de poids lourd H/F']) {
      expect(coder.code(byTitle(title))).toMatchObject({ method: 'exact-title', automatic: true });
    }
  });

  test('decides where a title names one occupation twice, in words of two classifications', () => {
    const coding = coder.code(byTitle('Conducteur de camion / chauffeur de poids lourd', 'fr'));
    expect(coding).toMatchObject({ automatic: true, competent: [{ code: 'OP-900' }] });
  });

  test('resembles its way to a title with a typing error, and says how sure it is', () => {
    const coding = coder.code(byTitle('Vrachtwagenchaufeur'));
    expect(coding).toMatchObject({ method: 'title', competent: [{ code: 'OP-900' }] });
    expect(coding.confidence).toBeGreaterThan(0.5);
    expect(coding.confidence).toBeLessThan(0.97);
  });

  test("that tells of contract and person alone is nobody's job, whatever labels have its word", () => {
    for (const title of ['Étudiant', 'Jobstudent (m/v/x)', 'CDI temps plein', 'Stagiaire'])
      expect(coder.code(byTitle(title))).toMatchObject({ method: 'none', competent: [], automatic: false });
  });

  test('gives candidates without deciding when it is not sure, and none when nothing is like it', () => {
    const unsure = coder.code(byTitle('Vrachtcontroleur'));
    expect(unsure.automatic).toBe(false);
    expect(unsure.competent.length).toBeGreaterThan(0);
    expect(coder.code(byTitle('qqqq'))).toMatchObject({ method: 'none', competent: [], automatic: false });
  });

  test('lets a title choose among what a code leaves open', () => {
    const esco = (title?: string) => coder.code(byCode('competent2', CHAUFFEUR, title)).esco.map(({ code }) => code);
    expect(esco('Koerier')[0]).not.toBe(TRUCK);
    expect(esco('Chauffeur de poids lourd')[0]).toBe(TRUCK);
  });

  test('leaves employer and town out of a title', () => {
    const input = { ...byTitle('Koerier Snelpost Vervoer Aalst'), names: ['Snelpost Vervoer', 'AALST'] };
    expect(coder.code(input).method).toBe('exact-title');
  });
});

describe('a coder over the starter set', () => {
  const coder = createCoder(starterRelease());

  test.each([
    ['Magazijnmedewerker (m/v/x)', 'nl', 'warehouse worker'],
    ['Infirmier(ère) H/F', 'fr', 'nurse'],
    ['Softwareentwickler (m/w/d)', 'de', 'software developer'],
    ['Truck driver', 'en', 'truck driver'],
    ['Poetshulp dienstencheques', 'nl', 'domestic cleaner'],
    ['Aide-soignante', 'fr', 'care assistant'],
  ])('knows %s', (title, language, english) => {
    const coding = coder.code(byTitle(title, language));
    expect(coding).toMatchObject({ method: 'exact-title', automatic: true, competent: [{ labels: { en: english } }] });
    expect(coding.isco[0]?.code).toMatch(/^\d{4}$/);
  });

  test('names both jobs of a title with two, and decides for neither', () => {
    const coding = coder.code(byTitle('Magasinier / Cariste', 'fr'));
    const named = new Set(coding.competent.map(({ labels }) => labels['en']));
    expect(named).toEqual(new Set(['forklift driver', 'warehouse worker']));
    expect(coding.automatic).toBe(false);
  });

  test('decides for none of the jobs that a title lists', () => {
    expect(coder.code(byTitle('Magasinier ou cariste', 'fr'))).toMatchObject({ method: 'title', automatic: false });
  });

  test('hears a description only where title and codes leave the decision open', () => {
    const text = 'Wij zoeken een kok of een boekhouder.';
    const settled = byTitle('Magazijnmedewerker');
    expect(coder.code({ ...settled, text })).toEqual(coder.code(settled));
    const coded = { ...byTitle('Chef'), codes: [{ scheme: 'isco', code: '5120' }] };
    expect(coder.code({ ...coded, text })).toEqual(coder.code(coded));
  });

  test.each([
    ['nl', 'Chauffeur', 'Je wordt buschauffeur bij ons.', 'bus driver: buschauffeur'],
    ['fr', 'Chauffeur', 'Notre dépôt recrute un chauffeur de bus (H/F) pour ses lignes.', 'bus driver: chauffeur bus'],
    ['de', 'Mitarbeiter', 'Wir suchen einen Lagermitarbeiter (m/w/d).', 'warehouse worker: lagermitarbeiter'],
    ['en', 'Clerk', 'As a payroll clerk, you will run the salaries.', 'payroll clerk: payroll clerk'],
  ])('follows what a description calls the job where the title is vague: %s %s', (language, title, text, said) => {
    const [job, name] = said.split(': ');
    const vague = byTitle(title, language);
    expect(coder.code(vague).competent[0]?.labels['en']).not.toBe(job);
    const heard = coder.code({ ...vague, text });
    expect([heard.competent[0]?.labels['en'], heard.method, heard.automatic]).toEqual([job, 'title', true]);
    expect(heard.reasons.at(-1)).toBe(`the description calls the job ${name}`);
  });

  test('is surer where the description says the same more precisely', () => {
    const alone = coder.code(byTitle('Chauffeur', 'fr'));
    const heard = coder.code({
      ...byTitle('Chauffeur', 'fr'),
      text: 'En tant que chauffeur poids lourd, vous livrez.',
    });
    expect(heard.competent[0]?.code).toBe(alone.competent[0]?.code);
    expect([heard.method, heard.confidence > alone.confidence]).toEqual(['exact-title', true]);
  });

  test('answers the same whatever it was asked before', () => {
    const title = fc.array(fc.constantFrom('kok', 'chef', 'magazijn', 'driver', 'infirmier', '(m/v)', '-'), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.array(title, { maxLength: 12 }), (titles) => {
        const forgetful = createCoder(coder.release, { remembered: 1 });
        const asked = titles.map((words) => byTitle(words.join(' ')));
        const answers = asked.map((each) => coder.code(each));
        expect(
          asked
            .toReversed()
            .map((each) => forgetful.code(each))
            .toReversed(),
        ).toEqual(answers);
      }),
      { numRuns: 30 },
    );
  });

  test('draws the line for automatic coding where it is told to', () => {
    const strict = createCoder(coder.release, { automaticFrom: 0.99 });
    expect(strict.code(byTitle('Kok')).automatic).toBe(false);
  });
});

describe('one line of the mapping command', () => {
  const coder = createCoder(starterRelease());

  test('reads what the command takes, and tolerates null members', () => {
    const line = { id: 7, title: 'Kok', lang: null, text: null, codes: null };
    expect(coder.map(mapInputSchema.parse(line), 3)).toMatchObject({ id: 7, method: 'exact-title', automatic: true });
  });

  test('answers in its shape, best first, and no more than was asked for', () => {
    const answer = coder.map({ id: 'a', title: 'Kok zaalmedewerker', lang: 'nl' }, 2);
    expect(Object.keys(answer)).toEqual([
      'id',
      'competent',
      'esco',
      'rome',
      'isco',
      'method',
      'confidence',
      'automatic',
    ]);
    expect(answer.competent.length).toBeLessThanOrEqual(2);
    expect(answer.competent[0]?.code).toMatch(/^RS-/);
    expect(answer.competent[0]?.uuid).toMatch(/-8/);
    const scores = answer.competent.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });
});
