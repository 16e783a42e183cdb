import { parseArgs } from 'node:util';
import { type FuzzReport, PARSERS_NAMES, runWatched } from './watch.ts';

const USAGE = `Usage: node packages/sources/fuzz/main.ts [--inputs N] [--seed S] [--parser P]... [--json]

Gives every parser of the sources mutated files: bits flipped, cut, spliced, repeated, in other encodings, with huge numbers and
deep nesting. Each input must be read in a second and in bounds, and come out as items with a reason where they are unreadable.

  --inputs N   inputs for each parser (default 100000)
  --seed S     gives the same inputs for the same number (default: one of the day)
  --parser P   only this parser; may be repeated: ${PARSERS_NAMES.join(', ')}
  --json       one line of JSON: {"seed","inputs","parsers":[…],"findings":[…]}
  --help       this text

Exit codes: 0 nothing was found, 1 something was found, 2 the arguments are wrong. An input is given again by --seed and its number.
`;

const EXIT = { sound: 0, found: 1, usage: 2 } as const;

interface Asked {
  readonly inputs: number;
  readonly seed: number;
  readonly parsers: readonly string[];
  readonly json: boolean;
}

function readArguments(): Asked | 'help' | null {
  try {
    const { values } = parseArgs({
      options: {
        inputs: { type: 'string', default: '100000' },
        seed: { type: 'string', default: String(Math.floor(Date.now() / 86_400_000)) },
        parser: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    const [inputs, seed] = [Number(values.inputs), Number(values.seed)];
    const isKnown = values.parser.every((name) => PARSERS_NAMES.includes(name));
    if (!Number.isInteger(inputs) || inputs < 1 || !Number.isInteger(seed) || !isKnown) return null;
    const parsers = values.parser.length === 0 ? PARSERS_NAMES : values.parser;
    return { inputs, seed, parsers, json: values.json };
  } catch {
    return null;
  }
}

function line({ parser, inputs, vacancies, withdrawn, unreadable, slowestMs, findings }: FuzzReport): string {
  const read = `${vacancies} vacancies, ${withdrawn} withdrawals, ${unreadable} unreadable`;
  const found = findings.map(({ number, problem, detail }) => `\n  input ${number}: ${problem}: ${detail}`).join('');
  return `${parser}: ${inputs} inputs, ${read}, slowest ${slowestMs} ms, ${findings.length} findings${found}\n`;
}

async function run({ inputs, seed, parsers, json }: Asked): Promise<number> {
  const reports: FuzzReport[] = [];
  for (const parser of parsers) {
    const report = await runWatched(parser, { inputs, seed });
    reports.push(report);
    if (!json) process.stdout.write(line(report));
  }
  const findings = reports.flatMap((report) => report.findings);
  const summaries = reports.map(({ findings: found, ...report }) => ({ ...report, findings: found.length }));
  if (json) process.stdout.write(`${JSON.stringify({ seed, inputs, parsers: summaries, findings })}\n`);
  return findings.length === 0 ? EXIT.sound : EXIT.found;
}

const asked = readArguments();
if (asked === null) {
  process.stderr.write(USAGE);
  process.exitCode = EXIT.usage;
} else if (asked === 'help') {
  process.stdout.write(USAGE);
} else {
  process.exitCode = await run(asked);
}
