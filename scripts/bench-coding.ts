import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type Coder,
  createCoder,
  importReference,
  openRelease,
  type ReferenceLabel,
  type Release,
  starterRelease,
  writeRelease,
} from '@relais/competent';
import { repositoryRoot, temporaryDirectory } from '@relais/testkit';
import { withNoise } from './bench-quality/title-noise.ts';

const HELP = `npm run bench:coding [-- options]

  --titles N        distinct titles coded (default 15000)
  --shared FOLDER   the folder that holds data/ (default $RELAIS_SHARED, else ../shared)
  --json PATH       where the result is kept (default bench-results/coding.json)
  --help

Titles coded per CPU second – never met before, and met just now – with the release of the reference lists of the folder and
with the starter set; what importing and opening the release take. The titles are labels of the lists, written as in offers.
`;

interface Row {
  readonly reference: string;
  readonly titles: number;
  readonly coldPerCpuSecond: number;
  /** The last few thousand again. */
  readonly cachedPerCpuSecond: number;
  readonly residentMb: number;
}

/** As many as a coder remembers unless told otherwise. */
const REMEMBERED = 4_000;

const { values } = parseArgs({
  options: {
    titles: { type: 'string', default: '15000' },
    shared: { type: 'string', default: process.env['RELAIS_SHARED'] ?? join(repositoryRoot, '..', 'shared') },
    json: { type: 'string', default: join(repositoryRoot, 'bench-results', 'coding.json') },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else await bench(join(values.shared, 'data'), Number(values.titles));

async function bench(folder: string, count: number): Promise<void> {
  if (!existsSync(join(folder, 'esco'))) {
    process.stderr.write('there are no reference lists; name their folder with --shared\n');
    process.exitCode = 2;
    return;
  }
  using directory = temporaryDirectory();
  const path = join(directory.path, 'lists.reference');
  const labels: ReferenceLabel[] = [];
  await importReference(folder, { withhold: (label) => labels.push(label) < 0, draws: 1 });
  const importSeconds = await seconds(async () => await writeRelease(await importReference(folder), path));
  let release: Release = starterRelease();
  const openMs = 1_000 * (await seconds(async () => void (release = await openRelease(path))));
  const titles = written(labels, count);
  const rows = [measured('lists', release, titles), measured('starter set', starterRelease(), titles)];
  const file = { importSeconds, openMs, megabytes: statSync(path).size / 2 ** 20 };
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
  mkdirSync(dirname(values.json), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify({ at: new Date().toISOString(), machine, file, rows }, null, 2)}\n`);
  process.stdout.write(`${text(file, rows)}kept in ${values.json}\n`);
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1_000;
}

type Title = ReferenceLabel & { readonly title: string };

/** Distinct titles, taken evenly over all labels. */
function written(labels: readonly ReferenceLabel[], count: number): Title[] {
  const distinct = new Map(labels.map((label) => [`${label.language} ${label.text}`, label]));
  const all = [...distinct.values()];
  const step = Math.max(1, Math.floor(all.length / count));
  return all
    .filter((_, index) => index % step === 0)
    .slice(0, count)
    .map((label) => ({ ...label, title: withNoise(label.text, label.language) }));
}

function measured(reference: string, release: Release, titles: readonly Title[]): Row {
  const coder = createCoder(release);
  // The machine's code is made ready by a tenth of them, which are not counted.
  const warm = Math.floor(titles.length / 10);
  code(coder, titles.slice(0, warm));
  const cold = titles.slice(warm);
  const coldPerCpuSecond = cold.length / code(coder, cold);
  const again = cold.slice(-REMEMBERED);
  const cachedPerCpuSecond = again.length / code(coder, again);
  const residentMb = Math.round(process.memoryUsage.rss() / 2 ** 20);
  return { reference, titles: cold.length, coldPerCpuSecond, cachedPerCpuSecond, residentMb };
}

/** CPU seconds it took. */
function code(coder: Coder, titles: readonly Title[]): number {
  const before = process.cpuUsage();
  for (const { title, language } of titles) coder.map({ id: '', title, lang: language });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function text(file: { importSeconds: number; openMs: number; megabytes: number }, rows: readonly Row[]): string {
  const { importSeconds, openMs, megabytes } = file;
  const head = 'reference | titles | cold per CPU s | cached per CPU s | resident MB';
  const lines = rows.map(({ reference, titles, coldPerCpuSecond, cachedPerCpuSecond, residentMb }) =>
    [reference, titles, coldPerCpuSecond.toFixed(0), cachedPerCpuSecond.toFixed(0), residentMb].join(' | '),
  );
  const table = [head, head.replace(/[^|]+/g, ' --- '), ...lines].map((row) => `| ${row} |`).join('\n');
  const opened = `opened in ${openMs.toFixed(0)} ms, ${megabytes.toFixed(0)} MB`;
  return `lists imported in ${importSeconds.toFixed(0)} s, ${opened}\n${table}\n`;
}
