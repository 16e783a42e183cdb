import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '@relais/testkit';
import { type CodingReport, measureCoding } from './bench-quality/coding.ts';
import { codingText } from './bench-quality/coding-text.ts';
import { type DedupReport, measureDedup } from './bench-quality/dedup.ts';
import { dedupText } from './bench-quality/dedup-text.ts';

const HELP = `npm run bench:quality [-- options]

  --only PART       coding or dedup (default both)
  --shared FOLDER   the folder that holds data/ (default $RELAIS_SHARED, else ../shared)
  --out PATH        where the result is kept (default bench-results/quality.json)
  --help

How right the coding of occupations and the grouping of vacancies are, on splits made here from reference lists, real offers and
simulated ones. Coding takes some minutes: it trains three times.
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    shared: { type: 'string', default: process.env['RELAIS_SHARED'] ?? join(repositoryRoot, '..', 'shared') },
    out: { type: 'string', default: join(repositoryRoot, 'bench-results', 'quality.json') },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else await bench(values.shared, values.out);

async function bench(shared: string, out: string): Promise<void> {
  const known = existsSync(join(shared, 'data', 'esco')) ? shared : null;
  const coding = values.only === 'dedup' ? null : await codingOf(known);
  const dedup = values.only === 'coding' ? null : await measureDedup(known);
  keep(out, { coding, dedup });
  if (coding !== null) process.stdout.write(`${codingText(coding)}\n`);
  if (dedup !== null) process.stdout.write(`${dedupText(dedup)}\n`);
  process.stdout.write(`kept in ${out}\n`);
}

async function codingOf(shared: string | null): Promise<CodingReport | null> {
  if (shared !== null) return measureCoding(join(shared, 'data'));
  process.stderr.write('coding: left out, there are no reference lists; name their folder with --shared\n');
  return null;
}

function keep(out: string, report: { coding: CodingReport | null; dedup: DedupReport | null }): void {
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${JSON.stringify({ at: new Date().toISOString(), ...report }, null, 2)}\n`);
}
