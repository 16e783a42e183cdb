import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStores, requireConfiguration, type Stores } from '@relais/configuration';
import { silentLogger } from '@relais/runtime';
import { describeWith, eventually, startService, temporaryDirectory } from '@relais/testkit';
import { describe, expect, test } from 'vitest';
import { Cluster, STAGES } from '../src/cluster.ts';
import { runOnce } from '../src/embedded.ts';

const POPULATION = { offers: 300, seed: 5 };
const SUBSCRIPTIONS = ['actiris-push', 'forem-drop', 'observatory-topic', 'board-feed'];

describe('the ledger in a file', () => {
  test('is the same when it is thrown away and built anew from the log, and is left alone otherwise', async () => {
    using directory = temporaryDirectory();
    await runOnce(directory.path, POPULATION);
    const before = await dumpIn(directory.path);
    expect(before.deliveries.length).toBeGreaterThan(POPULATION.offers);
    expect((await rebuildIn(directory.path)).code).toBe(2);
    expect(await dumpIn(directory.path)).toEqual(before);
    const rebuilt = await rebuildIn(directory.path, '--discard');
    expect(rebuilt.code).toBe(0);
    expect(rebuilt.result).toMatchObject({ openOffers: openOf(before), deliveries: before.deliveries.length });
    expect(await dumpIn(directory.path)).toEqual(before);
  });
});

await describeWith(['kafka', 'redis', 'postgres'], 'the ledger on servers', (servers) => {
  test('is the same when it is thrown away and built anew from the log, and nothing is sent again', async () => {
    await using cluster = await Cluster.prepare(servers, POPULATION);
    await cluster.start(...STAGES);
    await cluster.settled();
    await expect(cluster.command('rebuild', 'ledger', '--discard')).rejects.toThrow('COMMAND_STAGES_RUN');
    await cluster.stop();
    const before = await dumpOf(cluster.stores);
    await cluster.command('rebuild', 'ledger', '--discard', '--json');
    expect(await dumpOf(cluster.stores)).toEqual(before);
    const told = await recordsOf(cluster.stores);
    await cluster.start('sink', 'enricher', 'ops');
    await eventually(async () => (await stages(cluster)).every((swept) => swept !== 'rebuilt'));
    expect(await recordsOf(cluster.stores)).toBe(told);
    expect((await dumpOf(cluster.stores)).deliveries).toEqual(before.deliveries);
    expect((await cluster.books()).faults).toEqual([]);
  });
});

/** By which rules each subscription was judged last; `rebuilt` until the sink has looked at every offer again. */
function stages({ stores }: Cluster): Promise<(string | null)[]> {
  return Promise.all(SUBSCRIPTIONS.map((id) => stores.state.values.get(`fingerprint:${id}`)));
}

/** Records in the topic of deliveries: each attempt is one. */
async function recordsOf({ log }: Stores): Promise<number> {
  let count = 0;
  for await (const records of log.read({ topic: 'relais.deliveries.v1' })) count += records.length;
  return count;
}

async function dumpIn(directory: string): Promise<Dump> {
  const path = join(directory, 'bare.yaml');
  writeFileSync(path, JSON.stringify({ directory: join(directory, 'var'), sources: [], partners: [] }));
  const stores = await openStores(requireConfiguration({ path, environment: {} }), silentLogger);
  try {
    return await dumpOf(stores);
  } finally {
    await stores.close();
  }
}

async function rebuildIn(directory: string, ...more: string[]): Promise<{ code: number | null; result: unknown }> {
  const args = ['rebuild', 'ledger', '--simulate', '--json', '--directory', join(directory, 'var'), ...more];
  await using process = startService({ entry: 'services/relais/src/main.ts', args });
  const { code } = await process.exited;
  return { code, result: JSON.parse(process.lines.at(-1) ?? 'null') as unknown };
}

type Dump = Awaited<ReturnType<typeof dumpOf>>;

/**
 * Every table of the ledger in a fixed order, less what the topics do not have: write marks, positions and readers of the feed,
 * its removals (readers begin anew, so nobody has what they take away), absences of held batches, operations that have ended,
 * and of withdrawn vacancies the origin reference and the match keys.
 */
async function dumpOf({ log, ledger }: Stores) {
  const keys = new Set<string>();
  for await (const records of log.read({ topic: 'relais.observations.v1' }))
    for (const { key } of records) keys.add(key);
  const vacancies = [...(await ledger.offers.vacancies([...keys])).values()].map((row) =>
    row.live ? row : { ...row, originReference: null, matchKeys: [] },
  );
  const offers = await collected(ledger.offers.scanOffers({}));
  const deliveries = (await Promise.all(SUBSCRIPTIONS.map((id) => collected(ledger.deliveries.scan(id))))).flat();
  const attempts = await Promise.all(offers.map(({ id }) => ledger.deliveries.attemptsOf(id)));
  const all = { limit: 100_000, offset: 0 };
  const feed = (await Promise.all(SUBSCRIPTIONS.map((id) => ledger.feed.after(id, 0, 100_000)))).flat();
  return {
    batches: await ledger.batches.list(all),
    quarantine: await ledger.quarantine.list(all),
    vacancies: vacancies.toSorted((one, other) => (one.key < other.key ? -1 : 1)),
    offers,
    deliveries,
    attempts: attempts.flat().toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    operations: await ledger.operations.list(all),
    controls: await ledger.operations.controls(),
    counts: await ledger.deliveries.counts(),
    statistics: await ledger.offers.statistics(),
    feed: feed
      .filter(({ content }) => content !== null && !content.startsWith('{"removed":'))
      .map(({ offerId, revision, content }) => `${offerId} ${revision} ${content}`)
      .toSorted(),
  };
}

async function collected<Item>(pages: AsyncIterable<readonly Item[]>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}

function openOf({ statistics }: Dump): number {
  return statistics.open;
}
