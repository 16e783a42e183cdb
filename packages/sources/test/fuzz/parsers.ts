import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { sourceSettingsSchema } from '../../src/registry.ts';
import { zip } from '../archives/zip-builder.ts';
import { cells, csvTable, fixedWidthTable, hrBaDocument, jsonLinesText, jsonText, RECORDS } from '../drop/tables.ts';
import { foremOpening, hrOpenOpening } from '../formats/openings.ts';
import { ANSWERS } from './answers.ts';
import { type FuzzedParser, NOWHERE, writing } from './fuzzed-parser.ts';
import { mutated } from './mutator.ts';

const LIMITS = { limits: { recordLength: 64 * 1024 }, archives: { unpackedBytes: 1024 * 1024, entries: 10 } };

function drop(name: string, samples: readonly (string | Buffer)[], given: object, mark: RegExp): FuzzedParser {
  return {
    name,
    settings: sourceSettingsSchema.parse({ kind: 'drop', ...NOWHERE, ...LIMITS, ...given }),
    samples: samples.map((sample) => Buffer.from(sample)),
    alter: null,
    records: (input) => (mark.test(input.toString('latin1')) ? 1 : 0),
  };
}

function packed(parser: FuzzedParser, pack: (content: Buffer) => Buffer): FuzzedParser {
  return { ...parser, alter: (dice) => pack(mutated([csv], dice)) };
}

const linesOf = (document: unknown) => [document].flat().map((row) => `${JSON.stringify(row)}\n`);
const linesIn = (input: Buffer) =>
  input
    .toString('latin1')
    .split('\n')
    .filter((line) => /\w/.test(line)).length;

/** Elements of the list that the settings name, in JSON that is sound. */
function postingsIn(input: Buffer): number {
  try {
    const { antwort } = JSON.parse(input.toString('utf8')) as { antwort: { stellen: unknown } };
    return Array.isArray(antwort.stellen) ? antwort.stellen.length : 0;
  } catch {
    return /"stellen": \[ \{/.test(input.toString('latin1')) ? 1 : 0;
  }
}

/** A tag that starts a record, in a text that quotes nothing. */
const unquoted = (name: string) => new RegExp(`^(?!.*<!)[^]*<(?:\\w+:)?${name}[ >]`, 's');
const envelope = (...openings: string[]) =>
  `<PositionOpenings xmlns="http://ns.hr-xml.org/2006-02-28" count="${openings.length}">${openings.join('\n')}</PositionOpenings>`;
const latin = (text: string) => iconv.encode(`<?xml version="1.0" encoding="ISO-8859-1"?>${text}`, 'iso-8859-1');
const csv = iconv.encode(csvTable(), 'windows-1252');
const postings = jsonLinesText()
  .trim()
  .split('\n')
  .map((row) => JSON.parse(row) as unknown);
const files = [
  { name: 'a.csv', content: csv },
  { name: 'b/c.csv', content: csv, stored: true },
];

/** Parsers of what is dropped as files. */
const FILES: readonly FuzzedParser[] = [
  drop(
    'hr-xml',
    [foremOpening(), envelope(foremOpening(), foremOpening({ ids: '' })), latin(foremOpening())],
    {},
    unquoted('PositionOpening'),
  ),
  drop(
    'hr-open',
    [hrOpenOpening(), `<e:all xmlns:e="urn:e">${hrOpenOpening()}${hrOpenOpening()}</e:all>`],
    {},
    unquoted('PositionOpening'),
  ),
  drop('hr-ba', [hrBaDocument()], { records: RECORDS.hrBa }, unquoted('(?:JobPositionPosting|DeleteEntry)')),
  drop('csv', [csv], { records: RECORDS.csv }, /^[^"\n]+\n[^\n]*\w/),
  drop('fixed-width', [fixedWidthTable()], { records: RECORDS.fixedWidth }, /\w/),
  {
    ...drop('json-lines', [jsonLinesText()], { records: RECORDS.jsonLines }, /\w/),
    alter: writing([postings], (document) => linesOf(document).join('')),
    records: linesIn,
  },
  {
    ...drop('json', [jsonText(), jsonText([cells('A-1')])], { records: RECORDS.json }, /\w/),
    alter: writing([JSON.parse(jsonText())], JSON.stringify),
    records: postingsIn,
  },
  packed(drop('gzip', [gzipSync(csv), gzipSync(fixedWidthTable())], { records: RECORDS.csv }, /\w{9}/), gzipSync),
  packed(drop('zip', [zip(files), zip(files.slice(0, 1), 'comment')], { records: RECORDS.csv }, /\w{9}/), (content) =>
    zip([{ name: 'a.csv', content }, ...files.slice(1)]),
  ),
];

export const PARSERS: readonly FuzzedParser[] = [...FILES, ...ANSWERS];
