import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithSharedData } from '@relais/testkit';
import { findPersonalData, maskPersonalData } from '@relais/vacancy';
import { expect, test } from 'vitest';

/** What stands in the recorded documents in the place of every number and address of a person. */
const NUMBER = '+32 2 000 00 00';
const ADDRESS = 'masked@example.org';

describeWithSharedData('the texts of the recorded documents', 'offers', (folder) => {
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => textsOf(JSON.parse(readFileSync(join(folder, name), 'utf8'))));

  test('hold the numbers and addresses that were put there, all of which are found, and nothing else is', () => {
    const found = texts.flatMap((text) =>
      findPersonalData(text).map(({ kind, start, end }) => [kind, text.slice(start, end)] as const),
    );
    const numbers = found.filter(([kind]) => kind === 'telephone').map(([, written]) => written);
    const expected = texts.reduce((sum, text) => sum + text.split(NUMBER).length - 1, 0);
    expect(numbers).toEqual(Array.from({ length: expected }, () => NUMBER));
    expect(expected).toBeGreaterThan(70);
    expect(found.filter(([kind]) => kind === 'national-number')).toEqual([]);
    const addresses = found.filter(([kind]) => kind === 'email').map(([, written]) => written);
    expect(addresses.filter((address) => address === ADDRESS).length).toBe(
      texts.reduce((sum, text) => sum + text.split(ADDRESS).length - 1, 0),
    );
  });

  test('hold none of them any more once they are masked', () => {
    for (const text of texts) {
      const masked = maskPersonalData(text);
      expect(masked.includes(NUMBER) || masked.includes(ADDRESS)).toBe(false);
    }
  });
});

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}
