import type { Books } from '@relais/ops';
import { temporaryDirectory } from '@relais/testkit';
import { expect } from 'vitest';
import type { Cluster } from '../src/cluster.ts';
import { type Population, runOnce } from '../src/embedded.ts';

/** The books, less what depends on the order of arrival: which vacancy of several founded an offer, and so its id. */
interface Outcome {
  readonly offers: Books['offers'];
  readonly subscriptions: readonly { subscription: string; permitted: number; open: number; withheld: object }[];
}

/** `open`: deliveries that are neither confirmed nor refused by the partner. */
export function outcomeOf(books: Books): Outcome {
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

/** What a round ends in that nothing disturbs: one process over a file. */
export async function undisturbed(population: Population): Promise<Outcome> {
  using directory = temporaryDirectory();
  return outcomeOf(await runOnce(directory.path, population));
}

/** What the partners themselves hold is what the books say they confirmed. */
export async function expectHoldings(cluster: Cluster, books: Books): Promise<void> {
  const confirmed = (id: string) => books.subscriptions.find((one) => one.subscription === id)?.states.confirmed;
  const { webhook, sftp, feed } = cluster.simulator.partners;
  expect(webhook.holdings().offers).toHaveLength(confirmed('actiris-push') ?? -1);
  expect(sftp.holdings().offers).toHaveLength(confirmed('forem-drop') ?? -1);
  expect(feed.holdings().offers).toHaveLength(confirmed('board-feed') ?? -1);
  expect(await standingIn(cluster, 'relais.partner.observatory.v1')).toBe(confirmed('observatory-topic'));
}

/** Keys of a compacted topic whose last word is not a removal. */
async function standingIn({ stores }: Cluster, topic: string): Promise<number> {
  const standing = new Set<string>();
  for await (const records of stores.log.read({ topic })) {
    for (const { key, value } of records) {
      if (value === null) standing.delete(key);
      else standing.add(key);
    }
  }
  return standing.size;
}
