import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { openStores, requireConfiguration } from '@relais/configuration';
import { type Ingest, openIngestStage } from '@relais/ingest';
import { messageOf, silentLogger, silentMetrics } from '@relais/runtime';

/** What the measuring process is told: where the service is, and how many vacancies it has at each step. */
export interface IngestPlan {
  readonly url: string;
  readonly api: string;
  readonly directory: string;
  /** References of one detail call. */
  readonly perCall: number;
  readonly steps: readonly IngestStep[];
}

export interface IngestStep {
  readonly name: string;
  /** Vacancies that the service has before this step's round. */
  readonly published: number;
}

/** One nightly round, measured in the process that made it. */
export interface IngestMeasure extends IngestStep {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Vacancies read with their details, and published. */
  readonly observed: number;
  readonly unchanged: number;
  readonly requests: Readonly<Record<string, number>>;
  readonly peakMemoryMb: number;
  readonly failure: string | null;
}

const SAMPLE_MS = 50;
/** Between two steps, so that what one has read lies behind the next one's window of changes. */
const HALF_A_DAY_MS = 43_200_000;
const HOUR_MS = 3_600_000;

/** A process of its own: reads the service once a step and sends what it measured. */
async function run(plan: IngestPlan): Promise<void> {
  mkdirSync(plan.directory, { recursive: true });
  const path = join(plan.directory, 'relais.yaml');
  writeFileSync(path, JSON.stringify(configurationOf(plan)));
  const configuration = requireConfiguration({ path, environment: { SECRET: 'measured' } });
  await using stores = disposable(await openStores(configuration, silentLogger));
  const signal = new AbortController().signal;
  const context = { configuration, stores, logger: silentLogger, metrics: silentMetrics, holder: 'bench', signal };
  let leapt = 0;
  const ingest = await openIngestStage(context, () => undefined, { now: () => Date.now() + leapt });
  for (const step of plan.steps) {
    process.send?.(await measured(ingest, plan.url, Date.now() + leapt - HOUR_MS, step));
    leapt += HALF_A_DAY_MS;
  }
  await ingest.close();
}

/** @param at when the service published what it has more than before */
async function measured(ingest: Ingest, url: string, at: number, step: IngestStep): Promise<IngestMeasure> {
  await fetch(`${url}/grow?count=${step.published}&at=${at}`, { method: 'POST' });
  const before = await requestsOf(url);
  let peak = 0;
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, SAMPLE_MS);
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const [round] = await ingest.round(new AbortController().signal);
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(sampling);
  const after = await requestsOf(url);
  const batches = round?.batches ?? [];
  return {
    ...step,
    seconds: (performance.now() - began) / 1000,
    cpuSeconds: (user + system) / 1_000_000,
    observed: batches.reduce((sum, batch) => sum + batch.observed, 0),
    unchanged: batches.reduce((sum, batch) => sum + batch.unchanged, 0),
    requests: Object.fromEntries(Object.entries(after).map(([call, count]) => [call, count - (before[call] ?? 0)])),
    peakMemoryMb: Math.round(peak / 2 ** 20),
    failure: round?.failure == null ? null : messageOf(round.failure),
  };
}

async function requestsOf(url: string): Promise<Record<string, number>> {
  return (await (await fetch(`${url}/requests`)).json()) as Record<string, number>;
}

function disposable<Stores extends { close(): Promise<void> }>(stores: Stores): Stores & AsyncDisposable {
  return Object.assign(stores, { [Symbol.asyncDispose]: () => stores.close() });
}

function configurationOf({ url, api, directory, perCall }: IngestPlan): object {
  const settings = {
    baseUrl: `${url}${api}`,
    apiKey: { env: 'SECRET' },
    oauth: { tokenUrl: `${url}/token`, clientId: 'measured', clientSecret: { env: 'SECRET' } },
    http: { callsPerSecond: 1_000_000, burst: 1_000_000 },
    details: { perCall },
  };
  return { directory, logLevel: 'error', sources: [{ id: 'vdab', kind: 'vdab', settings }], partners: [] };
}

process.once('message', (plan) => {
  run(plan as IngestPlan).then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${inspect(error)}\n`);
      process.exit(1);
    },
  );
});
