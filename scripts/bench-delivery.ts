import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '@relais/testkit';
import { type DeliveryRun, type DeliveryScenario, deliveryRun } from './bench/delivery-run.ts';
import { type TrackedRun, trackedDeliveries } from './bench/tracked-deliveries.ts';

const HELP = `npm run bench:delivery [-- options]

  --seconds N   how long each rate is held (default 15)
  --track N     deliveries that are kept track of, for memory and disk (default 1000000)
  --json PATH   where the result is kept (default bench-results/delivery.json)
  --help

Deliveries to 20 webhook partners, embedded, with the partners in a process of their own: as many a second as go, then
the time from the offer event to the receipt at 50, 200 and 1,000 deliveries a second and at 50 offers a second to all
twenty, and the same with one partner dead and one that answers after 30 s. Then what the ledger takes for many deliveries.
`;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '15' },
    track: { type: 'string', default: '1000000' },
    json: { type: 'string', default: join(repositoryRoot, 'bench-results', 'delivery.json') },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else await bench(Number(values.seconds), Number(values.track));

async function bench(seconds: number, deliveries: number): Promise<void> {
  const runs: DeliveryRun[] = [];
  for (const scenario of scenarios(seconds)) {
    process.stderr.write(`${scenario.name}\n`);
    runs.push(await deliveryRun(scenario));
  }
  process.stderr.write(`${deliveries} deliveries kept track of\n`);
  const tracked = await trackedDeliveries(deliveries);
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
  mkdirSync(join(values.json, '..'), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify({ at: new Date().toISOString(), machine, runs, tracked }, null, 2)}\n`);
  process.stdout.write(`${table(runs)}\n${trackedTable(tracked)}kept in ${values.json}\n`);
}

function scenarios(seconds: number): DeliveryScenario[] {
  const well = { partners: 20, dead: 0, slow: 0 };
  const paced = (perSecond: number, partners: number, name: string): DeliveryScenario => ({
    name,
    offersPerSecond: perSecond,
    offers: perSecond * seconds,
    partners,
    dead: 0,
    slow: 0,
  });
  return [
    { name: 'as fast as it goes', offersPerSecond: null, offers: 2_000, ...well },
    ...[50, 200, 1_000].map((rate) => paced(rate, 1, `${rate} offers/s to one partner`)),
    ...[50, 200].map((rate) => paced(rate, 20, `${rate} offers/s to twenty partners`)),
    { ...paced(50, 20, '50 offers/s, one partner dead, one 30 s slow'), dead: 1, slow: 1 },
  ];
}

function table(runs: readonly DeliveryRun[]): string {
  const rows = runs.map(({ name, deliveries, deliveriesPerSecond, latencyMs: { p50, p95, p99 }, cpuPerThousand }) =>
    [
      ...[name, String(deliveries), deliveriesPerSecond.toFixed(0), String(p50), String(p95), String(p99)],
      cpuPerThousand.toFixed(2),
    ].join(' | '),
  );
  return tableOf('scenario | deliveries | deliveries/s | p50 ms | p95 ms | p99 ms | CPU s per 1,000', rows);
}

function trackedTable(tracked: readonly TrackedRun[]): string {
  const rows = tracked.map(({ store, deliveries, perSecond, diskBytesPerDelivery, memoryGrowthMb, questionMs }) =>
    [store, deliveries, perSecond, diskBytesPerDelivery, memoryGrowthMb, ...Object.values(questionMs)].join(' | '),
  );
  const questions = 'of an offer ms | due ms | counts ms';
  return tableOf(`store | deliveries | a second | disk bytes each | memory growth MB | ${questions}`, rows);
}

function tableOf(head: string, rows: readonly string[]): string {
  return `${[head, head.replace(/[^|]+/g, ' --- '), ...rows].map((row) => `| ${row} |`).join('\n')}\n`;
}
