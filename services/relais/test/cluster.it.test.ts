import { describeWith, eventually } from '@relais/testkit';
import { expect, test } from 'vitest';
import { Cluster, STAGES } from './cluster.ts';
import { embeddedBooks, type Outcome, outcomeOf } from './embedded.ts';

const POPULATION = { offers: 600, seed: 7 };

await describeWith(['kafka', 'redis', 'postgres'], 'four processes over Kafka, Redis and PostgreSQL', (servers) => {
  let expected: Promise<Outcome> | undefined;
  const embedded = () => (expected ??= embeddedBooks(POPULATION));

  test('end in the same books as one process over a file', async () => {
    await using cluster = await Cluster.prepare(servers, POPULATION);
    await cluster.start(...STAGES);
    await cluster.settled();
    const books = await cluster.books();
    expect(books.faults).toEqual([]);
    expect(outcomeOf(books)).toEqual(await embedded());
    expectHoldings(cluster, books);
  });

  test.each(STAGES)('end in the same books when %s is killed in the middle and started again', async (stage) => {
    await using cluster = await Cluster.prepare(servers, POPULATION);
    await cluster.start(...STAGES);
    await eventually(async () => (await cluster.stores.ledger.offers.statistics()).open >= 50, { deadlineMs: 60_000 });
    await cluster.killAndRestart(stage);
    await cluster.settled();
    const books = await cluster.books();
    expect(books.faults).toEqual([]);
    expect(outcomeOf(books)).toEqual(await embedded());
    expectHoldings(cluster, books);
  });
});

/** What the partners themselves hold is what the books say they confirmed. */
function expectHoldings(cluster: Cluster, books: Awaited<ReturnType<Cluster['books']>>): void {
  const confirmed = (id: string) => books.subscriptions.find((one) => one.subscription === id)?.states.confirmed;
  const { webhook, sftp, feed } = cluster.simulator.partners;
  expect(webhook.holdings().offers).toHaveLength(confirmed('actiris-push') ?? -1);
  expect(sftp.holdings().offers).toHaveLength(confirmed('forem-drop') ?? -1);
  expect(feed.holdings().offers).toHaveLength(confirmed('board-feed') ?? -1);
}
