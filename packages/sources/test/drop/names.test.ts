import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPassedOver, isSafeName, matchesAny, shownName } from '../../src/drop/names.ts';

test.each([
  '../a.xml',
  '/etc/passwd',
  '..',
  '.',
  '',
  'a/b.xml',
  'a\\b.xml',
  'a\nb.xml',
  'a\u0000.xml',
  'x'.repeat(201),
])('the name %j is not safe', (name) => {
  expect(isSafeName(name)).toBe(false);
});

test('a safe name stays in its folder and on its line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      if (!isSafeName(name)) return;
      const path = new URL(`file:///drop/in/${encodeURIComponent(name)}`).pathname;
      expect(path.startsWith('/drop/in/')).toBe(true);
      expect(name).not.toMatch(/[\n\r/\\]/);
    }),
  );
});

test.each(['.hidden.xml', 'jobs.xml.part', 'jobs.TMP', 'jobs.filepart', 'jobs.xml~', 'jobs.xml.result.jsonl'])(
  '%s is passed over',
  (name) => {
    expect(isPassedOver(name)).toBe(true);
  },
);

test('patterns are those of a shell', () => {
  expect(matchesAny('Jobs-12.XML', ['*.xml'])).toBe(true);
  expect(matchesAny('jobs.xml.gz', ['*.xml'])).toBe(false);
  expect(matchesAny('jobs1.xml', ['jobs?.xml'])).toBe(true);
  expect(matchesAny('jobsx.xml', ['jobs.xml', 'full(1).xml'])).toBe(false);
  expect(matchesAny('full(1).xml', ['full(1).xml'])).toBe(true);
});

test('a name is shown on one line and in bounds', () => {
  expect(shownName('a\n"b"\u0000')).toBe(String.raw`a\n\"b\"\u0000`);
  expect(shownName('x'.repeat(500)).length).toBe(120);
});
