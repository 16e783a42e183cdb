import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { itemsOfFile } from '../../src/drop/documents.ts';
import { profileOf } from '../../src/settings.ts';
import { zip } from '../archives/zip-builder.ts';
import { ofKind } from '../test-context.ts';
import { readDrop, settingsForFiles } from './read-drop.ts';
import {
  type Cells,
  COLUMNS,
  cells,
  csvTable,
  fixedWidthTable,
  hrBaDocument,
  jsonLinesText,
  jsonText,
  RECORDS,
} from './tables.ts';

function endOf(content: string | Uint8Array, given: object) {
  const settings = settingsForFiles(given);
  const items = itemsOfFile(Buffer.from(content), settings, profileOf('adg', settings, 'adg'));
  for (let next = items.next(); ; next = items.next()) if (next.done === true) return next.value;
}

const csv = (text: string) => iconv.encode(text, 'windows-1252');
const three = [cells('A-1'), cells('A-2'), cells('A-3')];

describe('a file in a declared format', () => {
  test('says the same in every one of them', () => {
    const [fromCsv, fromFixed, fromLines, fromJson] = [
      readDrop(csv(csvTable()), { records: RECORDS.csv }),
      readDrop(fixedWidthTable(), { records: RECORDS.fixedWidth }),
      readDrop(jsonLinesText(), { records: RECORDS.jsonLines }),
      readDrop(jsonText(), { records: RECORDS.json }),
    ];
    expect(fromCsv?.map(({ kind, reference }) => [kind, reference])).toEqual([
      ['vacancy', 'A-1'],
      ['withdrawn', 'A-2'],
    ]);
    expect(fromFixed).toEqual(fromCsv);
    expect(fromLines).toEqual(fromCsv);
    expect(fromJson).toEqual(fromCsv);
  });

  test.each([
    ['csv', (rows: Cells[]) => csv(csvTable(rows))],
    ['fixedWidth', fixedWidthTable],
    ['jsonLines', jsonLinesText],
    ['json', jsonText],
  ] as const)('shows a vacancy again that an earlier one withdrew (%s)', (format, write) => {
    const kinds = ['da', 'weg', 'da'].map((Status) => {
      const items = readDrop(write([cells('A-1', { Status })]), { records: RECORDS[format] });
      return items.map(({ kind, reference }) => [kind, reference]);
    });
    expect(kinds).toEqual([[['vacancy', 'A-1']], [['withdrawn', 'A-1']], [['vacancy', 'A-1']]]);
  });

  test('joined of two files has its second line of column names in the drift of the batch, and in no record', () => {
    const joined = `${csvTable([cells('A-1')])}${csvTable([cells('A-2')])}`;
    expect(readDrop(csv(joined), { records: RECORDS.csv }).map(({ kind, reference }) => [kind, reference])).toEqual([
      ['vacancy', 'A-1'],
      ['vacancy', 'A-2'],
    ]);
    expect(endOf(csv(joined), { records: RECORDS.csv }).drift).toEqual([
      { kind: 'unknown-field', path: 'column names (repeated)', count: 1 },
    ]);
  });

  test('in another encoding than it declares is not read, with the true reason', () => {
    expect(readDrop(csvTable(), { records: RECORDS.csv })).toMatchObject([
      { code: 'FILE_ENCODING', reason: 'it declares windows-1252 but its bytes are UTF-8' },
    ]);
    const records = { ...RECORDS.csv, encoding: 'utf-8' };
    const items = readDrop(csv(csvTable([cells('A-1', { Titel: 'Koch', Text: 'kocht' }), cells('A-2')])), { records });
    expect(items).toMatchObject([
      { kind: 'vacancy', reference: 'A-1' },
      { kind: 'unreadable', reference: 'A-2', code: 'RECORD_DAMAGED' },
    ]);
    expect(JSON.stringify(items)).not.toContain('B?cker');
  });

  test.each(['utf-8', 'utf-16', 'iso-8859-1', 'iso-8859-15', 'windows-1252'])(
    'may be in %s, with its mark or without',
    (encoding) => {
      const bytes = iconv.encode(csvTable(), encoding, { addBOM: encoding === 'utf-16' });
      const marked = encoding === 'utf-8' ? iconv.encode(csvTable(), encoding, { addBOM: true }) : bytes;
      for (const content of [bytes, marked]) {
        const [item] = ofKind(readDrop(content, { records: { ...RECORDS.csv, encoding } }), 'vacancy');
        expect(item?.vacancy.titles).toEqual({ de: 'Bäcker (m/w/d)' });
      }
    },
  );

  test('with a renamed column that matters is stopped, by the name of it', () => {
    const renamed = csvTable(
      three,
      COLUMNS.map((column) => (column === 'Titel' ? 'Bezeichnung' : column)),
    );
    const items = readDrop(csv(renamed), { records: RECORDS.csv });
    expect(items.length).toBe(1);
    expect(items).toMatchObject([{ kind: 'unreadable', code: 'FILE_COLUMN_MISSING' }]);
    expect(ofKind(items, 'unreadable')[0]?.reason).toMatch(/^the file lacks "Titel", which the mapping needs/);
    expect(endOf(csv(renamed), { records: RECORDS.csv })).toMatchObject({ whole: false });
  });

  test('with columns that nothing reads, without some that do not matter, and with unknown codes is read and says so', () => {
    const other = csvTable(
      [cells('A-1', { Vertrag: 'XX' })],
      COLUMNS.map((column) => (column === 'Person' ? 'Berater' : column)),
    );
    const { drift, whole } = endOf(csv(other), { records: RECORDS.csv });
    expect(whole).toBe(true);
    expect(drift.map(({ path, kind, count }) => `${count} ${kind} ${path}`).toSorted()).toEqual([
      '1 unknown-code contract.type=XX',
      '1 unknown-field Berater',
      '1 unknown-field Person (missing)',
    ]);
  });

  test('as a snapshot is whole only when it ends as it should and no record hides', () => {
    const records = { ...RECORDS.csv, trailer: 'ENDE;' };
    const whole = (text: string) => endOf(csv(text), { records }).whole;
    expect(whole(`${csvTable(three)}ENDE;3\r\n`)).toBe(true);
    expect(whole(`${csvTable(three)}ENDE;4\r\n`)).toBe(false);
    expect(whole(csvTable(three))).toBe(false);
    expect(whole(`${csvTable(three)}A-4;da\r\nENDE;3\r\n`)).toBe(false);
    expect(whole(`${csvTable([])}ENDE;0\r\n`)).toBe(true);
    expect(endOf(csv(csvTable([])), { records: RECORDS.csv }).whole).toBe(false);
  });

  test('may be packed; a record is found again by its place over all documents of an archive', () => {
    const content = csv(csvTable());
    expect(readDrop(gzipSync(content), { records: RECORDS.csv })).toEqual(readDrop(content, { records: RECORDS.csv }));
    const archive = zip([
      { name: 'a.csv', content },
      { name: 'b.csv', content: csvTable() },
      { name: 'c.csv', content },
    ]);
    expect(readDrop(archive, { records: RECORDS.csv }).map(({ kind, position }) => [kind, position])).toEqual([
      ['vacancy', 0],
      ['withdrawn', 1],
      ['unreadable', 2],
      ['vacancy', 3],
      ['withdrawn', 4],
    ]);
    expect(endOf(archive, { records: RECORDS.csv }).whole).toBe(false);
    expect(readDrop(gzipSync(content), { records: RECORDS.csv, archives: { kinds: [] } })).toMatchObject([
      { code: 'ARCHIVE_REFUSED' },
    ]);
  });

  test('that is cut in a packed form is read by no record', () => {
    const packed = gzipSync(csv(csvTable()));
    expect(readDrop(packed.subarray(0, -9), { records: RECORDS.csv })).toMatchObject([
      { code: 'ARCHIVE_DAMAGED', reason: 'it ends too early' },
    ]);
  });
});

