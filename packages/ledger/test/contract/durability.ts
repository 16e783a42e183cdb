import { startService } from '@relais/testkit';
import { expect, test } from 'vitest';
import type { Ledger } from '../../src/index.ts';
import { aBatch, collected } from '../builders.ts';
import type { Surroundings } from '../ledger-contract.ts';
import { ROWS } from '../programs/writer-rows.ts';
import { openOn, type Storage } from '../storage.ts';

interface Acknowledged {
  readonly round: number;
  readonly call: 'offers' | 'deliveries' | 'feed';
}

export function durabilityContract(around: () => Surroundings): void {
  test('what was written is there when it is opened again', async () => {
    await around().ledger.batches.put(aBatch());
    await around().ledger.close();
    expect(await (await around().another()).batches.get('batch-1')).toEqual(aBatch());
  });

  test('several open an empty storage at once', async () => {
    const opened = await Promise.all(Array.from({ length: 4 }, async () => await around().another()));
    await Promise.all(opened.map(async (ledger) => await ledger.ping()));
  });

  test('a closed ledger says so, and closing again does nothing', async () => {
    const { ledger } = around();
    const closing = [ledger.close(), ledger.close()];
    await Promise.all(closing);
    await ledger.close();
    await expect(ledger.batches.get('batch-1')).rejects.toMatchObject({ code: 'LEDGER_CLOSED', retriable: false });
    await expect(ledger.ping()).rejects.toMatchObject({ code: 'LEDGER_CLOSED' });
  });

  test('after a kill in the middle of writes, what was acknowledged is there, and every call is there whole or not at all', async () => {
    const { storage } = around();
    const acknowledged: Acknowledged[] = [];
    for (const kill of [1, 2, 3]) {
      const first = (acknowledged.at(-1)?.round ?? -1) + 2;
      acknowledged.push(...(await killedWriter(storage, first, kill * 5)));
    }
    const reopened = await openOn(storage);
    // A commit that was under way at the kill may still come to its end.
    await expect.poll(async () => await faults(reopened, acknowledged)).toEqual([]);
    await reopened.close();
  });
}

/** Calls that are there in part, or were acknowledged and are not there. */
async function faults(ledger: Ledger, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const found = await rowsByRound(ledger);
  const parts = Object.entries(found).flatMap(([table, counts]) =>
    [...counts].filter(([, rows]) => rows !== ROWS).map(([round, rows]) => `${table} of ${round}: ${rows} rows`),
  );
  const lost = acknowledged.filter(({ call, round }) => !found[call].has(`r${round}`));
  const halves = [
    ['attempts', 'deliveries'],
    ['vacancies', 'offers'],
  ] as const;
  const alone = halves.filter(([one, other]) => found[one].size !== found[other].size);
  return [...parts, ...lost.map(({ call, round }) => `${call} of r${round}: lost`), ...alone.map(String)];
}

/** Lets a process write until it has had so many calls acknowledged, then kills it at whatever it does. */
async function killedWriter(storage: Storage, firstRound: number, calls: number): Promise<readonly Acknowledged[]> {
  const entry = 'packages/ledger/test/programs/writer.ts';
  const writer = startService({ entry, args: [JSON.stringify(storage), String(firstRound)] });
  let heard = 0;
  await writer.json(() => ++heard > calls);
  await writer.kill('SIGKILL');
  return writer.lines.map((line) => JSON.parse(line) as Acknowledged);
}

async function rowsByRound(ledger: Ledger) {
  const offers = await collected(ledger.offers.scanOffers({}));
  const members = await ledger.offers.membersOf(offers.map(({ id }) => id));
  const deliveries = await collected(ledger.deliveries.scan('north'));
  const attempts = await Promise.all(offers.map(async ({ id }) => await ledger.deliveries.attemptsOf(id)));
  const feed = await ledger.feed.after('north', 0, 1_000_000);
  return {
    offers: counted(offers.map(({ formerMembers: [round = ''] }) => round)),
    vacancies: counted([...members.values()].flat().map(({ batchId }) => batchId)),
    deliveries: counted(deliveries.map(({ batchId }) => batchId ?? '')),
    attempts: counted(attempts.flat().map(({ batchId }) => batchId)),
    feed: counted(feed.map(({ content }) => content ?? '')),
  };
}

function counted(rounds: readonly string[]): Map<string, number> {
  const groups = Map.groupBy(rounds, (round) => round);
  return new Map([...groups].map(([round, members]) => [round, members.length]));
}
