import { parseArgs } from 'node:util';
// The model belongs to the sink and is no part of what the package offers.
// oxlint-disable-next-line eslint/no-restricted-imports
import { runModel } from '../services/sink/model/run-model.ts';

const HELP = `npm run model -- [options]

  --histories N   random histories to play (default 10000)
  --seed S        seed of the first; each further one has the next (default 1)
  --json          print {"histories","steps","violations"} on standard output
  --help

Plays random histories – offers published, edited, merged and closed; answers, stalls and refusals of a partner; crashes,
pauses, replays, comparisons, changes of policy – on the real ledger and the code of the sink, lets each come to rest, and
proves that the partner holds exactly what policy allows. What breaks is told as the shortest history that breaks it.

Exit codes: 0 no violation, 1 violations, 2 wrong call.
`;

process.exitCode = await model();

async function model(): Promise<number> {
  const given = options();
  if (given === null) return 2;
  if (given.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const { histories, seed } = given;
  const onProgress = (played: number, broken: number) => say(`${played} of ${histories}, ${broken} violations`);
  const run = await runModel({ histories, seed, onProgress });
  for (const story of run.stories) say(`\n${story}`);
  const { steps, violations } = run;
  const text = `${histories} histories, ${steps} steps, ${violations} violations`;
  process.stdout.write(`${given.json ? JSON.stringify({ histories, steps, violations }) : text}\n`);
  return violations === 0 ? 0 : 1;
}

function options(): { histories: number; seed: number; json: boolean; help: boolean } | null {
  const { values } = parseArgs({
    options: {
      histories: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [histories, seed] = [Number(values.histories), Number(values.seed)];
  if (Number.isInteger(histories) && histories > 0 && Number.isInteger(seed)) return { ...values, histories, seed };
  say('--histories and --seed must be whole numbers, and --histories more than 0');
  return null;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
