/** The same two vacancies in every declared format, with a mapping for each. */

const lists = { vertrag: { U: 'permanent', B: { means: 'fixed-term', label: 'befristet' } } };
const forms = {
  dates: { formats: ['DD.MM.YYYY HH:mm', 'DD.MM.YYYY'], zone: 'Europe/Berlin' },
  numbers: { decimal: ',', group: '.' },
  empty: ['k.A.'],
  language: 'de',
  lists,
};

const fields = {
  reference: 'Nummer',
  status: { from: 'Status', withdrawn: ['weg'], live: ['da'] },
  title: 'Titel',
  description: 'Text',
  workplaces: [
    {
      country: { constant: 'BE' },
      postcode: { from: 'PLZ', separator: '|' },
      municipality: { from: 'Ort', separator: '|' },
    },
  ],
  occupations: [{ from: 'Beruf', scheme: 'isco08', separator: ',' }],
  contract: { type: { from: 'Vertrag', list: 'vertrag' }, startDate: 'Beginn' },
  workingTime: { hoursPerWeek: 'Stunden' },
  pay: { minimum: 'Lohn', currency: { constant: 'EUR' }, period: { constant: 'month' } },
  publication: { modified: 'Stand', until: 'Bis' },
  contact: { name: 'Person', email: 'Mail' },
};

export const COLUMNS = [
  'Nummer',
  'Status',
  'Titel',
  'Text',
  'PLZ',
  'Ort',
  'Beruf',
  'Vertrag',
  'Beginn',
  'Stunden',
  'Lohn',
  'Stand',
  'Bis',
  'Person',
  'Mail',
] as const;
type Column = (typeof COLUMNS)[number];
export type Cells = Readonly<Record<Column, string>>;

export function cells(number: string, given: Partial<Cells> = {}): Cells {
  return {
    Nummer: number,
    Status: 'da',
    Titel: 'Bäcker (m/w/d)',
    Text: 'Sie backen Brot für unsere Kunden und arbeiten mit uns in der Nacht.',
    PLZ: '4700|4780',
    Ort: 'Eupen|Sankt Vith',
    Beruf: '7512',
    Vertrag: 'U',
    Beginn: '01.12.2026',
    Stunden: '38,00',
    Lohn: '2.450,50',
    Stand: '25.10.2026 02:30',
    Bis: '31.01.2027',
    Person: 'Karl Mustermann',
    Mail: 'jobs@example.org',
    ...given,
  };
}

const TWO = [cells('A-1'), cells('A-2', { Status: 'weg' })];

export function csvTable(rows: readonly Cells[] = TWO, columns: readonly string[] = COLUMNS): string {
  const lines = rows.map((row) => COLUMNS.map((column) => `"${row[column].replaceAll('"', '""')}"`).join(';'));
  return [columns.join(';'), ...lines, ''].join('\r\n');
}

const WIDTH = 80;

export function fixedWidthTable(rows: readonly Cells[] = TWO): string {
  return rows.map((row) => `${COLUMNS.map((column) => row[column].padEnd(WIDTH)).join('')}\n`).join('');
}

export function jsonLinesText(rows: readonly Cells[] = TWO): string {
  return rows
    .map(
      ({ PLZ, Ort, ...row }) => `${JSON.stringify({ ...row, Orte: { PLZ: PLZ.split('|'), Ort: Ort.split('|') } })}\n`,
    )
    .join('');
}

export function jsonText(rows: readonly Cells[] = TWO): string {
  const list = jsonLinesText(rows).trim().split('\n').join(', ');
  return `{ "seite": { "nummer": 1, "stellen": 7 }, "antwort": { "stellen": [ ${list} ] }, "ende": true }`;
}

/** A file in the manner of HR-BA-XML; only the names of its frame are publicly known. */
export function hrBaDocument(given: Partial<Record<'load' | 'amount' | 'data', string>> = {}): string {
  const posting = `<JobPositionPosting><JobPositionPostingId>A-1</JobPositionPostingId><HiringOrg><HiringOrgName>Bäckerei Muster</HiringOrgName></HiringOrg><PostDetail><StartDate>2026-12-01</StartDate></PostDetail><JobPositionInformation><Titel kind="m">Bäcker</Titel><Text>Sie backen Brot für unsere Kunden.</Text></JobPositionInformation></JobPositionPosting>`;
  const { load = 'D', amount = '2', data = `${posting}<DeleteEntry><EntryId>A-9</EntryId></DeleteEntry>` } = given;
  return `<?xml version="1.0" encoding="UTF-8"?><HRBAXMLJobPositionPosting><Header><SupplierId>X1</SupplierId><Timestamp>2026-11-22T01:00:00</Timestamp><Amount>${amount}</Amount><TypeOfLoad>${load}</TypeOfLoad></Header><Data>${data}</Data></HRBAXMLJobPositionPosting>`;
}

const places = (path: string) => ({
  ...fields,
  workplaces: [{ country: { constant: 'BE' }, postcode: `${path}PLZ`, municipality: `${path}Ort` }],
});

export const RECORDS = {
  csv: { format: 'csv', encoding: 'windows-1252', mapping: { ...forms, fields } },
  fixedWidth: {
    format: 'fixed-width',
    columns: Object.fromEntries(COLUMNS.map((column, index) => [column, { start: 1 + index * WIDTH, length: WIDTH }])),
    lineLength: COLUMNS.length * WIDTH,
    mapping: { ...forms, fields },
  },
  jsonLines: { format: 'json-lines', mapping: { ...forms, fields: places('Orte.') } },
  json: { format: 'json', records: 'antwort.stellen', mapping: { ...forms, fields: places('Orte.') } },
  hrBa: {
    format: 'hr-ba',
    mapping: {
      language: 'de',
      fields: {
        reference: 'JobPositionPostingId',
        title: 'JobPositionInformation/Titel',
        description: 'JobPositionInformation/Text',
        employer: { name: 'HiringOrg/HiringOrgName' },
        contract: { startDate: 'PostDetail/StartDate' },
      },
    },
  },
} as const;
