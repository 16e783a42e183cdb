import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CsvOptions, csvRows } from '../../src/formats/rows/csv.ts';
import { fixedWidthRows } from '../../src/formats/rows/fixed-width.ts';
import { jsonLinesRows } from '../../src/formats/rows/json-lines.ts';
import type { NeededColumns, RowFinding, Rows } from '../../src/formats/rows/row.ts';

const noted: string[] = [];
function needing(read: readonly string[], matters: readonly string[] = []): NeededColumns {
  noted.length = 0;
  return { read: new Set(read), matters, note: (kind, column) => noted.push(`${kind} ${column}`) };
}

/** What was found, in short: the values of the columns, or the code of a fault. */
function shortly(rows: Rows, columns: readonly string[]): (string | string[])[] {
  return [...rows].flatMap((found) => (found === null ? [] : [inShort(found, columns)]));
}

function inShort(found: RowFinding, columns: readonly string[]): string | string[] {
  if (found.kind === 'row') return columns.map((column) => found.row.values(column).join('+'));
  return found.kind === 'deleted' ? found.reference : `${found.kind} ${found.code}`;
}

const csv = { delimiter: ';', quote: '"', columns: null, skipLines: 0, trailer: null, longest: 1000, damaged: false };
const readCsv = (text: string, given: Partial<CsvOptions> = {}, columns: readonly string[] = ['a', 'b']) =>
  shortly(csvRows([text], { ...csv, ...given }, needing(columns)), columns);

describe('CSV', () => {
  test('is read by the names of its first line, with quoted cells over several lines', () => {
    expect(readCsv('\uFEFFb;a\r\n2;1\r\n"x;""y""\r\nz";" q "\r\n\r\n')).toEqual([
      ['1', '2'],
      ['q', 'x;"y"\nz'],
    ]);
  });

  test('is read as another reader reads it', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', ';', '"', '\n', ' ', ',', '\t'), maxLength: 8 });
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(';', ',', '\t'),
        fc.array(fc.nat(200), { maxLength: 5 }),
        (cells, delimiter, cuts) => {
          const quoted = cells.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(delimiter));
          const text = `a${delimiter}b${delimiter}c\n${quoted.join('\n')}\n`;
          const edges = [0, ...cuts.toSorted((one, other) => one - other), text.length];
          const pieces = edges.slice(1).map((edge, index) => text.slice(edges[index], edge));
          const columns = ['a', 'b', 'c'];
          const expected = parse(text, { columns: true, delimiter }).map((row) =>
            columns.map((name) => (row as Record<string, string>)[name]?.trim()),
          );
          expect(shortly(csvRows(pieces, { ...csv, delimiter }, needing(columns)), columns)).toEqual(expected);
        },
      ),
    );
  });

  test('takes a quote inside an unquoted cell as it is', () => {
    expect(readCsv('a;b\n5" Rohr;der "Beste"\n')).toEqual([['5" Rohr', 'der "Beste"']]);
  });

  test('loses no record but the one at fault, whatever is wrong with it', () => {
    expect(readCsv('a;b\n1;2\n3\n4;5;6\n7;8\n')).toEqual([
      ['1', '2'],
      'fault RECORD_MALFORMED',
      'fault RECORD_MALFORMED',
      ['7', '8'],
    ]);
    expect(readCsv('a;b\n"1"x;2\n3;4\n')).toEqual(['fault RECORD_MALFORMED', ['3', '4']]);
    expect(readCsv('a;b\n1;"2\n3;4\n5;6\n')).toEqual(['fault FILE_TRUNCATED', ['3', '4'], ['5', '6']]);
    expect(readCsv(`a;b\n${'x'.repeat(2000)};2\n3;4\n`)).toEqual(['fault RECORD_TOO_LARGE', ['3', '4']]);
    expect(readCsv('a;b\n1\uFFFD;2\n3;4\n', { damaged: true })).toEqual(['fault RECORD_DAMAGED', ['3', '4']]);
  });

  test('with a quote in every line is given up in time, with the reason', () => {
    const text = `a;b\n${`1;"${'y'.repeat(900)}\n`.repeat(60_000)}`;
    const found = readCsv(text, { longest: 1_000_000 });
    expect(found.at(-1)).toBe('stop RECORD_MALFORMED');
  });

  test('that lacks a column which matters is stopped by the name of it; other columns are counted', () => {
    const rows = csvRows(
      ['Nummer;Titel;Neu\n1;2;3\n'],
      csv,
      needing(['Nummer', 'Bezeichnung', 'Ort'], ['Bezeichnung']),
    );
    expect([...rows].filter((found) => found !== null)).toEqual([
      {
        kind: 'stop',
        code: 'FILE_COLUMN_MISSING',
        reason: 'the file lacks "Bezeichnung", which the mapping needs; it begins with "Nummer", "Titel", "Neu"',
      },
    ]);
    expect(noted).toEqual(['unknown Titel', 'unknown Neu', 'lacking Bezeichnung', 'lacking Ort']);
  });

  test('may have lines before it, declared columns, and a last line that says how many records there are', () => {
    const options = { ...csv, columns: ['a', 'b'], skipLines: 1, trailer: 'END;' };
    const rows = csvRows(['Export of 1 May\n1;2\nEND;0001\n'], options, needing(['a', 'b']));
    expect([rows.next().value, rows.next().value]).toMatchObject([{ kind: 'row' }, null]);
    expect(rows.next()).toEqual({ done: true, value: { announced: 1, mode: null } });
    expect(readCsv('skipped\n1;2\n', options)).toEqual([['1', '2'], 'fault FILE_TRUNCATED']);
  });

  test('whose line of names comes again, as where two files were joined, takes it for no record and notes it', () => {
    expect(readCsv('\uFEFFa;b\n1;2\n\uFEFF"a"; b \r\n3;4\na;x\na;a\n')).toEqual([
      ['1', '2'],
      ['3', '4'],
      ['a', 'x'],
      ['a', 'a'],
    ]);
    expect(noted).toEqual(['repeated column names']);
    expect(readCsv('a;b\n1;2\na;b\n', { columns: ['a', 'b'] })).toEqual([['1', '2']]);
    expect(noted).toEqual(['repeated column names', 'repeated column names']);
  });

  test('whose line of names comes again in another order goes by that order from there on', () => {
    expect(readCsv('a;b\n1;2\nb;a\n4;3\n')).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  test('that was joined of two which count their records needs as many as both say, and both last lines', () => {
    const [options, needs] = [{ ...csv, trailer: 'END;' }, needing(['a', 'b'])];
    const rows = [...csvRows(['a;b\n1;2\nEND;2\na;b\n3;4\nEND;3\n'], options, needs)];
    expect(rows.filter((row) => row !== null).map(({ kind }) => kind)).toEqual(['row', 'row']);
    const ending = csvRows(['a;b\n1;2\nEND;2\na;b\n3;4\nEND;3\n'], options, needs);
    let end = ending.next();
    while (end.done !== true) end = ending.next();
    expect(end.value).toEqual({ announced: 5, mode: null });
    expect(readCsv('a;b\n1;2\nEND;1\na;b\n3;4\n', options)).toEqual([['1', '2'], ['3', '4'], 'fault FILE_TRUNCATED']);
  });

  test('without a line of names, or with one name twice, is no table', () => {
    expect(readCsv('\n\n')).toEqual(['stop FILE_FORMAT']);
    expect(readCsv('a;b;a\n1;2;3\n')).toEqual(['stop FILE_FORMAT']);
  });
});

