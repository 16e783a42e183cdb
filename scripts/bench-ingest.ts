import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '@relais/testkit';
import type { IngestMeasure, IngestPlan, IngestStep } from './bench/ingest-run.ts';

/** As the services run: a small young generation, an old one that grows in small steps, few pools of the allocator. */
const LEAN = ['--max-semi-space-size=16', '--heap-growing-percent=50'];
const LEAN_ENVIRONMENT = { ...process.env, MALLOC_ARENA_MAX: '2' };

const HELP = `npm run bench:ingest [-- options]

  --offers N     vacancies of the service at the end (default 208000)
  --start N      vacancies before it grows (default 10000)
  --per-call N   references of one detail call (default 50, as the adapter's)
  --profile DIR  write a CPU profile of each measured process there
  --json PATH    where the result is kept (default bench-results/ingest.json)
  --help

VDAB's API on a server of its own without limits, read by the real first stage on embedded stores: a cold load and an
unchanged snapshot; then, in another process, growth from the one size to the other and an unchanged snapshot.
`;

const { values } = parseArgs({
  options: {
    offers: { type: 'string', default: '208000' },
    start: { type: 'string', default: '10000' },
    'per-call': { type: 'string', default: '50' },
    profile: { type: 'string' },
    json: { type: 'string', default: join(repositoryRoot, 'bench-results', 'ingest.json') },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else await bench(Number(values.offers), Number(values.start));

async function bench(offers: number, start: number): Promise<void> {
  const cold = [step('cold load', offers), step('unchanged', offers)];
  const growth = [step('cold load', start), step('growth', offers), step('unchanged', offers)];
  const runs = [await measure(cold), await measure(growth)];
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
  mkdirSync(dirname(values.json), { recursive: true });
  const result = { at: new Date().toISOString(), machine, perCall: Number(values['per-call']), runs };
  writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
  process.stdout.write(`${table(runs.flat())}kept in ${values.json}\n`);
  process.exitCode = runs.flat().some(({ failure }) => failure !== null) ? 1 : 0;
}

function step(name: string, published: number): IngestStep {
  return { name, published };
}

/** A service and a measured process of their own for the steps, one after the other. */
async function measure(steps: readonly IngestStep[]): Promise<IngestMeasure[]> {
  const directory = mkdtempSync(join(tmpdir(), 'relais-bench-'));
  const service = fork(program('vdab-server'), { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  try {
    if (service.stdout === null) throw new Error('the service has no output');
    const [line] = (await once(createInterface(service.stdout), 'line')) as [string];
    const { url, api } = JSON.parse(line) as { url: string; api: string };
    return await readings({ url, api, directory, perCall: Number(values['per-call']), steps });
  } finally {
    service.kill();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function readings(plan: IngestPlan): Promise<IngestMeasure[]> {
  const profile = values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`];
  const execArgv = [...profile, ...LEAN];
  const reader = fork(program('ingest-run'), {
    execArgv,
    env: LEAN_ENVIRONMENT,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const measures: IngestMeasure[] = [];
  reader.on('message', (sent) => {
    measures.push(sent as IngestMeasure);
    process.stderr.write(`${JSON.stringify(sent)}\n`);
  });
  reader.send(plan);
  await once(reader, 'exit');
  if (measures.length < plan.steps.length) throw new Error('the measured process ended too early');
  return measures;
}

function program(name: string): string {
  return fileURLToPath(new URL(`./bench/${name}.ts`, import.meta.url));
}

function table(measures: readonly IngestMeasure[]): string {
  const head = ['step', 'vacancies', 'read', 'seconds', 'CPU s', 'read/s', 'read/CPU s', 'requests', 'peak MB'];
  const rows = measures.map((one) => [
    ...[one.failure === null ? one.name : `${one.name} (FAILED)`, String(one.published), String(one.observed)],
    ...[one.seconds, one.cpuSeconds].map((value) => value.toFixed(1)),
    ...[one.seconds, one.cpuSeconds].map((value) => (one.observed / value).toFixed(0)),
    String(Object.values(one.requests).reduce((sum, count) => sum + count, 0)),
    String(one.peakMemoryMb),
  ]);
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |\n`).join('');
}
