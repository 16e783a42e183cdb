import { describe, expect, test } from 'vitest';
import { labelKeys, titleKeys } from '../../src/text/title.ts';

describe('keys of a label', () => {
  test.each([
    ['Chauffeur / Chauffeuse de bus', ['chauffeur bus', 'chauffeuse bus']],
    ['Aide ménager / ménagère à domicile', ['aide menager domicile', 'aide menagere domicile']],
    ['directeur technique/directrice technique', ['directeur technique', 'directrice technique']],
    ['Verkoper / verkoopster', ['verkoper', 'verkoopster']],
    ['Kaufmann / Kauffrau', ['kaufmann']],
    ['(Dé)monteur / (Dé)monteuse', ['demonteur', 'demonteuse']],
    ['Agent /Agente d’entretien', ['agent entretien', 'agente entretien']],
    ['Magasinier / Cariste', ['magasinier', 'cariste']],
    ['Designer / Designeuse mobilier', ['designer mobilier', 'designeuse mobilier']],
    ['Onderwijzer/onderwijzeres', ['onderwijzer', 'onderwijzeres']],
    ['klinischer Psychologe/klinische Psychologin', ['klinischer psychologe', 'klinische psychologe']],
    ['Opérateur / Opératrice du son', ['operateur son', 'operatrice son']],
  ])('write out both genders of %s', (label, keys) => {
    expect(labelKeys(label)).toEqual(keys);
  });

  test.each([
    ['Agent de production/fabrication en usine', ['agent production usine', 'agent fabrication usine']],
    ['piano maker/tuner', ['piano maker', 'piano tuner']],
    ['Garçon / Fille de hall', ['garcon hall', 'fille hall']],
    ['Patronnier / Patronnière CAO/DAO', ['patronnier cao', 'patronniere cao', 'patronnier dao', 'patronniere dao']],
    ['Import-/Exportkaufmann', ['import exportkaufmann']],
    ['operateur de galvanisation/operatrice galvano', ['operateur galvanisation', 'operatrice galvano']],
    ['Boucher/', ['boucher']],
  ])('hold all words that belong to each side of a slash: %s', (label, keys) => {
    expect(labelKeys(label)).toEqual(keys);
  });

  test('keep the words of a label that would be noise in a title', () => {
    expect(labelKeys('Conseiller emploi')).toEqual(['conseiller emploi']);
  });

  test('are the function words themselves when there is nothing else', () => {
    expect(labelKeys('De')).toEqual(['de']);
  });
});

