import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { itemsOfFile } from '../../src/drop/documents.ts';
import { profileOf } from '../../src/settings.ts';
import { foremOpening, hrOpenOpening } from '../formats/openings.ts';
import { offer } from '../france-travail/builders.ts';
import { ofKind } from '../test-context.ts';
import { readDrop, settingsForFiles } from './read-drop.ts';

const numbered = (number: string, given = {}) =>
  foremOpening({ ids: `<Id><IdValue>${number}</IdValue></Id>`, ...given }).replace(
    ' xmlns="http://ns.hr-xml.org/2006-02-28"',
    '',
  );
const file = (count: string, ...openings: string[]) =>
  `<PositionOpenings xmlns="http://ns.hr-xml.org/2006-02-28"${count}>${openings.join('')}</PositionOpenings>`;

function endOf(content: string | Uint8Array, given: object = {}) {
  const settings = settingsForFiles(given);
  const items = itemsOfFile(Buffer.from(content), settings, profileOf('forem', settings, 'forem'));
  for (let next = items.next(); ; next = items.next()) if (next.done === true) return next.value;
}

describe('a file of a drop', () => {
  test('may hold documents of both formats, which say themselves which they are', () => {
    const items = readDrop(`<both>${foremOpening()}${hrOpenOpening()}</both>`);
    expect(items.map(({ kind, reference }) => [kind, reference])).toEqual([
      ['vacancy', '2030588'],
      ['vacancy', 'doc-1'],
    ]);
  });

  test('may hold only the formats that its settings name', () => {
    expect(readDrop(hrOpenOpening(), { formats: ['hr-xml-position-opening'] })).toMatchObject([
      { kind: 'unreadable', code: 'FILE_FORMAT', reason: 'its namespace is not one of those that are taken' },
    ]);
  });

  test('may hold offers of France Travail as JSON, where its settings say so', () => {
    const content = JSON.stringify({ resultats: [offer('a1'), offer('a2', { id: null })] });
    expect(readDrop(content, { formats: ['france-travail-json'] }).map(({ kind }) => kind)).toEqual([
      'vacancy',
      'unreadable',
    ]);
    expect(readDrop(content)).toMatchObject([{ code: 'FILE_FORMAT' }]);
  });

  test.each([
    ['a bare list', JSON.stringify([offer('a1'), offer('a2')]), ['a1', 'a2']],
    ['a single offer', JSON.stringify(offer('a1')), ['a1']],
    ['nothing', '{"resultats": []}', []],
    ['one broken offer', `{"resultats": [${JSON.stringify(offer('a1'))}, {"id": tru}]}`, ['a1', 'RECORD_MALFORMED']],
    ['one endless offer', JSON.stringify([offer('a1', { description: 'x'.repeat(9_000) })]), ['RECORD_TOO_LARGE']],
    ['no end', `{"resultats": [${JSON.stringify(offer('a1'))}`, ['FILE_TRUNCATED']],
    ['no end behind a whole offer', `[${JSON.stringify(offer('a1'))},`, ['a1', 'FILE_TRUNCATED']],
    ['more behind its end', `${JSON.stringify([offer('a1')])} []`, ['a1', 'FILE_FORMAT']],
    ['no offers', '{"total": 3}', ['FILE_FORMAT']],
    [
      'another encoding',
      iconv.encode(JSON.stringify([offer('a1', { intitule: 'Préparateur' })]), 'latin1'),
      ['FILE_ENCODING'],
    ],
  ])('of France Travail with %s is read as far as it can be', (_, content, expected) => {
    const items = readDrop(content, { formats: ['france-travail-json'], limits: { recordLength: 8_000 } });
    expect(items.map((item) => (item.kind === 'unreadable' ? item.code : item.reference))).toEqual(expected);
  });

  test('is read in the encoding that it declares', () => {
    for (const encoding of ['ISO-8859-1', 'windows-1252', 'UTF-8']) {
      const content = `<?xml version="1.0" encoding="${encoding}"?>${foremOpening({ title: 'Développeur à Liège' })}`;
      expect(ofKind(readDrop(iconv.encode(content, encoding)), 'vacancy')[0]?.vacancy.titles).toEqual({
        fr: 'Développeur à Liège',
      });
    }
  });

  test('in an encoding that it does not declare is quarantined: whole, or the damaged records alone', () => {
    const content = file('', numbered('1'), numbered('2', { title: 'Ouvrier', descriptions: '' }));
    const undeclared = readDrop(iconv.encode(content, 'windows-1252'));
    expect(undeclared.map((item) => (item.kind === 'unreadable' ? item.code : item.kind))).toEqual([
      'RECORD_DAMAGED',
      'vacancy',
    ]);
    const mojibake = readDrop(`<?xml version="1.0" encoding="ISO-8859-1"?>${content}`);
    expect(mojibake).toMatchObject([{ code: 'FILE_ENCODING', reference: null }]);
  });

  test('that holds nothing of ours says so', () => {
    for (const content of ['', '  \n', '<html/>', 'plain text', '{}']) {
      expect(readDrop(content)).toMatchObject([{ kind: 'unreadable', reference: null }]);
    }
    expect(readDrop(file(''))).toEqual([]);
  });

  test('gives faults by line and never by content', () => {
    const [item] = readDrop(foremOpening({ title: 'Secret & Co' }));
    expect(item).toMatchObject({ kind: 'unreadable', code: 'FILE_TRUNCATED', reference: '2030588' });
    expect(JSON.stringify(item)).not.toContain('Secret');
  });
});

describe('a file of a drop as a snapshot', () => {
  test('is whole when every record was read, or at least said which one it is', () => {
    expect(endOf(file('', numbered('1'), numbered('2')))).toMatchObject({ whole: true, announced: null });
    expect(endOf(file('', numbered('1'), numbered('2', { title: '&x;' }))).whole).toBe(true);
  });

  test('is not whole when it was cut, when a record does not say which one it is, or when it holds none', () => {
    const sound = file('', numbered('1'), numbered('2'));
    expect(endOf(sound.slice(0, -30)).whole).toBe(false);
    expect(endOf(sound.replace('</PositionOpenings>', '')).whole).toBe(false);
    expect(endOf(file('', numbered('1'), foremOpening({ ids: '' }))).whole).toBe(false);
    expect(endOf(file('')).whole).toBe(false);
    expect(endOf('').whole).toBe(false);
  });

  test('is not whole when it holds fewer records than it announces', () => {
    expect(endOf(file(' count="2"', numbered('1'), numbered('2')))).toMatchObject({ whole: true, announced: 2 });
    expect(endOf(file(' count="3"', numbered('1'), numbered('2')))).toMatchObject({ whole: false, announced: 3 });
    expect(endOf(file(' total="3"', numbered('1')), { countAttribute: 'total' }).whole).toBe(false);
  });
});
