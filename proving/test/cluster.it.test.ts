import type { Books } from '@relais/ops';
import { describeWith, eventually, temporaryDirectory } from '@relais/testkit';
import { expect, test } from 'vitest';
import { Cluster, STAGES } from '../src/cluster.ts';
import { runOnce } from '../src/embedded.ts';

const POPULATION = { offers: 600, seed: 7 };

await describeWith(['kafka', 'redis', 'postgres'], 'four processes over Kafka, Redis and PostgreSQL', (servers) => {
  let expected: Promise<Outcome> | undefined;
  const embedded = () => (expected ??= embeddedOutcome());

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

/** The books, less what depends on the order of arrival: which vacancy of several founded an offer, and so its id. */
interface Outcome {
  readonly offers: Books['offers'];
  readonly subscriptions: readonly { subscription: string; permitted: number; open: number; withheld: object }[];
}

/** `open`: deliveries that are neither confirmed nor refused by the partner. */
function outcomeOf(books: Books): Outcome {
  return {
    offers: books.offers,
    subscriptions: books.subscriptions.map(({ subscription, permitted, states, withheld }) => ({
      subscription,
      permitted,
      open: permitted - states.confirmed - states.rejected,
      withheld,
    })),
  };
}

async function embeddedOutcome(): Promise<Outcome> {
  using directory = temporaryDirectory();
  return outcomeOf(await runOnce(directory.path, POPULATION));
}