describe('keys of a title', () => {
  test.each([
    ['Verpleegkundige (m/v/x)', 'verpleegkundige'],
    ['Koch (m/w/d)', 'koch'],
    ['H/F Technicien fibre optique', 'technicien fibre optique'],
    ['Data Engineer /x) (H/F/X)', 'data engineer'],
    ['Employé(e) Commercial(e)', 'employe commercial'],
    ['Assistant·e social·e', 'assistant social'],
    ['Vendeur-euse', 'vendeur'],
    ['Vendeur.euse.trice', 'vendeur trice'],
    ['Opérateur(trice) machine', 'operateur machine'],
    ['Verkäufer*in im Einzelhandel', 'verkaufer einzelhandel'],
    ['VerkäuferIn', 'verkaufer'],
    ['Kellner:in', 'kellner'],
    ['Medewerk(st)er keuken', 'medewerker keuken'],
    ['Junior C++ developer (f/h)', 'c++ developer'],
    ['Cuisinier CDI temps plein', 'cuisinier'],
    ['Magazijnier deeltijds 20u/week', 'magazijnier'],
    ['Œnologue', 'oenologue'],
  ])('take away gender marks and contract words: %s', (title, key) => {
    expect(titleKeys(title).whole).toEqual([key]);
  });

  test('keep the two jobs of one title apart', () => {
    expect(titleKeys('Magasinier / Cariste (H/F/X)').whole).toEqual(['magasinier', 'cariste']);
  });

  test('tell the parts between dashes', () => {
    expect(titleKeys("Maison Bleue - Garde d'enfant (H/F)")).toEqual({
      whole: ['maison bleue garde enfant'],
      parts: ['maison bleue', 'garde enfant'],
      listed: [],
      telling: true,
    });
  });

  test.each([
    ['Kok (m/v/x) - Gent', 'kok'],
    ['Conducteur de machine F/H - INTERIM PLUS Villefranche (H/F)', 'conducteur machine'],
    ['Aide-Ménager(ère) F/H-Temps partiel-MONTMERLE', 'aide menager'],
    ['CDI H/F - Cuisinier', 'cuisinier'],
    ['Vendeur (H/F) en boulangerie', 'vendeur boulangerie'],
  ])('end where a gender mark and a sign close the name of the job: %s', (title, key) => {
    expect(titleKeys(title).whole).toEqual([key]);
  });

  test('leave out sides between dashes that no label has a word of', () => {
    const isLabelWord = (word: string) => ['leraar', 'wiskunde'].includes(word);
    expect(titleKeys('Leraar wiskunde - DEINZE - L1500', { isLabelWord }).whole).toEqual(['leraar wiskunde']);
    expect(titleKeys('Zorgkundge - DEINZE - vast contract', { isLabelWord }).whole).toEqual(['zorgkundge']);
  });

  test.each([
    ['Vendeur se   hôte', 'vendeur hote'],
    ['Employé e de rayon', 'employe rayon'],
    ['Commercial Terrain H/F - 01', 'commercial terrain'],
    ['Magasinier 3x8 2100€ brut', 'magasinier'],
    ['Koch (m/w/d) Aushilfe', 'koch'],
  ])('know numbers, endings that stand apart, and contract words for what they are: %s', (title, key) => {
    expect(titleKeys(title).whole).toEqual([key]);
  });

  test('list what stands between commas, slashes and conjunctions', () => {
    expect(titleKeys('Charpentier, Couvreur ou Zingueur (H/F)').listed).toEqual([
      'charpentier',
      'couvreur',
      'zingueur',
    ]);
  });

  test('leave out the names of employer and town, as whole words only', () => {
    expect(titleKeys('Chauffeur transport Ans', { names: ['ANS'] }).whole).toEqual(['chauffeur transport']);
  });

  test('are the title itself when it is nothing but noise', () => {
    expect(titleKeys('CDI temps plein').whole).toEqual(['cdi temps plein']);
  });

  test('are bounded for a title of any length', () => {
    const { whole, parts } = titleKeys('œ/'.repeat(5_000));
    expect([...whole, ...parts].every((key) => key.length <= 240)).toBe(true);
  });

  test('are none for a title without letters', () => {
    expect(titleKeys(' *** ')).toMatchObject({ whole: [], parts: [], listed: [] });
  });
});

describe('German nouns', () => {
  test.each([
    ['Filialleiterin', 'filialleiter'],
    ['Ingenieurinnen', 'ingenieur'],
    ['Psychologin', 'psychologe'],
    ['Kauffrau', 'kaufmann'],
    ['Ärztin', 'arzt'],
    ['Köchinnen', 'koch'],
    ['Einwanderungsbeamtin', 'einwanderungsbeamter'],
  ])('are looked up in the masculine: %s', (title, key) => {
    expect(titleKeys(title).whole).toEqual([key]);
  });

  test.each(['marin', 'jardin', 'medecin', 'satin', 'frau', 'vetrin'])('are not seen in %s', (word) => {
    expect(labelKeys(word)).toEqual([word]);
  });
});

describe('phrases that are noise in a title', () => {
  test.each([
    'Kok voltijds tps partiel',
    'Kok temps plein',
    'Cook part-time',
    'Kok vast contract',
    'Cuisinier contrat à durée déterminée',
    'Kok vaste job',
    'Koch ab sofort',
    'Kok zo snel mogelijk',
    'Kok 38 u',
    'Kok ref. AB12',
  ])('are left out of %s', (title) => {
    expect(titleKeys(title).whole).toHaveLength(1);
    expect(titleKeys(title).whole[0]).toMatch(/^(kok|koch|cook|cuisinier)$/);
  });
});
