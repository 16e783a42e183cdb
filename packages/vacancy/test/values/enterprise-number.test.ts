import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseEnterpriseNumber } from '../../src/index.ts';

test.each([
  ['0403019261', '0403019261'],
  ['0428759497', '0428759497'],
  ['403019261', '0403019261'],
  ['0403.019.261', '0403019261'],
  ['BE 0403.019.261', '0403019261'],
  ['be0403019261', '0403019261'],
  ['BE (0)403 019 261', '0403019261'],
])('%s is the enterprise number %s', (raw, number) => {
  expect(parseEnterpriseNumber(raw)).toBe(number);
});

test.each([
  '0431150351',
  '0000000000',
  '000000000',
  '',
  'BE',
  '04030192610',
  '40301926',
  'FR403019261',
  null,
  undefined,
])('%j is no enterprise number', (raw) => {
  expect(parseEnterpriseNumber(raw)).toBeNull();
});

test('the number of an establishment passes the sum and is no enterprise number', () => {
  expect(97 - (21_234_567 % 97)).toBe(91);
  expect(parseEnterpriseNumber('2123456791')).toBeNull();
});

test('a changed digit is always found', () => {
  const place = fc.integer({ min: 0, max: 9 });
  fc.assert(
    fc.property(fc.integer({ min: 1_000_000, max: 19_999_999 }), place, place, (first, at, digit) => {
      const stem = String(first).padStart(8, '0');
      const number = stem + String(97 - (first % 97)).padStart(2, '0');
      expect(parseEnterpriseNumber(number)).toBe(number);
      const changed = number.slice(0, at) + String(digit) + number.slice(at + 1);
      expect(parseEnterpriseNumber(changed)).toBe(changed === number ? number : null);
    }),
  );
});
