import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { SOURCES, type SourceSettings, sourceSettingsSchema } from '../../src/registry.ts';
import { zip } from '../archives/zip-builder.ts';
import { cells, csvTable, fixedWidthTable, hrBaDocument, jsonLinesText, jsonText, RECORDS } from '../drop/tables.ts';
import { foremOpening, hrOpenOpening } from '../formats/openings.ts';
import { offer } from '../france-travail/builders.ts';
import { vacancyV4 } from '../vdab/builders.ts';

/** A parser under test: what it is given, and how to see that a record in it was not passed over. */
export interface FuzzedParser {
  readonly name: string;
  readonly settings: SourceSettings;
  /** Sound files, from which the inputs are made. */
  readonly samples: readonly Buffer[];
  /** Archives are too brittle to get far: half of their inputs are packed after they were altered. */
  readonly packing: { readonly samples: readonly Buffer[]; pack(content: Buffer): Buffer } | null;
  /** True for an input that plainly holds something, so that silence about it would be a loss. */
  holdsSomething(input: Buffer): boolean;
}

/** What reading a file needs nothing of, and the settings of some kind require. */
const NOWHERE = {
  baseUrl: 'http://localhost',
  apiKey: 'none',
  oauth: { tokenUrl: 'http://localhost/token', clientId: 'none', clientSecret: 'none' },
  host: 'localhost',
  username: 'nobody',
  login: { password: 'none' },
  folder: '/',
  hostKeyFingerprints: [`SHA256:${'A'.repeat(43)}`],
};
const LIMITS = { limits: { recordLength: 64 * 1024 }, archives: { unpackedBytes: 1024 * 1024, entries: 10 } };

function drop(name: string, samples: readonly (string | Buffer)[], given: object, mark: RegExp): FuzzedParser {
  return {
    name,
    settings: sourceSettingsSchema.parse({ kind: 'drop', ...NOWHERE, ...LIMITS, ...given }),
    samples: samples.map((sample) => Buffer.from(sample)),
    packing: null,
    holdsSomething: (input) => mark.test(input.toString('latin1')),
  };
}

function packed(parser: FuzzedParser, pack: (content: Buffer) => Buffer): FuzzedParser {
  return { ...parser, packing: { samples: [csv], pack } };
}

/** A tag that starts a record, in a text that quotes nothing. */
const unquoted = (name: string) => new RegExp(`^(?!.*<!)[^]*<(?:\\w+:)?${name}[ >]`, 's');
const envelope = (...openings: string[]) =>
  `<PositionOpenings xmlns="http://ns.hr-xml.org/2006-02-28" count="${openings.length}">${openings.join('\n')}</PositionOpenings>`;
const latin = (text: string) => iconv.encode(`<?xml version="1.0" encoding="ISO-8859-1"?>${text}`, 'iso-8859-1');
const csv = iconv.encode(csvTable(), 'windows-1252');
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
  drop('json-lines', [jsonLinesText()], { records: RECORDS.jsonLines }, /\w/),
  drop('json', [jsonText(), jsonText([cells('A-1')])], { records: RECORDS.json }, /"stellen": \[ \{/),
  packed(drop('gzip', [gzipSync(csv), gzipSync(fixedWidthTable())], { records: RECORDS.csv }, /\w{9}/), gzipSync),
  packed(drop('zip', [zip(files), zip(files.slice(0, 1), 'comment')], { records: RECORDS.csv }, /\w{9}/), (content) =>
    zip([{ name: 'a.csv', content }, ...files.slice(1)]),
  ),
];

/** Answers of interfaces, by the kind of their source. A kind that is not here is fuzzed with objects of no meaning. */
const ANSWERS: Readonly<Record<string, readonly unknown[]>> = {
  vdab: [{ totaalAantalResultaten: 1, resultaten: [vacancyV4()] }, [vacancyV4()], vacancyV4()],
  actiris: [
    { total: 1, offers: [{ reference: '5920484', titreFr: 'Cuisinier', titreNl: 'Kok', codePostal: '1000' }] },
    { total: 1, items: [{ reference: '5920484', titreFr: 'Cuisinier', employeur: { nomFr: 'Exemple' } }] },
  ],
  forem: [
    [
      {
        numerooffreforem: '1887153',
        titreoffre: 'Cuisinier (H/F/X)',
        lieuxtravailcodepostal: ['5000'],
        lieuxtravailgeo: [{ lon: 4.87, lat: 50.47 }],
        typecontrat: 'Durée indéterminée',
        datedebutdiffusion: '2026-10-25',
      },
    ],
  ],
  'france-travail': [{ resultats: [offer('a1'), offer('a2')] }, offer('a3')],
  eures: [hrOpenOpening()],
};

/** Parsers of answers: every kind of source that is registered, besides drops. */
function answers(): FuzzedParser[] {
  return Object.keys(SOURCES).flatMap((kind) => {
    const settings = sourceSettingsSchema.safeParse({ kind, ...NOWHERE });
    if (kind === 'drop' || !settings.success) return [];
    const written = ANSWERS[kind] ?? [{ items: [{ id: 1, title: 'a' }] }];
    const samples = written.map((answer) => Buffer.from(typeof answer === 'string' ? answer : JSON.stringify(answer)));
    return [{ name: kind, settings: settings.data, samples, packing: null, holdsSomething: () => false }];
  });
}

export const PARSERS: readonly FuzzedParser[] = [...FILES, ...answers()];
