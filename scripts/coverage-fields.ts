import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { type FieldsFormat, readSourceFile, reasonToDrop, sourceSettingsSchema } from '@relais/sources';
import { sharedData } from '@relais/testkit';

const HELP = `npm run coverage:fields [-- options]

  --json    one line of JSON with every field
  --help

Which fields of the real documents end up in a vacancy, which are dropped and why. A field counts as kept when the
vacancy changes with it: each one is taken away and altered, and the document is read again. Fields that are neither kept
nor listed as dropped are unexplained, and so are documents that nobody reads: then the status is 1. Without the shared
data it is 2.
`;

/** A real document, and a way to read it again after a change to one of its fields. */
interface Specimen {
  readonly fields: readonly Field[];
  readonly read: () => string;
}

/** One place of a document. `readWith` reads the document without its value, and with other values. */
interface Field {
  readonly path: string;
  readWith(): Iterable<string>;
}

interface PathResult {
  readonly path: string;
  readonly occurrences: number;
  readonly outcome: 'kept' | 'dropped' | 'unexplained';
  readonly reason: string | null;
}

/** Documents of a format: which files, and how to cut them into specimens. */
interface Collection {
  readonly format: FieldsFormat;
  readonly files: RegExp;
  specimens(bytes: Buffer): Specimen[];
}

/** Places of one path that are tried before it counts as not kept. */
const MOST_TRIED = 60;

const settingsOf = (kind: string, given: object = {}) =>
  sourceSettingsSchema.parse({ kind, baseUrl: 'https://example.org', ...given });
const NOWHERE = {
  host: 'example.org',
  username: 'nobody',
  login: { password: 'none' },
  hostKeyFingerprints: [`SHA256:${'a'.repeat(43)}`],
  folder: '/',
};

type Settings = ReturnType<typeof settingsOf>;
const reader = (settings: Settings) => (text: string) =>
  JSON.stringify([...readSourceFile('source', settings, { name: 'document.xml', bytes: Buffer.from(text) })]);

const COLLECTIONS: readonly Collection[] = [
  {
    format: 'france-travail',
    files: /^france-travail\/.*\.json$/,
    specimens: (bytes) => {
      const { resultats } = JSON.parse(String(bytes)) as { resultats: object[] };
      return resultats.map((offer) => jsonSpecimen(offer, settingsOf('france-travail'), (each) => [each]));
    },
  },
  {
    format: 'actiris',
    files: /^actiris\/.*\.json$/,
    specimens: (bytes) =>
      Object.values(JSON.parse(String(bytes)) as Record<string, { response?: ActirisAnswer }>).flatMap(({ response }) =>
        [...(response?.items ?? []), ...(response?.offers ?? [])].map((row) =>
          jsonSpecimen(row, settingsOf('actiris'), (each) => ({ total: 1, offers: [each] })),
        ),
      ),
  },
  {
    format: 'forem',
    files: /^forem\/forem_shapes\.json$/,
    specimens: (bytes) =>
      Object.entries(JSON.parse(String(bytes)) as Record<string, object>)
        .filter(([name]) => name.startsWith('odwb_'))
        .map(([, row]) => jsonSpecimen(row, settingsOf('forem'), (each) => [each])),
  },
  {
    format: 'vdab',
    files: /^vdab\/v4-detail.*\.json$/,
    specimens: (bytes) => {
      const { _note, ...detail } = JSON.parse(String(bytes)) as Record<string, unknown>;
      return [jsonSpecimen(detail, settingsOf('vdab'), (each) => [each])];
    },
  },
  {
    format: 'hr-open-3.2',
    files: /^eures\/.*\.xml$/,
    specimens: (bytes) => [xmlSpecimen(String(bytes), settingsOf('eures'))],
  },
  {
    format: 'hr-xml-position-opening',
    files: /^forem\/.*\.xml$/,
    specimens: (bytes) => [xmlSpecimen(String(bytes), settingsOf('drop', NOWHERE))],
  },
];

interface ActirisAnswer {
  readonly items?: object[];
  readonly offers?: object[];
}

