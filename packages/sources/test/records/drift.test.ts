import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { DriftWatch, knownFields } from '../../src/records/drift.ts';
import { codeLeaf, listOf, textLeaf } from '../../src/records/leaves.ts';

const schema = z.object({
  id: textLeaf,
  title: textLeaf,
  place: z.object({ town: textLeaf }).nullish(),
  skills: listOf(z.object({ code: codeLeaf })),
  job: listOf(z.union([z.string(), z.object({ name: textLeaf })])),
});

function watch(given: object = {}) {
  return new DriftWatch({ source: 'test', known: knownFields(schema), matters: [], ...given });
}

test('members that a schema reads are known, in lists, unions and optional parts too; codes are not looked into', () => {
  const watching = watch();
  watching.see([
    {
      id: 1,
      place: { town: 'x' },
      skills: [{ code: { code: 'a', label: 'b', more: 1 } }],
      job: [{ name: 'n' }, 'bare'],
    },
    { place: null, skills: { code: 'single' } },
  ]);
  expect(watching.drift).toEqual([]);
});

test('unknown members are counted by their path, the most frequent first, and not looked into', () => {
  const watching = watch();
  watching.see([{ extra: { inner: 1 }, skills: [{ level: 1 }, { level: 2 }] }, { skills: [{ level: null }] }]);
  expect(watching.drift).toEqual([
    { path: 'skills.level', count: 3, kind: 'unknown-field' },
    { path: 'extra', count: 1, kind: 'unknown-field' },
  ]);
});

test('lists in lists are not looked into, however deep they go', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(100_000)}{"town":"x","more":1}${']'.repeat(100_000)}`);
  const watching = watch({ matters: ['title', 'skills.code'] });
  watching.see([{ title: 'x', place: deep, skills: deep, job: [deep] }]);
  expect(watching.drift).toEqual([]);
});

test('documented members that nothing is made of are known by their paths', () => {
  const watching = watch({ known: knownFields(schema, ['place.street', 'priority']) });
  watching.see([{ place: { street: 'x', number: 1 }, priority: 2 }]);
  expect(watching.drift.map(({ path }) => path)).toEqual(['place.number']);
});

test('paths beyond the limit are counted together, and names that could be content are not repeated', () => {
  const watching = watch({ mostPaths: 2 });
  watching.see([{ a: 1, 'someone@example.org': 1, c: 1, d: 1 }]);
  watching.codes(['field=X', 'field=X']);
  expect(watching.drift).toEqual([
    { path: '*', count: 2, kind: 'unknown-field' },
    { path: '*', count: 2, kind: 'unknown-code' },
    { path: 'a', count: 1, kind: 'unknown-field' },
    { path: '?', count: 1, kind: 'unknown-field' },
  ]);
});

test('names and codes are kept without addresses and telephone numbers', () => {
  const watching = watch();
  watching.see([{ '0475 12 34 56': 1 }]);
  watching.codes(['contract=someone@example.org']);
  expect(watching.drift.map(({ path }) => path)).toEqual(['[telephone]', 'contract=[e-mail]']);
});

test('a field that matters and is missing from a whole page stops the batch with its name', () => {
  const watching = watch({ matters: ['title', 'place.town|place.code'] });
  watching.see(Array.from({ length: 5 }, () => ({ title: 'x', place: { code: '1' } })));
  const renamed = Array.from({ length: 5 }, () => ({ heading: 'x', place: { town: 'x' } }));
  expect(() => watching.see(renamed)).toThrow(
    expect.objectContaining({ code: 'SOURCE_SCHEMA_CHANGED', retriable: false }) as Error,
  );
  expect(() => watching.see(renamed)).toThrow(/title is missing from 5 of 5 records/);
});

test('a field that most records lack stops the batch, one that few lack does not', () => {
  const whole = { title: 'x' };
  const few = watch({ matters: ['title'] });
  for (let page = 0; page < 20; page++) few.see([whole, whole, { title: '' }]);
  const most = watch({ matters: ['title'] });
  const reading = () => {
    for (let page = 0; page < 20; page++) most.see([whole, {}, { title: null }]);
  };
  expect(reading).toThrow(/title is missing from 14 of 21 records/);
});

test('a usual field may be missing from a whole delivery, unless an unknown field stands beside its place', () => {
  const delivery = (record: object) => Array.from({ length: 40 }, () => record);
  const options = { matters: ['title'], usual: ['place.town'] };
  watch(options).see(delivery({ title: 'x', place: {} }));
  expect(() => watch(options).see(delivery({ title: 'x', place: { city: 'y' } }))).toThrow(/place\.town is missing/);
  expect(() => watch(options).see(delivery({ title: 'x', where: { town: 'y' } }))).toThrow(/place\.town is missing/);
  watch(options).see(delivery({ title: 'x', skills: [{ level: 1 }] }));
});

test('a usual field that is missing from most of very many records has gone', () => {
  const watching = watch({ usual: ['place.town'] });
  const page = Array.from({ length: 100 }, () => ({ title: 'x' }));
  for (let seen = 0; seen < 4; seen++) watching.see(page);
  expect(() => watching.see(page)).toThrow(/place\.town is missing/);
});

test('a few bad records alone are no proof', () => {
  const watching = watch({ matters: ['title'] });
  watching.see([{}]);
  watching.see([{}, null, 'text', []]);
  expect(watching.drift).toEqual([]);
});

test('whatever records are, looking at them neither throws nor grows without limit', () => {
  fc.assert(
    fc.property(fc.array(fc.anything(), { maxLength: 4 }), (records) => {
      const watching = watch({ mostPaths: 3 });
      watching.see(records);
      expect(watching.drift.length).toBeLessThanOrEqual(4);
    }),
  );
});
