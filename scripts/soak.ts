import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runSoak, type SoakResult } from '@relais/proving';

const HELP = `npm run soak [-- options]

  --nights N   simulated days and nights (default 30); the last one is without faults
  --offers N   records of the simulated services on day 0 (default 2000)
  --seed N     same seed, same life and same faults (default 1)
  --rate N     most calls a second and endpoint that VDAB is asked, in real time (default: no limit)
  --json       the result as one JSON line
  --help

VDAB, Actiris (both generations), Le Forem by drop and as open data, read by the real first stage with faults in most
readings, every third night a bulk edit of six records in seven. Exit code 1 when something is missing, a ghost, outdated, wrongly withdrawn, or the books do not balance.
`;

const { values } = parseArgs({
  options: {
    nights: { type: 'string', default: '30' },
    offers: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const { nights, offers, seed, rate } = values;
const isSound = [nights, offers, seed, rate ?? '1'].every((value) => /^[1-9]\d{0,8}$/.test(value));

if (values.help) process.stdout.write(HELP);
else if (isSound) await soak();
else {
  process.stderr.write(HELP);
  process.exitCode = 2;
}

async function soak(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'relais-soak-'));
  const onProgress = (line: string) => void process.stderr.write(`${line}\n`);
  try {
    const size = { nights: Number(nights), offers: Number(offers), seed: Number(seed) };
    const limit = rate === undefined ? {} : { callsPerSecond: Number(rate) };
    const result = await runSoak({ ...size, ...limit, directory, onProgress });
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : textOf(result));
    const { missing, ghosts, wrongWithdrawals, outdated, balanced } = result;
    process.exitCode = balanced && missing + ghosts + wrongWithdrawals + outdated === 0 ? 0 : 1;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function textOf(result: SoakResult): string {
  return Object.entries(result)
    .map(([name, value]) => `${name.padEnd(18)}${String(value)}\n`)
    .join('');
}
