import { describe, expect, test } from 'vitest';
import { isDateFormat, parseDate } from '../../src/formats/mapping/dates.ts';
import { mappedItem } from '../../src/formats/mapping/items.ts';
import { mappingSchema } from '../../src/formats/mapping/settings.ts';
import { recordsSchema } from '../../src/formats/rows/settings.ts';
import { cells, RECORDS } from '../drop/tables.ts';

const profile = { name: 'adg', service: 'adg', zone: 'Europe/Brussels', licence: null };

/** A record of named cells, read by a mapping that is that of the tables but for what is given. */
function read(row: Record<string, string | string[]>, given: object = {}, fields: object = {}) {
  const { mapping } = RECORDS.csv;
  const changed = mappingSchema.parse({ ...mapping, ...given, fields: { ...mapping.fields, ...fields } });
  const values = (name: string) => [row[name] ?? []].flat().filter((value) => value !== '');
  return mappedItem({ values }, 3, changed, profile);
}

function vacancyOf(...asked: Parameters<typeof read>) {
  const item = read(...asked);
  if (item.kind !== 'vacancy') throw new Error(`it is ${JSON.stringify(item)}`);
  return item;
}

/** Faults of settings, by path. */
function faults(settings: object): string[] {
  const issues = recordsSchema.safeParse(settings).error?.issues ?? [];
  return issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('a record by its mapping', () => {
  test('is a vacancy with each field in its place', () => {
    expect(vacancyOf({ ...cells('A-1') })).toMatchObject({
      position: 3,
      reference: 'A-1',
      contact: { name: 'Karl Mustermann', email: 'jobs@example.org' },
      vacancy: {
        source: 'adg',
        titles: { de: 'Bäcker (m/w/d)' },
        occupations: [{ scheme: 'isco08', code: '7512' }],
        workplaces: [
          { country: 'BE', postcode: '4700', municipality: 'Eupen' },
          { country: 'BE', postcode: '4780', municipality: 'Sankt Vith' },
        ],
        contract: { type: 'permanent', codes: [{ scheme: 'adg-contract', code: 'U' }], startDate: '2026-12-01' },
        workingTime: { hoursPerWeek: 38 },
        pay: { minimum: 2450.5, maximum: null, currency: 'EUR', period: 'month' },
        publication: { until: '2027-01-31' },
        unknownCodes: [],
      },
    });
  });

  test('has its times read in the declared zone, and days stay days', () => {
    const stand = (zone: string, written: string) =>
      vacancyOf({ ...cells('1', { Stand: written }) }, { dates: { formats: ['DD.MM.YYYY HH:mm', 'DD.MM.YYYY'], zone } })
        .vacancy.publication.modified;
    expect(stand('Europe/Berlin', '22.11.2026 08:30')).toBe('2026-11-22T07:30:00.000Z');
    expect(stand('Europe/Lisbon', '22.11.2026 08:30')).toBe('2026-11-22T08:30:00.000Z');
    expect(stand('Europe/Lisbon', '22.11.2026')).toBe('2026-11-22');
  });

  test('that is withdrawn by its status needs nothing else', () => {
    expect(read({ Nummer: 'A-1', Status: 'WEG' })).toEqual({
      kind: 'withdrawn',
      position: 3,
      reference: 'A-1',
      reason: 'status',
    });
  });

  test('keeps what it cannot read as unknown, and is not lost for it', () => {
    const odd = { Vertrag: 'XX', Beginn: '31.02.2026', Lohn: '2.45,0', Stunden: 'viele', Status: 'vielleicht' };
    const { vacancy } = vacancyOf({ ...cells('A-1', odd) });
    expect(vacancy.unknownCodes.toSorted()).toEqual([
      'contract.startDate=99.99.9999',
      'contract.type=XX',
      'pay.minimum=9.99,9',
      'status=vielleicht',
      'workingTime.hoursPerWeek=aaaaa',
    ]);
    expect(vacancy.contract).toMatchObject({
      type: 'other',
      codes: [{ scheme: 'adg-contract', code: 'XX' }],
      startDate: null,
    });
    expect(vacancy).toMatchObject({ pay: null, payText: null, workingTime: { hoursPerWeek: null } });
  });

  test('without what matters is unreadable, by the name of the field and without its content', () => {
    expect(read({ ...cells('') })).toMatchObject({ code: 'RECORD_WITHOUT_REFERENCE', reason: 'Nummer is empty' });
    const until = { publication: { until: { from: 'Bis', matters: true } } };
    expect(read({ ...cells('A-1', { Bis: 'bald' }) }, {}, until)).toMatchObject({
      kind: 'unreadable',
      reference: 'A-1',
      code: 'RECORD_INVALID',
      reason: 'publication.until: it has no value that can be read',
    });
    expect(read({ ...cells('A-1', { Titel: '', Text: 'k.A.' }) })).toMatchObject({ code: 'RECORD_EMPTY' });
  });

  test('takes its language from the mapping, from a column, or from the text', () => {
    const titles = (language: unknown, row: object = {}) =>
      Object.keys(
        vacancyOf(
          { ...cells('1'), ...row },
          { language, lists: { ...RECORDS.csv.mapping.lists, sprache: { F: 'fr' } } },
        ).vacancy.titles,
      );
    expect(titles('nl')).toEqual(['nl']);
    expect(titles('detect')).toEqual(['de']);
    expect(titles({ from: 'Sprache', list: 'sprache', default: 'de' }, { Sprache: 'F' })).toEqual(['fr']);
    expect(titles({ from: 'Sprache', list: 'sprache', default: 'de' }, { Sprache: '?' })).toEqual(['de']);
  });

  test('turns codes into others by a list, and keeps those that the list lacks under a scheme of its own', () => {
    const occupations = [{ from: 'Beruf', scheme: 'isco08', list: 'beruf', separator: ',' }];
    const lists = { ...RECORDS.csv.mapping.lists, beruf: { B1: { means: '7512', label: 'Bäcker' } } };
    expect(vacancyOf({ ...cells('1', { Beruf: 'B1, B2' }) }, { lists }, { occupations }).vacancy).toMatchObject({
      occupations: [
        { scheme: 'isco08', code: '7512', label: 'Bäcker' },
        { scheme: 'adg-occupation', code: 'B2' },
      ],
      unknownCodes: ['occupations=B2'],
    });
  });

  test('that another service had first says so', () => {
    const origin = { service: 'Quelle', reference: 'Fremdnummer' };
    const row = { ...cells('1'), Quelle: 'FOREM', Fremdnummer: '77' };
    expect(vacancyOf(row, {}, { origin }).vacancy.origin).toMatchObject({
      service: 'forem',
      reference: '77',
      hops: ['forem', 'adg'],
      provenance: 'echo',
    });
  });
});

describe('numbers', () => {
  const pay = (written: string, numbers: object) =>
    vacancyOf({ ...cells('1', { Lohn: written }) }, { numbers }).vacancy.pay?.minimum ?? null;

  test.each([
    ['2.450,50', { decimal: ',', group: '.' }, 2450.5],
    ['2450,5', { decimal: ',', group: '.' }, 2450.5],
    ['2.450', { decimal: ',', group: '.' }, 2450],
    ['2.450', { decimal: '.' }, 2.45],
    ['2 450.5', { decimal: '.', group: ' ' }, 2450.5],
    ['2.45', { decimal: ',', group: '.' }, null],
    ['24.50,0', { decimal: ',', group: '.' }, null],
    ['1,2,3', { decimal: ',' }, null],
    ['9'.repeat(30), { decimal: '.' }, null],
    ['1e5', { decimal: '.' }, null],
    ['', { decimal: '.' }, null],
  ])('%s is read in exactly the declared form (%j: %s)', (written, numbers, expected) => {
    expect(pay(written, numbers)).toBe(expected);
  });
});

describe('dates', () => {
  test.each([
    ['22.11.2026', 'DD.MM.YYYY', '2026-11-22'],
    ['2.1.2026', 'DD.MM.YYYY', '2026-01-02'],
    ['20261122', 'YYYYMMDD', '2026-11-22'],
    ['11/22/2026', 'MM/DD/YYYY', '2026-11-22'],
    ['22/11/2026', 'MM/DD/YYYY', null],
    ['22.11.2026 25:00', 'DD.MM.YYYY HH:mm', null],
    ['22.11.2026', 'DD.MM.YYYY HH:mm', null],
    ['2026-11-22', 'ISO', '2026-11-22'],
    ['2026-11-22T09:00:00+02:00', 'ISO', '2026-11-22T07:00:00.000Z'],
    ['22/11/2026', 'ISO', null],
  ])('%s as %s is %s', (written, format, expected) => {
    expect(isDateFormat(format)).toBe(true);
    expect(parseDate(written, [format], 'Europe/Brussels')).toBe(expected);
  });

  test.each(['DD.MM', 'YYYY-MM-DD DD', 'YYYY-MM-DD HH', ''])('%j is no format', (format) => {
    expect(isDateFormat(format)).toBe(false);
  });
});

describe('settings of a mapping', () => {
  const sound = RECORDS.csv;
  const mapping = (given: object) => ({ ...sound, mapping: { ...sound.mapping, ...given } });
  const fields = (given: object) => mapping({ fields: { ...sound.mapping.fields, ...given } });

  test('have no fault in the examples', () => {
    for (const records of Object.values(RECORDS)) expect(faults(records)).toEqual([]);
  });

  test.each<[string, object, string]>([
    ['a field of no model', fields({ tittle: 'Titel' }), 'mapping.fields: Unrecognized key: "tittle"'],
    [
      'no title and no description',
      mapping({ fields: { reference: 'Nummer' } }),
      'mapping.fields.title: a title or a description must be mapped',
    ],
    [
      'a list that is not there',
      fields({ contract: { type: { from: 'V', list: 'nope' } } }),
      'mapping.fields.contract.type.list: there is no list nope',
    ],
    [
      'a list that means no word of the model',
      mapping({ lists: { vertrag: { U: 'for ever' } } }),
      'mapping.lists.vertrag.U: must be one of permanent, fixed-term,',
    ],
    [
      'a constant that is no word of the model',
      fields({ pay: { period: { constant: 'fortnight' } } }),
      'mapping.fields.pay.period.constant: must be one of hour, day',
    ],
    [
      'a date format without a year',
      mapping({ dates: { formats: ['DD.MM'] } }),
      'mapping.dates.formats.0: must be ISO',
    ],
    [
      'a zone that does not exist',
      mapping({ dates: { zone: 'Europe/Eupen' } }),
      'mapping.dates.zone: is not an IANA time zone',
    ],
    [
      'two marks that are one',
      mapping({ numbers: { decimal: ',', group: ',' } }),
      'mapping.numbers: must have two different marks',
    ],
    [
      'a column that the file does not declare',
      { ...sound, columns: ['Nummer', 'Titel'] },
      'mapping.fields.status: there is no column Status',
    ],
    ['an encoding that is not taken', { ...sound, encoding: 'utf-7' }, 'encoding: Invalid option'],
  ])('%s is named by its path', (_name, settings, expected) => {
    expect(faults(settings).some((fault) => fault.startsWith(expected))).toBe(true);
  });
});
