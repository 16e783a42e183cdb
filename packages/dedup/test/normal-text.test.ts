import { describe, expect, test } from 'vitest';
import { normalName, normalTitle, normalTown } from '../src/normal-text.ts';

describe('a title for comparison', () => {
  test.each([
    ['Serveur / Serveuse (H/F)', 'Serveuse'],
    ['Infirmier(ère) H/F/X', 'INFIRMIER'],
    ['Verkäufer:in (m/w/d)', 'Verkäuferin'],
    ['Data Engineer /x) (H/F/X)', 'data engineer'],
    ["Agent d'entretien", 'Agente entretien'],
    ['Chauffeur met rijbewijs C', 'chauffeur rijbewijs C (v/m)'],
  ])('is the same for %s and %s', (one, other) => {
    expect(normalTitle(one)).toBe(normalTitle(other));
  });

  test.each([
    ['Enseignant 9 h', 'Enseignant 13 h 30'],
    ['Chauffeur C', 'Chauffeur D'],
    ['Bakker', 'Banketbakker'],
  ])('is another one for %s and %s', (one, other) => {
    expect(normalTitle(one)).not.toBe(normalTitle(other));
  });

  test('loses the name of the employer as a whole, never single words of it', () => {
    expect(normalTitle('Data scientist bij Jorvik Data', ['Jorvik Data NV'])).toBe('data scientist');
    expect(normalTitle('Data scientist', ['Jorvik Data NV'])).toBe('data scientist');
  });
});

describe('names for comparison', () => {
  test('have no legal form and no doubling', () => {
    expect(normalName('Bakkerij De Gouden Korst B.V.')).toBe(normalName('BAKKERIJ DE GOUDEN KORST'));
    expect(normalName('SMALS - SMALS')).toBe('smals');
    expect(normalName('Rectoraat - Dienst P - Rectoraat - Dienst P')).toBe('rectoraat dienst p');
    expect(normalName('NV')).toBe('nv');
    expect(normalName(null)).toBe('');
  });

  test('of towns bear part numbers and the ways to write a saint', () => {
    expect(normalTown('LYON 03')).toBe('lyon');
    expect(normalTown('Saint-Genis-Pouilly')).toBe(normalTown('ST GENIS POUILLY'));
  });
});
