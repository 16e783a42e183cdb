import { describeWith, eventually } from '@relais/testkit';
import { expect, test } from 'vitest';
import { Cluster, STAGES } from '../src/cluster.ts';
import { expectHoldings, outcomeOf, undisturbed } from './outcome.ts';

const POPULATION = { offers: 600, seed: 7 };
/** A kill comes while the first of these are made. */
const FEWER = { offers: 300, seed: 7 };

await describeWith(['kafka', 'redis', 'postgres'], 'four processes over Kafka, Redis and PostgreSQL', (servers) => {
  let expected: ReturnType<typeof undisturbed> | undefined;
  const embedded = () => (expected ??= undisturbed(FEWER));

  test('end in the same books as one process over a file', async () => {
    await using cluster = await Cluster.prepare(servers, POPULATION);
    await cluster.start(...STAGES);
    await cluster.settled();
    const books = await cluster.books();
    expect(books.faults).toEqual([]);
    expect(outcomeOf(books)).toEqual(await undisturbed(POPULATION));
    await expectHoldings(cluster, books);
  });

  test.each(STAGES)('end in the same books when %s is killed in the middle and started again', async (stage) => {
    await using cluster = await Cluster.prepare(servers, FEWER);
    await cluster.start(...STAGES);
    await eventually(async () => (await cluster.stores.ledger.offers.statistics()).open >= 20);
    await cluster.killAndRestart(stage);
    await cluster.settled();
    const books = await cluster.books();
    expect(books.faults).toEqual([]);
    expect(outcomeOf(books)).toEqual(await embedded());
    await expectHoldings(cluster, books);
  });
});