describe('fixed width', () => {
  const columns = { a: { start: 1, length: 3 }, b: { start: 4, length: 5 } };
  const options = { columns, skipLines: 0, trailer: null, lineLength: null, longest: 100, damaged: false };
  const read = (text: string, given: object = {}) =>
    shortly(fixedWidthRows([text], { ...options, ...given }, needing(['a', 'b'])), ['a', 'b']);

  test('is read by places, which count characters and not bytes', () => {
    expect(read('001Köln \r\n  2Aß\r\n\r\n')).toEqual([
      ['001', 'Köln'],
      ['2', 'Aß'],
    ]);
  });

  test('of a declared length tells a line that is cut or has moved', () => {
    expect(read('001Köln \n002Aach\n003Eupen\n', { lineLength: 8 })).toEqual([
      ['001', 'Köln'],
      'fault RECORD_MALFORMED',
      ['003', 'Eupen'],
    ]);
    expect(read(`${'x'.repeat(200)}\n001Köln\n`)).toEqual(['fault RECORD_TOO_LARGE', ['001', 'Köln']]);
    expect(read('001K\uFFFDln\n', { damaged: true })).toEqual(['fault RECORD_DAMAGED']);
  });

  test('has a frame as a table has', () => {
    expect(read('H20261122\n001Köln\nT000001\n', { skipLines: 1, trailer: 'T' })).toEqual([['001', 'Köln']]);
    expect(read('001Köln\n', { trailer: 'T' })).toEqual([['001', 'Köln'], 'fault FILE_TRUNCATED']);
  });
});

describe('JSON lines', () => {
  const read = (text: string, paths: readonly string[], matters: readonly string[] = []) =>
    shortly(jsonLinesRows([text], { longest: 1000, damaged: false }, needing(paths, matters)), paths);

  test('are read by paths, through lists, whatever plain value stands there', () => {
    const line = JSON.stringify({ id: 7, job: { places: [{ zip: '4700' }, { zip: 4780 }] }, live: true, none: null });
    expect(read(`${line}\n`, ['id', 'job.places.zip', 'live', 'none', 'job'])).toEqual([
      ['7', '4700+4780', 'true', '', ''],
    ]);
    expect(read('{"constructor.name":1}', ['constructor.name', '__proto__'])).toEqual([['', '']]);
  });

  test('lose no record but the one at fault', () => {
    const text = `{"id":1}\n{"id":\n[1]\n"x"\n${JSON.stringify({ id: 'y'.repeat(2000) })}\n{"id":2}`;
    expect(read(text, ['id'])).toEqual([
      ['1'],
      ...Array.from({ length: 3 }, () => 'fault RECORD_MALFORMED'),
      'fault RECORD_TOO_LARGE',
      ['2'],
    ]);
  });

  test('are read in bounds however deep they go', () => {
    const line = `{"id":1,"deep":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    const rows = jsonLinesRows([line], { longest: 1_000_000, damaged: false }, needing(['id', 'deep', 'deep.a']));
    expect(shortly(rows, ['id', 'deep', 'deep.a'])).toEqual([['1', '', '']]);
  });

  test('that never have a path which matters are stopped; members that nothing reads are counted', () => {
    const line = `${JSON.stringify({ id: 1, titel: 'x', 'a@b.example': 1 })}\n`;
    const found = read(line.repeat(30), ['id', 'title'], ['title']);
    expect(found.length).toBe(21);
    expect(found.at(-1)).toBe('stop FILE_COLUMN_MISSING');
    expect(noted).toContain('unknown titel');
    expect(noted.join()).not.toContain('@');
  });
});
