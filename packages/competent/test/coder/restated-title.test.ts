import { beforeAll, describe, expect, test } from 'vitest';
import { restatedTitle } from '../../src/coder/restated-title.ts';
import { readTitle } from '../../src/coder/title-evidence.ts';
import { starterRelease } from '../../src/index.ts';
import { LabelSearch } from '../../src/lexical/label-search.ts';

describe('the title that a description has instead', () => {
  let search: LabelSearch;

  beforeAll(() => {
    search = new LabelSearch(starterRelease().sections);
  });

  const restated = (language: string, title: string, text: string, names: readonly string[] = []) => {
    const read = readTitle(search, { language, text: title }, names);
    return restatedTitle(search, [read], { text, names })?.keys.whole ?? null;
  };

  test.each([
    ['fr', "Chef d'équipe", "Nous recrutons un Chef d'équipe quai (H/F).", 'chef equipe quai'],
    ['fr', 'Opérateur', 'Poste : opérateur de scierie', 'operateur scierie'],
    ['nl', 'Medewerker', 'Wij zoeken een linnenmedewerker.', 'linnenmedewerker'],
    [
      'nl',
      'Fietsenhersteller',
      'Als hersteller van elektrische fietsen werk je alleen.',
      'hersteller elektrische fietsen',
    ],
    ['de', 'Mitarbeiter', 'Wir suchen einen Küchenmitarbeiter (m/w/d).', 'kuchenmitarbeiter'],
    ['en', 'Supervisor', 'We are hiring a laundry supervisor.', 'laundry supervisor'],
  ])('%s %s: %s', (language, title, text, key) => {
    expect(restated(language, title, text)).toEqual([key]);
  });

  test.each([
    ['that shares no word with the title', 'Nous recherchons un client. Poste : cuisinier'],
    ['that says no more than the title', 'Nous recherchons un vendeur (H/F).'],
    ['of a text without any', 'Vous conseillez nos clients.'],
  ])('is none %s', (_, text) => {
    expect(restated('fr', 'Vendeur en magasin', text)).toBeNull();
  });

  test('is the first of several, without the names of employer and town', () => {
    const text =
      'Fleurs Dupont recrute un vendeur Fleurs Dupont Namur (H/F). En tant que vendeur de plantes, vous aimez les roses.';
    expect(restated('fr', 'Vendeur', text, ['Fleurs Dupont', 'Namur'])).toEqual(['vendeur plantes']);
  });
});
