import { join } from 'node:path';
import type { Books, OfferTrace, Status } from '@relais/ops';
import { type TemporaryDirectory, temporaryDirectory } from '@relais/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RoundResult } from '../../src/index.ts';
import { relais } from '../command.ts';

let folder: TemporaryDirectory;
let directory: string;
let round: RoundResult;
beforeAll(async () => {
  folder = temporaryDirectory();
  directory = join(folder.path, 'var');
  const args = ['run', '--simulate', '--once', '--offers', '60', '--json', '--directory', directory];
  const { code, stdout, stderr } = await relais(args);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  round = JSON.parse(stdout) as RoundResult;
});
afterAll(() => folder.remove());

const look = (command: string, ...more: readonly string[]) =>
  relais([command, '--simulate', '--directory', directory, ...more]);

describe('after a simulated round', () => {
  test('status tells what the books say', async () => {
    const { code, stdout } = await look('status', '--json');
    const status = JSON.parse(stdout) as Status;
    expect(code).toBe(0);
    expect(status.sources.map(({ source }) => source)).toEqual(['vdab', 'actiris', 'forem']);
    expect(status.offers).toMatchObject({ open: round.offers.openOffers, liveVacancies: round.offers.observedLive });
    const confirmed = (all: readonly { subscription: string; states: { confirmed: number } }[]) =>
      all.map(({ subscription, states }) => [subscription, states.confirmed]);
    expect(confirmed(status.subscriptions)).toEqual(confirmed(round.subscriptions));
    expect(status.backlog).toEqual({ enricher: 0, sink: 0 });
  });

  test('status and audit are tables for a person', async () => {
    expect((await look('status')).stdout).toMatch(/^vdab +\[#+\] +\d+ .*\n[^]*partner +channel +due/);
    expect((await look('audit')).stdout).toMatch(/^batch +source[^]*The books balance\.\n$/);
  });

  test('audit proves the same books anew, and batch list has the same batches', async () => {
    const { code, stdout } = await look('audit', '--json');
    const books = JSON.parse(stdout) as Books;
    expect(code).toBe(0);
    expect(books).toMatchObject({ balanced: true, offers: round.offers, subscriptions: round.subscriptions });
    const listed = await relais(['batch', 'list', '--simulate', '--json', '--directory', directory]);
    for (const { batches } of [books, { batches: JSON.parse(listed.stdout) as Books['batches'] }]) {
      expect(batches.map(({ id }) => id).toSorted()).toEqual(round.batches.map(({ id }) => id).toSorted());
    }
  });

  test('nothing reaches a terminal that it would obey', async () => {
    const { stdout } = await look('trace', 'a\u001B[2Jb');
    expect(stdout).toBe('Nothing is known by the name a\uFFFD[2Jb.\n');
  });

  test('trace tells the story of an offer by the reference of a source, without contact data', async () => {
    const { stdout: audited } = await look('status', '--json');
    expect(audited).not.toContain('@');
    const reference = await anyReference();
    const { code, stdout } = await look('trace', '--json', reference);
    expect(code).toBe(0);
    const [trace] = JSON.parse(stdout) as OfferTrace[];
    expect(trace?.vacancies.map(({ key }) => key)).toContain(reference);
    expect(trace?.deliveries.map((one) => one.subscription)).toContain('observatory-topic');
    expect(stdout).not.toContain('"contact"');
    const asText = await look('trace', reference);
    expect(asText.stdout).toContain(`offer ${trace?.offer.id}, version `);
    expect(trace?.attempts).toHaveLength(trace?.attemptCount ?? 0);
    const newest = await look('trace', '--attempts', '1', reference);
    const others = (trace?.attemptCount ?? 0) - 1;
    expect(newest.stdout).toContain(`and ${others} earlier ones: --attempts ${trace?.attemptCount} shows all`);
  });

  test('trace of a name that nobody knows ends with code 1', async () => {
    expect(await look('trace', 'nothing')).toMatchObject({
      code: 1,
      stdout: 'Nothing is known by the name nothing.\n',
    });
    expect(await look('trace', '--json', 'nothing')).toMatchObject({ code: 1, stdout: '[]\n' });
  });
});

/** A vacancy key of the installation, read from its own file as the command would. */
async function anyReference(): Promise<string> {
  const { openEmbeddedFile } = await import('@relais/runtime');
  const { openEmbeddedLedger } = await import('@relais/ledger');
  const file = openEmbeddedFile(join(directory, 'relais.sqlite'));
  try {
    const ledger = openEmbeddedLedger(file);
    for await (const offers of ledger.offers.scanOffers({ status: 'open' })) {
      const member = offers[0]?.members[0];
      if (member !== undefined) return `${member.source}:${member.reference}`;
    }
    throw new Error('the installation has no open offer');
  } finally {
    file.close();
  }
}
