import { join } from 'node:path';
import type { Books } from '@relais/ops';
import { startService, temporaryDirectory } from '@relais/testkit';

/** The books, less what depends on the order in which vacancies happened to arrive: which of them founded an offer. */
export interface Outcome {
  readonly offers: Books['offers'];
  readonly subscriptions: readonly { subscription: string; permitted: number; open: number; withheld: object }[];
}

/** What a round came to. `open`: deliveries that are neither confirmed nor refused by the partner. */
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

/** One round of `relais run --simulate --once` in a fresh folder. */
export async function embeddedBooks(population: { offers: number; seed: number }): Promise<Outcome> {
  using directory = temporaryDirectory();
  const books = await runOnce(directory.path, population);
  return outcomeOf(books);
}

/** Runs one round on a folder and gives its books; the process must end with code 0. */
export async function runOnce(
  directory: string,
  population: { offers: number; seed: number },
  ...more: readonly string[]
): Promise<Books> {
  const size = ['--offers', String(population.offers), '--seed', String(population.seed)];
  const args = ['run', '--simulate', '--once', '--json', '--directory', join(directory, 'var'), ...size, ...more];
  await using process = startService({ entry: 'services/relais/src/main.ts', args });
  const { code } = await process.exited;
  const line = process.lines.find((one) => one.startsWith('{'));
  if (line === undefined) throw new Error(`no books, exit code ${code}; stderr:\n${process.stderr().slice(-4_000)}`);
  return JSON.parse(line) as Books;
}