describe('a JSON document', () => {
  const json = (given: object = {}) => ({ records: { ...RECORDS.json, ...given } });
  const mapping = (given: object) => json({ mapping: { ...RECORDS.json.mapping, ...given } });

  test('may be the list of records, or a single one', () => {
    const lines = jsonLinesText().trim().split('\n');
    const records = { ...RECORDS.json, records: null };
    expect(readDrop(`[${lines.join(',')}]`, { records })).toEqual(readDrop(jsonText(), json()));
    expect(readDrop(lines[0] ?? '', { records })).toMatchObject([{ kind: 'vacancy', reference: 'A-1' }]);
  });

  test('has faults that cost one record', () => {
    const text = jsonText(three).replace('"A-2"', '"A-2').replace('A-2,', 'A-2" "",');
    expect(readDrop(text, json())).toMatchObject([
      { kind: 'vacancy', reference: 'A-1', position: 0 },
      { kind: 'unreadable', code: 'RECORD_MALFORMED', position: 1 },
      { kind: 'vacancy', reference: 'A-3', position: 2 },
    ]);
    const long = readDrop(jsonText([cells('A-1', { Text: 'x'.repeat(3000) }), cells('A-2')]), {
      ...json(),
      limits: { recordLength: 2000 },
    });
    expect(long).toMatchObject([{ code: 'RECORD_TOO_LARGE' }, { kind: 'vacancy', reference: 'A-2' }]);
    const deep = jsonText(three).replace('"da"', `${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(readDrop(deep, json()).map(({ kind }) => kind)).toEqual(['unreadable', 'vacancy', 'vacancy']);
  });

  test('without its list of records is stopped, by the name of it', () => {
    expect(readDrop('{"seite":1,"antwort":{"jobs":[]}}', json())).toMatchObject([
      {
        code: 'FILE_COLUMN_MISSING',
        reason: 'the file lacks "antwort.stellen", which the mapping needs; it begins with "seite", "antwort", "jobs"',
      },
    ]);
    expect(readDrop('<html>', json())).toMatchObject([{ code: 'FILE_FORMAT' }]);
  });

  test('as a snapshot is whole only when it ends as it should, and no record hides or nothing stands in it', () => {
    const whole = (text: string) => endOf(text, json()).whole;
    expect(whole(jsonText(three))).toBe(true);
    expect(whole(jsonText(three).slice(0, -5))).toBe(false);
    expect(whole(`${jsonText(three)}]`)).toBe(false);
    expect(whole(jsonText(three).replace('"A-2"', '""'))).toBe(false);
    expect(whole(jsonText([]))).toBe(false);
  });

  test('has what nothing reads counted, save what is named as left out or holds nothing', () => {
    const more = '"Stern": {"a": 1, "b": 2}, "Neu": {"c": null, "d": 3}, "Nummer"';
    const text = jsonText(three).replaceAll('"Nummer"', more);
    const { drift } = endOf(text, mapping({ unread: { 'Stern.*': 'for the sender alone' } }));
    expect(drift).toEqual([{ kind: 'unknown-field', path: 'Neu.d', count: 3 }]);
  });

  test('has places read out of each element of a list, so that what one lacks is not taken from another', () => {
    const fields = {
      ...RECORDS.json.mapping.fields,
      workplaces: [
        {
          each: 'Orte',
          country: { from: 'Land', list: 'land' },
          postcode: 'PLZ',
          latitude: 'Punkt.1',
          longitude: 'Punkt.0',
        },
      ],
    };
    const places = [{ Land: 'D', Punkt: [6.08, 50.77] }, { PLZ: '4700', Land: 'B' }, { Land: 'X' }];
    const text = jsonText([cells('A-1')]).replace(/"Orte":\{.*?\}/, `"Orte":${JSON.stringify(places)}`);
    const settings = mapping({ fields, lists: { ...RECORDS.json.mapping.lists, land: { D: 'DE', B: 'BE' } } });
    const [item] = ofKind(readDrop(text, settings), 'vacancy');
    expect(item?.vacancy.workplaces).toMatchObject([
      { country: 'DE', postcode: null, latitude: 50.77, longitude: 6.08 },
      { country: 'BE', postcode: '4700', latitude: null },
    ]);
    expect(item?.vacancy.unknownCodes).toEqual(['workplaces.country=X']);
    expect(endOf(text, settings).drift).toMatchObject([{ kind: 'unknown-code' }]);
    expect(() =>
      settingsForFiles({ records: { ...RECORDS.csv, mapping: { ...RECORDS.csv.mapping, fields } } }),
    ).toThrow(/there are no lists in csv/);
  });

  test('may hold a part as JSON within a text, and times in milliseconds', () => {
    const fields = { ...RECORDS.json.mapping.fields, occupations: [{ from: 'Beruf.code', scheme: 'isco08' }] };
    const text = jsonText([cells('A-1', { Beruf: '[{"code":"7512"}]', Stand: '1793232000000' })]);
    const settings = mapping({ fields, dates: { formats: ['DD.MM.YYYY', 'epoch-ms'] } });
    expect(readDrop(text, settings)).toMatchObject([
      { vacancy: { occupations: [{ code: '7512' }], publication: { modified: '2026-10-29T00:00:00.000Z' } } },
    ]);
    expect(endOf(text, settings).drift).toEqual([]);
  });
});

describe('a file in the manner of HR-BA', () => {
  const settings = { records: RECORDS.hrBa };

  test('has postings and deletions, whose fields the mapping finds by their paths', () => {
    expect(readDrop(hrBaDocument(), settings)).toMatchObject([
      {
        kind: 'vacancy',
        reference: 'A-1',
        vacancy: {
          titles: { de: 'Bäcker' },
          employer: { name: 'Bäckerei Muster' },
          contract: { startDate: '2026-12-01' },
        },
      },
      { kind: 'withdrawn', reference: 'A-9', reason: 'deleted' },
    ]);
  });

  test('says by its header whether it is a full load or a difference, and how many entries it has', () => {
    expect(endOf(hrBaDocument({ load: 'F' }), settings)).toMatchObject({ mode: 'snapshot', announced: 2, whole: true });
    expect(endOf(hrBaDocument({ load: 'D' }), settings)).toMatchObject({ mode: 'delta', announced: 2 });
    expect(endOf(hrBaDocument({ load: 'F', amount: '3' }), settings)).toMatchObject({ whole: false });
    expect(endOf(hrBaDocument({ load: 'F' }).slice(0, -60), settings)).toMatchObject({ whole: false });
  });

  test('counts the elements that nothing reads, by their paths', () => {
    expect(endOf(hrBaDocument(), settings).drift.map(({ path }) => path)).toEqual([
      'JobPositionInformation/Titel@kind',
    ]);
  });

  test('has faults that cost one entry, and a deletion without a number is one of them', () => {
    const data =
      '<DeleteEntry/><DeleteEntry><EntryId>A-1</DeleteEntry><DeleteEntry><EntryId>A-2</EntryId></DeleteEntry>';
    expect(readDrop(hrBaDocument({ data }), settings)).toMatchObject([
      { kind: 'unreadable', code: 'RECORD_WITHOUT_REFERENCE' },
      { kind: 'unreadable', code: 'RECORD_MALFORMED' },
      { kind: 'withdrawn', reference: 'A-2' },
    ]);
  });
});