/** Files that are no documents of a source, and why. */
const NOT_READ: readonly (readonly [RegExp, string])[] = [
  [/^actiris\/.*\.html$/, 'a page of the site: pages are not read, the search is'],
  [/^actiris\/.*sitemap.*$/, 'addresses of pages, with a stale tail: no source of offers'],
  [/^eures\/.*\.json$/, 'an answer of the search for EURES partners: documents are read, not search results'],
  [/^forem\/.*\.xsd$/, 'a schema'],
  [/^forem\/[a-z]+_v1\.0\.json$/, 'a code list'],
  [/^vdab\/codelists.*$/, 'a code list'],
  [/^vdab\/vindeenjob-.*$/, 'an answer of the site and not of the Vacatures API'],
  [/^jobtech-sweden\//, 'the format of a service that Relais has no adapter for'],
  [/^nav-norway\//, 'the format of a service that Relais has no adapter for'],
];

function jsonSpecimen(document: object, settings: Settings, wrap: (document: unknown) => unknown): Specimen {
  const read = reader(settings);
  const text = (value: unknown) => read(JSON.stringify(wrap(value)));
  const fields = leavesOf(document).map(({ steps, value }) => ({
    path: steps.filter((step) => typeof step === 'string').join('.'),
    *readWith() {
      yield text(changed(document, steps, undefined));
      for (const other of othersThan(value)) yield text(changed(document, steps, other));
    },
  }));
  return { fields, read: () => text(document) };
}

type Step = string | number;

function leavesOf(value: unknown, steps: readonly Step[] = []): { steps: readonly Step[]; value: unknown }[] {
  if (value === null || value === '') return [];
  if (typeof value !== 'object') return [{ steps, value }];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([step, member]) => leavesOf(member, [...steps, step]));
}

/** Check digits are right: other numbers of ten digits seldom have that. */
const VALID_NUMBER = '0428759497';

function othersThan(value: unknown): unknown[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [value + 1];
  const text = String(value);
  const next = text.replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
  const reversed = text.split('').toReversed().join('');
  return [`${text} 1`, `X${text}`, next, reversed, ...(/^\d{10}$/.test(text) ? [VALID_NUMBER] : [])];
}

function changed(document: object, steps: readonly Step[], value: unknown): object {
  const copy = structuredClone(document);
  let at = copy as Record<Step, unknown>;
  for (const step of steps.slice(0, -1)) at = at[step] as Record<Step, unknown>;
  const last = steps.at(-1) ?? '';
  if (value !== undefined) at[last] = value;
  else if (Array.isArray(at)) at.splice(Number(last), 1);
  else delete at[last];
  return copy;
}

const TOKEN = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([^\s/>]+)([^>]*?)(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([^\s=]+)\s*=\s*("[^"]*"|'[^']*')/g;

function xmlSpecimen(text: string, settings: Settings): Specimen {
  const read = reader(settings);
  const fields = [...placesOf(text)].map(({ path, start, end }) => ({
    path,
    *readWith() {
      const with_ = (value: string) => read(text.slice(0, start) + value + text.slice(end));
      yield with_('');
      for (const other of othersThan(text.slice(start, end).trim())) yield with_(String(other));
    },
  }));
  return { fields, read: () => read(text) };
}

interface Place {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** Texts and attributes of a document below its root, by the local names that lead to them. */
function* placesOf(text: string): Generator<Place, void, undefined> {
  const open: string[] = [];
  for (const token of text.matchAll(TOKEN)) {
    const [whole, cdata, closing, name, attributes = '', isEmpty, plain] = token;
    const content = cdata ?? plain;
    if (name === undefined) {
      const start = token.index + (cdata === undefined ? 0 : '<![CDATA['.length);
      if (content?.trim()) yield { path: open.slice(1).join('.'), start, end: start + content.length };
    } else if (closing === '/') open.pop();
    else {
      open.push(localName(name));
      yield* attributesOf(attributes, token.index + whole.indexOf(attributes, name.length), open.slice(1).join('.'));
      if (isEmpty === '/') open.pop();
    }
  }
}

function* attributesOf(text: string, offset: number, path: string): Generator<Place, void, undefined> {
  for (const { 0: whole, 1: name = '', 2: value = '', index } of text.matchAll(ATTRIBUTE)) {
    if (/^xmlns\b|:schemaLocation$/.test(name) || value.length <= 2) continue;
    const start = offset + index + whole.length - value.length + 1;
    yield { path: `${path}@${localName(name)}`, start, end: start + value.length - 2 };
  }
}

function localName(name: string): string {
  return name.replace(/^[^:]*:/, '');
}

/** Looks at every path of the specimens: kept when a vacancy changes with it at one of its places. */
function resultsOf(format: FieldsFormat, specimens: readonly Specimen[]): PathResult[] {
  const paths = new Map<string, { occurrences: number; tried: number; isKept: boolean }>();
  for (const { fields, read } of specimens) {
    const usual = read();
    for (const field of fields) {
      const entry = paths.get(field.path) ?? { occurrences: 0, tried: 0, isKept: false };
      paths.set(field.path, entry);
      entry.occurrences++;
      if (entry.isKept || entry.tried++ >= MOST_TRIED) continue;
      for (const other of field.readWith()) entry.isKept ||= other !== usual;
    }
  }
  return [...paths].map(([path, { occurrences, isKept }]) => {
    const reason = isKept ? null : reasonToDrop(format, path);
    return { path, occurrences, reason, outcome: isKept ? 'kept' : reason === null ? 'unexplained' : 'dropped' };
  });
}

interface FormatResult {
  readonly format: string;
  readonly documents: number;
  readonly paths: readonly PathResult[];
}

function measure(folder: string): { formats: FormatResult[]; notRead: { file: string; reason: string | null }[] } {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
  const formats = COLLECTIONS.map((collection) => {
    const mine = files.filter((file) => collection.files.test(file));
    const specimens = mine.flatMap((file) => collection.specimens(readFileSync(join(folder, file))));
    const { format } = collection;
    return { format, documents: specimens.length, paths: resultsOf(format, specimens) };
  });
  const notRead = files
    .filter((file) => !COLLECTIONS.some((collection) => collection.files.test(file)))
    .map((file) => ({ file, reason: NOT_READ.find(([pattern]) => pattern.test(file))?.[1] ?? null }));
  return { formats, notRead };
}

function sumOf(paths: readonly PathResult[], outcome: PathResult['outcome']): { paths: number; occurrences: number } {
  const those = paths.filter((path) => path.outcome === outcome);
  return { paths: those.length, occurrences: those.reduce((sum, { occurrences }) => sum + occurrences, 0) };
}

function textOf({ format, documents, paths }: FormatResult): string {
  const part = (outcome: PathResult['outcome']) => {
    const sum = sumOf(paths, outcome);
    return `${sum.paths} ${outcome} (${sum.occurrences} occurrences)`;
  };
  const head = `${format}: ${documents} documents, ${paths.length} fields: ${part('kept')}, ${part('dropped')}, ${part('unexplained')}`;
  const rest = paths.filter(({ outcome }) => outcome !== 'kept');
  return [
    head,
    ...rest.map(({ path, occurrences, reason }) => `  ${path} (${occurrences}): ${reason ?? 'UNEXPLAINED'}`),
  ].join('\n');
}

function run(asJson: boolean): number {
  const folder = sharedData('offers');
  if (folder === undefined) {
    process.stderr.write(
      'coverage:fields needs the real documents in ../shared/data/offers (or RELAIS_SHARED): skipped\n',
    );
    return 2;
  }
  const { formats, notRead } = measure(folder);
  const unexplained =
    formats.reduce((sum, { paths }) => sum + sumOf(paths, 'unexplained').paths, 0) +
    notRead.filter(({ reason }) => reason === null).length;
  if (asJson) process.stdout.write(`${JSON.stringify({ formats, notRead, unexplained })}\n`);
  else {
    const files = notRead.map(({ file, reason }) => `  ${file}: ${reason ?? 'UNEXPLAINED'}`);
    process.stdout.write(`${[...formats.map(textOf), 'not read:', ...files].join('\n')}\n`);
  }
  return unexplained === 0 ? 0 : 1;
}

const { values } = parseArgs({ options: { json: { type: 'boolean' }, help: { type: 'boolean' } } });
if (values.help === true) process.stdout.write(HELP);
else process.exitCode = run(values.json === true);
