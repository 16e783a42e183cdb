import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RecordCutter } from '../../src/formats/rows/record-cutter.ts';

/** What is cut out of a document that comes in these pieces, and how far it went. */
function cut(pieces: readonly string[], path = '', limits = { longest: 1000, deepest: 10 }) {
  const cutter = new RecordCutter(path === '' ? [] : path.split('.'), limits.longest, limits.deepest);
  const cuts = pieces.flatMap((piece) => [...cutter.read(piece)]);
  return { cuts: cuts.map((each) => (each.kind === 'record' ? each.text.trim() : each.kind)), cutter };
}

const cutsOf = (text: string, path = '') => cut([text], path).cuts;

describe('the records of a JSON document', () => {
  test('are the elements of the list at the end of a path, the document itself, or the one object there', () => {
    expect(cutsOf('[{"a":1}, 2 ,[3]]')).toEqual(['{"a":1}', '2', '[3]']);
    expect(cutsOf('\uFEFF{"a":{"b":1}} ')).toEqual(['{"a":{"b":1}}']);
    expect(cutsOf('{"x":{"hits":[0]},"hits":{"n":1,"hits":[{"a":1},{"a":2}],"m":[9]}}', 'hits.hits')).toEqual([
      '{"a":1}',
      '{"a":2}',
    ]);
    expect(cutsOf('{"job":{"id":1}}', 'job')).toEqual(['{"id":1}']);
    expect(cutsOf('{"list":[]}', 'list')).toEqual([]);
  });

  test('are the same wherever the document is cut into pieces, and whatever stands in its texts', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', '\\', '{', '}', '[', ']', ',', ':', 'é'), maxLength: 6 });
    const value = fc.oneof(text, fc.integer(), fc.array(text, { maxLength: 3 }), fc.dictionary(text, text));
    const whole = fc.record({ before: value, list: fc.array(value, { maxLength: 5 }), after: value });
    fc.assert(
      fc.property(whole, fc.array(fc.nat(200), { maxLength: 5 }), fc.boolean(), (inside, places, spaced) => {
        const document = JSON.stringify({ ...inside, in: inside }, null, spaced ? 1 : 0);
        const ends = [0, ...places.toSorted((one, other) => one - other), document.length];
        const pieces = ends.slice(1).map((end, index) => document.slice(ends[index], end));
        const { cuts, cutter } = cut(pieces, 'in.list');
        expect(cuts.map((each) => JSON.parse(each) as unknown)).toEqual(inside.list);
        expect([cutter.state, cutter.found]).toEqual(['closed', true]);
      }),
    );
  });

  test('are passed over when they are too long or too deep, without being held', () => {
    const { cuts } = cut([`[{"a":"${'x'.repeat(50)}`, 'x'.repeat(5000), `"},{"a":1},{"a":[[[[2]]]]},{"a":3}]`], '', {
      longest: 100,
      deepest: 3,
    });
    expect(cuts).toEqual(['too-large', '{"a":1}', 'too-deep', '{"a":3}']);
  });

  test('at fault stay alone', () => {
    expect(cutsOf('[{"a":1}},{"b":},{"c":3]},{"d":4}]')).toEqual(['{"a":1}}', '{"b":}', '{"c":3]}', '{"d":4}']);
  });

  test.each([
    ['{"items":[1]}', 'content', 'closed', false],
    ['{"content":null}', 'content', 'closed', false],
    ['[{"content":[1]}]', 'content', 'closed', false],
    ['{"content":[1', 'content', 'open', true],
    ['{"a":1', 'content', 'open', false],
    ['  ', '', 'before', false],
    ['"content"', 'content', 'refused', false],
    ['<html>', '', 'refused', false],
    ['[1]]', '', 'refused', true],
    ['{"content":[1]} {', 'content', 'refused', true],
  ])('of %s at "%s" leave it %s, found: %s', (text, path, state, found) => {
    const { cutter } = cut([text], path);
    expect([cutter.state, cutter.found]).toEqual([state, found]);
  });
});
