import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Population } from '@relais/proving';
import { repositoryRoot, startKafka, startPostgres, startRedis } from '@relais/testkit';
import { type BareRun, bareKafka } from './bench/bare-kafka.ts';
import { clusterRun } from './bench/cluster-run.ts';
import { embeddedRun } from './bench/embedded-run.ts';
import { type BenchResult, resultText } from './bench/result-text.ts';

const HELP = `npm run bench [-- options]

  --offers N    simulated offers (default 20000)
  --seed S      seed of the population (default 1)
  --mode M      embedded, cluster, or all (default all)
  --json PATH   where the result is kept (default bench-results/bench.json)
  --help

Offers per second end to end – from the first request to a service to the last receipt of a partner – beside a bare kafkajs
produce-and-consume of the same messages on the same broker in the same run, and the peak memory of each process.
`;

const { values } = parseArgs({
  options: {
    offers: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    mode: { type: 'string', default: 'all' },
    json: { type: 'string', default: join(repositoryRoot, 'bench-results', 'bench.json') },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else await bench();

async function bench(): Promise<void> {
  const population = { offers: Number(values.offers), seed: Number(values.seed) };
  say(`embedded: one round of ${population.offers} offers`);
  const embedded = values.mode === 'cluster' ? null : await embeddedRun(population);
  const onServers = values.mode === 'embedded' ? null : await withServers(population, embedded?.messages ?? null);
  const result: BenchResult = {
    at: new Date().toISOString(),
    machine: machine(),
    population,
    bare: onServers?.bare ?? null,
    embedded: embedded?.run ?? null,
    cluster: onServers?.cluster ?? null,
  };
  mkdirSync(join(values.json, '..'), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
  process.stdout.write(`${resultText(result)}kept in ${values.json}\n`);
}

function machine(): BenchResult['machine'] {
  const cpu = cpus()[0]?.model ?? 'unknown';
  return { cpu, cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30), node: process.version };
}

/** Own servers, so that nothing else uses them meanwhile; null, with the reason, where one cannot be had. */
async function withServers(
  population: Population,
  messages: readonly string[] | null,
): Promise<{ bare: BareRun | null; cluster: BenchResult['cluster'] } | null> {
  const [kafka, redis, postgres] = await Promise.all([startKafka(), startRedis(), startPostgres()]);
  try {
    if (!kafka.ok || !redis.ok || !postgres.ok) {
      const missing = [kafka, redis, postgres].flatMap((one) => (one.ok ? [] : [one.reason]));
      say(`cluster: left out, ${missing.join('; ')}`);
      return null;
    }
    say('bare kafkajs: produce and consume');
    const bare = messages === null ? null : await bareKafka(kafka.server.brokers, messages);
    say(`cluster: one round of ${population.offers} offers over four processes`);
    const servers = { kafka: kafka.server, redis: redis.server, postgres: postgres.server };
    return { bare, cluster: await clusterRun(servers, population) };
  } finally {
    for (const one of [kafka, redis, postgres]) if (one.ok) await one.server.close();
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
