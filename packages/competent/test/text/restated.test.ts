import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { restatedIn } from '../../src/text/restated.ts';

describe('what an advertisement calls the job', () => {
  test.each([
    [
      'Nous recherchons pour notre client un Technicien outilleur (H/F) pour renforcer son atelier.',
      'technicien outilleur',
    ],
    [
      'Notre agence recrute, pour une scierie de la région, un(e) conducteur(trice) de scie F/H.',
      'conducteur(trice) de scie',
    ],
    ['La commune recrute des jardiniers paysagistes pour la belle saison.', 'jardiniers paysagistes'],
    ['Notre garage cherche actuellement une carrossière peintre en CDI.', 'carrossiere peintre'],
    ['Nous sommes à la recherche de notre futur responsable de cuisine centrale.', 'responsable de cuisine centrale'],
    ["En tant qu'opérateur sur presse, vous réglez les machines.", 'operateur sur presse'],
    ["En qualité d'assistant(e) de gestion locative, vous tenez les dossiers.", 'assistant de gestion locative'],
    ['Intitulé du poste : Chef de chantier voirie\nLieu : Namur', 'chef de chantier voirie'],
    ["Venez occuper le poste d'aide-soignante de nuit au sein de notre maison.", 'aide-soignante de nuit'],
    [
      'Wij zoeken een gemotiveerde technieker koeltechniek (m/v/x) voor onze vestiging.',
      'gemotiveerde technieker koeltechniek',
    ],
    [
      'Voor een klant in Gent zoeken we een bediener van houtbewerkingsmachines.',
      'bediener van houtbewerkingsmachines',
    ],
    ['Als polyvalent keukenmedewerker zorg je voor de warme maaltijden.', 'polyvalent keukenmedewerker'],
    ['Functie: ploegleider magazijn\nPlaats: Aalst', 'ploegleider magazijn'],
    ['Je wordt buschauffeur bij ons.', 'buschauffeur'],
    ['Wir suchen ab sofort einen Mitarbeiter im Lager (m/w/d) in Eupen.', 'mitarbeiter im lager'],
    ['Für unseren Kunden suchen wir mehrere Industriemechaniker mit Erfahrung.', 'industriemechaniker'],
    ['Als Leiter der Backstube sind Sie für das Team da.', 'leiter der backstube'],
    ['Stellenbezeichnung: Verkäufer Fleischtheke', 'verkaufer fleischtheke'],
    ['We are looking for a night shift warehouse operative to join the team.', 'night shift warehouse operative'],
    ['Our client is hiring two maintenance electricians for its plant.', 'maintenance electricians'],
    ['As a senior payroll officer, you will run the salaries.', 'senior payroll officer'],
    ['Job title: forklift driver', 'forklift driver'],
  ])('%s', (text, name) => {
    expect([...restatedIn(text)]).toContain(name);
  });

  test.each([
    'Vous aimez le travail en équipe et les horaires réguliers.',
    'Je houdt van orde en je kan goed plannen.',
    'Das Team ist klein, die Wege sind kurz.',
    'The canteen is free of charge.',
    '',
  ])('nothing: %s', (text) => {
    expect([...restatedIn(text)]).toEqual([]);
  });

  test('names one job a sentence, in their order', () => {
    const text = 'Nous recherchons un vendeur (H/F). En tant que vendeur en jardinerie, vous conseillez nos clients.';
    expect([...restatedIn(text)]).toEqual(['vendeur', 'vendeur en jardinerie']);
  });

  test('names are short, however the text is written', () => {
    const piece = fc.constantFrom(
      'recherche ',
      'un(e) ',
      'en tant que ',
      'als ',
      'een ',
      '(h/f)',
      ', ',
      '. ',
      'as a ',
      '/',
      ' - ',
      'chef ',
      ':',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
        for (const name of restatedIn(pieces.join(''))) {
          expect(name.length).toBeGreaterThan(3);
          expect(name.split(/\s+/).length).toBeLessThan(10);
        }
      }),
    );
  });

  test('reads no more than the beginning of a text', () => {
    const filling = 'Bonjour à tous et à toutes. '.repeat(14_000);
    expect([...restatedIn(`${filling}Nous recherchons un soudeur (H/F).`)]).toEqual([]);
    expect([...restatedIn('recherche un '.repeat(30_000))].length).toBeLessThan(31);
  });
});
