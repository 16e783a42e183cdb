import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { requireConfiguration } from '@relais/configuration';
import { type FieldsFormat, readSourceFile, reasonToDrop, sourceSettingsSchema } from '@relais/sources';
import { repositoryRoot, sharedData } from '@relais/testkit';

const HELP = `npm run coverage:fields [-- options]

  --json    one line of JSON with every field
  --help

Which fields of the real documents end up in a vacancy, which are dropped and why. A field counts as kept when the
vacancy changes with it: each one is taken away and altered, and the document is read again. Each file is listed once: as
read, or as no offer with the reason. Fields that are neither kept nor listed as dropped are unexplained, and so are files
of which no offer is read and that nobody listed: then the status is 1. Without the shared data it is 2.
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
  readonly format: string;
  readonly files: RegExp;
  /** Reasons to leave fields out, where the format's own are not those of its name. */
  readonly unread?: Readonly<Record<string, string>>;
  specimens(bytes: Buffer): Specimen[];
}

/** Places of one path that are tried before it counts as not kept. */
const MOST_TRIED = 60;

/** Stands for everything that an example configuration takes from the environment. */
const environment = new Proxy<Record<string, string>>(
  {},
  { get: (_, name) => (String(name).endsWith('HOST_KEY') ? `SHA256:${'A'.repeat(43)}` : 'nowhere') },
);

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

/** Whole JSON documents that a configuration describes: `live` are the members that make a record one that is shown. */
function declared(
  path: string,
  [id, files]: readonly [string, RegExp],
  live: object,
  frame: readonly string[] = [],
): Collection {
  const { sources } = requireConfiguration({ path: join(repositoryRoot, path), environment });
  const settings = sources.find((source) => source.id === id)?.settings;
  if (settings?.kind !== 'drop' || settings.records === undefined) throw new Error(`${path} describes no ${id}`);
  const framed = (record: unknown) => frame.reduceRight<unknown>((inner, name) => ({ [name]: inner }), record);
  return {
    format: id,
    files,
    unread: { ...alternativesIn(settings.records.mapping.fields), ...settings.records.mapping.unread },
    specimens: (bytes) => {
      const found = frame.reduce<unknown>(
        (at, name) => (at as Record<string, unknown>)[name],
        JSON.parse(String(bytes)),
      );
      const records = (frame.length === 0 ? [found] : found) as object[];
      return records.map((record) =>
        jsonSpecimen({ ...record, ...live }, settings, (each) => framed(frame.length === 0 ? each : [each])),
      );
    },
  };
}

/** Columns that are taken where those before them are empty: a change to them alone often changes nothing. */
function alternativesIn(inside: object): Record<string, string> {
  const { from, join: between } = inside as { from?: unknown; join?: unknown };
  if (between === null && Array.isArray(from)) {
    const paths = from.slice(1).map((path) => String(path).replaceAll(/\.\d+/g, ''));
    return Object.fromEntries(paths.map((path) => [path, 'taken where another field that says the same is empty']));
  }
  const parts = Object.values(inside).filter((part) => typeof part === 'object' && part !== null);
  return Object.assign({}, ...parts.map((part: object) => alternativesIn(part))) as Record<string, string>;
}

const [NAV, JOBTECH] = ['infra/config/examples/nav.yaml', 'infra/config/examples/jobtech.yaml'] as const;
/** What the web site of VDAB answers: no interface, read as a test of the mapping. */
const VDAB_SITE = 'packages/sources/test/drop/vdab-site.yaml';

const COLLECTIONS: readonly Collection[] = [
  declared(NAV, ['nav', /^nav-norway\/elektriker_page\d\.json$/], { status: 'ACTIVE' }, ['content']),
  declared(NAV, ['nav-advert', /^nav-norway\/(?:ad|pam).*\.json$/], { status: 'ACTIVE' }),
  declared(JOBTECH, ['jobtech', /^jobtech-sweden\/.*(?:results_eng|conversion)\.json$/], {}, ['hits', 'hits']),
  declared(JOBTECH, ['jobtech-system', /^jobtech-sweden\/.*source_test_import\.json$/], { avpublicerad: false }, [
    'testannonser',
  ]),
  declared(VDAB_SITE, ['vdab-site', /^vdab\/vindeenjob-detail.*\.json$/], {}),
  declared(VDAB_SITE, ['vdab-site-search', /^vdab\/vindeenjob-zoek-response.*\.json$/], {}, ['resultaten']),
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

/** Files that hold no offer, and why. */
const NOT_READ: readonly (readonly [RegExp, string])[] = [
  [/^actiris\/.*\.html$/, 'part of a page of the site: pages are not read, the search is'],
  [/^actiris\/.*sitemap.*$/, 'addresses of pages, with a stale tail: no source of offers'],
  [/^eures\/.*_nulls\.xml$/, 'emptied of all its texts: its record is quarantined'],
  [
    /^eures\/.*search.*\.json$/i,
    'references and times without any text: what a search finds, whose documents are read',
  ],
  [/^forem\/.*\.xsd$/, 'a schema'],
  [/^forem\/[a-z]+_v1\.0\.json$/, 'a code list'],
  [/^vdab\/codelists.*$/, 'code lists'],
  [/^vdab\/vindeenjob-error.*$/, 'an error of the web site, which is no exchange interface'],
  [/^vdab\/vindeenjob-zoek-request.*$/, 'a request to the web site, which is no exchange interface'],
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
function resultsOf({ format, unread }: Collection, specimens: readonly Specimen[]): PathResult[] {
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
    const reason = isKept ? null : reasonToDrop(unread ?? (format as FieldsFormat), path);
    return { path, occurrences, reason, outcome: isKept ? 'kept' : reason === null ? 'unexplained' : 'dropped' };
  });
}

interface FormatResult {
  readonly format: string;
  readonly documents: number;
  readonly paths: readonly PathResult[];
}

/** What became of a file: the format it is read as, or why there is no offer in it; neither where nobody knows. */
interface FileResult {
  readonly file: string;
  readonly format: string | null;
  readonly offers: number;
  readonly reason: string | null;
}

function measure(folder: string): { formats: FormatResult[]; files: FileResult[] } {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
  const files: FileResult[] = [];
  const formats = COLLECTIONS.map((collection) => {
    const { format } = collection;
    const specimens = names.flatMap((file) => {
      if (!collection.files.test(file)) return [];
      const found = collection.specimens(readFileSync(join(folder, file)));
      const offers = found.filter(({ read }) => read().includes('"kind":"vacancy"')).length;
      if (offers > 0) files.push({ file, format, offers, reason: null });
      return found;
    });
    return { format, documents: specimens.length, paths: resultsOf(collection, specimens) };
  });
  for (const file of names) {
    const reasons = NOT_READ.filter(([pattern]) => pattern.test(file)).map(([, reason]) => reason);
    const isRead = files.some((each) => each.file === file);
    if (isRead && reasons.length === 0) continue;
    for (const reason of reasons.length === 0 ? [null] : reasons) files.push({ file, format: null, offers: 0, reason });
  }
  return { formats, files: files.toSorted((one, other) => (one.file < other.file ? -1 : 1)) };
}

/** Files that are listed more than once, or neither read nor explained. */
function unexplainedFiles(files: readonly FileResult[]): string[] {
  const isFault = ({ file, offers, reason }: FileResult, index: number) =>
    (offers === 0 && reason === null) || files.some((other, at) => at < index && other.file === file);
  return files.filter(isFault).map(({ file }) => file);
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
  const { formats, files } = measure(folder);
  const faulty = unexplainedFiles(files);
  const unexplained = formats.reduce((sum, { paths }) => sum + sumOf(paths, 'unexplained').paths, 0) + faulty.length;
  if (asJson) process.stdout.write(`${JSON.stringify({ formats, files, unexplained })}\n`);
  else {
    const notRead = files.filter(({ format }) => format === null);
    const lines = files.map(({ file, format, offers, reason }) =>
      format === null ? `  ${file}: no offer: ${reason ?? 'UNEXPLAINED'}` : `  ${file}: ${offers} read as ${format}`,
    );
    const sum = `${files.length} files: ${files.length - notRead.length} read, ${notRead.length} without an offer, ${faulty.length} unexplained`;
    process.stdout.write(`${[...formats.map(textOf), sum, ...lines].join('\n')}\n`);
  }
  return unexplained === 0 ? 0 : 1;
}

const { values } = parseArgs({ options: { json: { type: 'boolean' }, help: { type: 'boolean' } } });
if (values.help === true) process.stdout.write(HELP);
else process.exitCode = run(values.json === true);
