import { type ContractType, workplace } from '@relais/vacancy';
import { describe, expect, test } from 'vitest';
import { employerFit, placeFit, termsFit } from '../src/gates.ts';
import { AGENCY, anEmployer, aSignature, aSupplier, BAKERY, inTown } from './builders.ts';

describe('the gate of the employer', () => {
  const bakery = aSignature('1');
  test.each([
    ['the number decides', anEmployer('Another name', BAKERY), 'number'],
    [
      'another number is another employer, whatever the name',
      anEmployer('Bakkerij De Gouden Korst', AGENCY),
      'different',
    ],
    ['the name decides where a number is missing', anEmployer('BAKKERIJ DE GOUDEN KORST'), 'name'],
    ['a branch bears the name of its town', anEmployer('Bakkerij De Gouden Korst Gent'), 'name'],
    ['a name with words added is only similar', anEmployer('Bakkerij De Gouden Korst Catering'), 'similar-name'],
    ['words that registers add do not count', anEmployer('Groep Bakkerij Gouden Korst Belgium'), 'name'],
    ['an agency says nothing of the employer', anEmployer('Werk Uitzendbureau'), 'agency'],
    ['another name is another employer', anEmployer('Slagerij Peeters'), 'different'],
    ['nobody is nobody', anEmployer(null), 'unknown'],
  ])('%s', (_, employer, fit) => {
    expect(employerFit(bakery, aSignature('2', { employer }))).toBe(fit);
  });

  test('knows the supplier of one as the employer that another shows', () => {
    const direct = aSignature('1', { supplier: aSupplier({ enterpriseNumber: AGENCY }) });
    expect(employerFit(direct, aSignature('2', { employer: anEmployer('Kantoor', AGENCY) }))).toBe('supplier');
  });
});

describe('the gate of the workplace', () => {
  const ghent = aSignature('1');
  test.each([
    ['the postcode decides', inTown('9000', null), 'same'],
    ['another postcode is another workplace', inTown('9300', 'GENT'), 'different'],
    ['the town decides where a postcode is missing', inTown(null, 'Gent'), 'same'],
    ['another town is another workplace', inTown(null, 'Aalst'), 'different'],
    ['a region proves nothing', [workplace({ country: 'BE', nuts: 'BE23' })], 'unknown'],
    ['one of two places is not the same', [...inTown('9000', null), ...inTown('9300', null)], 'overlapping'],
  ])('%s', (_, workplaces, fit) => {
    expect(placeFit(ghent, aSignature('2', { workplaces }))).toBe(fit);
  });

  test('another country is another workplace', () => {
    const abroad = [workplace({ country: 'NL', municipality: 'Gent' })];
    expect(placeFit(ghent, aSignature('2', { workplaces: abroad }))).toBe('different');
  });

  test('towns that share a postcode are apart, unless two Belgian services name them in their own languages', () => {
    const at = (source: string, country: string, municipality: string) =>
      aSignature('3', { source, workplaces: [workplace({ country, postcode: '2500', municipality })] });
    expect(placeFit(at('france-travail', 'FR', 'Montracol'), at('france-travail', 'FR', 'Buellas'))).toBe('different');
    expect(placeFit(at('vdab', 'BE', 'Lier'), at('actiris', 'BE', 'Lierre'))).toBe('same');
    expect(placeFit(at('vdab', 'BE', 'Lier'), at('vdab', 'BE', 'Koningshooikt'))).toBe('different');
  });

  test('the code of the town goes before its postcode', () => {
    const coded = (municipalityCode: string) =>
      aSignature('4', { workplaces: [workplace({ country: 'FR', postcode: '01310', municipalityCode })] });
    expect(placeFit(coded('01254'), coded('01065'))).toBe('different');
    expect(placeFit(coded('01254'), coded('01254'))).toBe('same');
  });
});

describe('the gate of the terms', () => {
  const contract = (type: ContractType | null) =>
    aSignature('1', { contract: { type, codes: [], startDate: null, startsImmediately: null } });

  test('keeps contracts apart, and forgives what services use for one another', () => {
    expect(termsFit(contract('permanent'), contract('fixed-term'))).toBe('edited');
    expect(termsFit(contract('replacement'), contract('fixed-term'))).toBe('same');
    expect(termsFit(contract(null), contract('fixed-term'))).toBe('same');
    expect(termsFit(contract('other'), contract('permanent'))).toBe('same');
    expect(termsFit(contract('student'), contract('permanent'))).toBe('different');
  });

  test('keeps full time and part time apart', () => {
    const half = aSignature('2', { workingTime: { regime: 'part-time', hoursPerWeek: null, shifts: [] } });
    expect(termsFit(aSignature('1'), half)).toBe('different');
  });
});
