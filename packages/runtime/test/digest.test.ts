import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, contentHash, deterministicId, sha256 } from '../src/index.ts';

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([key, member]) => [key, reversed(member as unknown)]));
}

describe('canonical JSON', () => {
  test('says the same as JSON, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 500 },
    );
  });

  test('is the same text whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  test('tells apart any two objects that differ, also with keys that hold NUL or are empty', () => {
    const key = fc.string({ unit: fc.constantFrom('a', 'b', '\u0000', '"'), maxLength: 3 });
    const objects = fc.dictionary(key, fc.constantFrom(1, 2), { maxKeys: 4 });
    fc.assert(
      fc.property(objects, objects, (left, right) => {
        const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
        const equal = [...keys].every((name) => left[name] === right[name]);
        expect(canonicalJson(left) === canonicalJson(right)).toBe(equal);
        expect(JSON.parse(canonicalJson(left))).toEqual({ ...left });
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    [{ a: 1, b: 2 }, '{"a":1,"b":2}'],
    [{ 'a\u0000b': 1 }, '{"a\\u0000b":1}'],
    [{}, '{}'],
    [{ '': 1 }, '{"":1}'],
    [{ b: undefined, a: null }, '{"a":null}'],
    [[undefined, 1], '[null,1]'],
    [[], '[]'],
    [undefined, 'null'],
    [-0, '0'],
    [1e21, '1e+21'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [Number.NaN, 'null'],
    [{ é: '€', e: '\u2028' }, '{"e":"\u2028","é":"€"}'],
    ['\uD83D', '"\\ud83d"'],
  ])('of %j is %s', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });
});

test('a hash is equal for equal content and 32 hexadecimal characters long', () => {
  expect(contentHash({ a: 1, b: [2] })).toBe(contentHash({ b: [2], a: 1, c: undefined }));
  expect(contentHash({ a: 1 })).not.toBe(contentHash({ a: '1' }));
  expect(contentHash(null)).toMatch(/^[0-9a-f]{32}$/);
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sha256(new TextEncoder().encode('é'))).toBe(sha256('é'));
});

test('an identifier depends on where one part ends and the next begins', () => {
  const parts = fc.array(fc.string({ unit: fc.constantFrom('a', '1', ':', '|'), maxLength: 4 }), { maxLength: 4 });
  fc.assert(
    fc.property(parts, parts, (left, right) => {
      const equal = JSON.stringify(left) === JSON.stringify(right);
      expect(deterministicId(...left) === deterministicId(...right)).toBe(equal);
    }),
    { numRuns: 1000 },
  );
  expect(deterministicId('a', 'bc')).not.toBe(deterministicId('ab', 'c'));
  expect(deterministicId('a', 1)).toMatch(/^[0-9a-f]{32}$/);
});
