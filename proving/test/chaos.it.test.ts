import { describeWithOwn, emptyRedis, eventually } from '@relais/testkit';
import { expect, test } from 'vitest';
import { Cluster, STAGES } from '../src/cluster.ts';
import { expectHoldings, outcomeOf, undisturbed } from './outcome.ts';

const POPULATION = { offers: 300, seed: 9 };

await describeWithOwn(['kafka', 'redis', 'postgres'], 'a round that loses a server in the middle', (servers) => {
  let expected: ReturnType<typeof undisturbed> | undefined;

  test.each(['kafka', 'postgres'] as const)('ends as if %s had never been killed', async (name) => {
    await using cluster = await Cluster.prepare(servers, POPULATION);
    await reachTheMiddle(cluster);
    const ended = cluster.supervise();
    await servers[name].kill();
    await servers[name].restart();
    await expectUndisturbed(cluster);
    // A stage that cannot go on says that it failed, and never that its configuration is at fault.
    expect(ended.filter(({ code }) => code !== 1)).toEqual([]);
  });

  test('ends as if Redis had never been emptied, and sends nothing again after the next time', async () => {
    await using cluster = await Cluster.prepare(servers, POPULATION);
    await reachTheMiddle(cluster);
    await emptyRedis(servers.redis);
    await expectUndisturbed(cluster);
    const told = await toldToPartners(cluster);
    await emptyRedis(servers.redis);
    // A sink that finds no mark of its rules judges every offer again before it is ready.
    await cluster.killAndRestart('sink');
    await expectUndisturbed(cluster);
    expect(await toldToPartners(cluster)).toBe(told);
  });

  async function expectUndisturbed(cluster: Cluster): Promise<void> {
    await cluster.settled();
    const books = await cluster.books();
    expect(books.faults).toEqual([]);
    expect(outcomeOf(books)).toEqual(await (expected ??= undisturbed(POPULATION)));
    await expectHoldings(cluster, books);
  }
});

/** Starts the stages and waits until the first offers are made. */
async function reachTheMiddle(cluster: Cluster): Promise<void> {
  await cluster.start(...STAGES);
  await eventually(async () => (await cluster.stores.ledger.offers.statistics()).open >= 20);
}

/** Records in the topic of deliveries: each attempt is one. */
async function toldToPartners({ stores }: Cluster): Promise<number> {
  let count = 0;
  for await (const records of stores.log.read({ topic: 'relais.deliveries.v1' })) count += records.length;
  return count;
}
