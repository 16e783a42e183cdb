import { createHash } from 'node:crypto';
import { eventually } from '@relais/testkit';
import { fastify } from 'fastify';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Simulator } from '../../src/index.ts';
import {
  heldClock,
  remove,
  sendBatch,
  sftpClient,
  simulation,
  temporaryFolder,
  textOf,
  upsert,
  type WireItem,
} from '../simulation.ts';

interface Results {
  readonly results: readonly { offerId: string; revision: number; outcome: string; reason?: string }[];
}

async function results(answer: Response): Promise<Results['results']> {
  return ((await answer.json()) as Results).results;
}

describe('the webhook partner', () => {
  test('takes a signed batch and answers for each offer', async () => {
    const simulator = await simulation({ keepOffers: true });
    const answer = await sendBatch(simulator, [upsert('a'), upsert('b', 3)]);
    expect(answer.status).toBe(200);
    expect(await results(answer)).toEqual([
      { offerId: 'a', revision: 1, outcome: 'accepted' },
      { offerId: 'b', revision: 3, outcome: 'accepted' },
    ]);
    expect(simulator.partners.webhook.holdings().offers).toEqual([
      { offerId: 'a', revision: 1 },
      { offerId: 'b', revision: 3 },
    ]);
    expect(simulator.partners.webhook.offer('b')).toEqual({ title: 'b 3' });
  });

  test('refuses what is unsigned, signed with another secret, altered, or too old', async () => {
    const clock = heldClock();
    const simulator = await simulation({ clock });
    const { url } = simulator.addresses.partners.webhook;
    const unsigned = await fetch(url, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    const at = clock.now();
    const other = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const refused = [
      unsigned,
      await sendBatch(simulator, [upsert('a')], { at, secret: other }),
      await sendBatch(simulator, [upsert('a')], { at, altered: '{"type":"offers.batch"}' }),
      await sendBatch(simulator, [upsert('a')], { at: at - 301_000 }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect((await sendBatch(simulator, [upsert('a')], { at: at - 299_000 })).status).toBe(200);
    expect(simulator.partners.webhook.holdings().counts).toMatchObject({ refused: 4, upserts: 1 });
  });

  test('keeps the newest revision, whatever comes again or late', async () => {
    const simulator = await simulation();
    for (const item of [
      upsert('a', 2),
      upsert('a', 2),
      upsert('a', 1),
      remove('b', 4),
      upsert('b', 3),
      upsert('a', 5),
    ]) {
      expect((await results(await sendBatch(simulator, [item])))[0]?.outcome).toBe('accepted');
    }
    const { offers, counts } = simulator.partners.webhook.holdings();
    expect(offers).toEqual([{ offerId: 'a', revision: 5 }]);
    expect(counts).toMatchObject({ upserts: 2, removals: 1, repeats: 1, outdated: 2 });
  });

  test('rejects the same share every time, with a reason', async () => {
    const simulator = await simulation();
    simulator.partners.webhook.behave({ mode: 'accept', rejects: 0.3 });
    const items = Array.from({ length: 200 }, (_, index) => upsert(`offer-${index}`));
    const [first, second] = [
      await results(await sendBatch(simulator, items)),
      await results(await sendBatch(simulator, items)),
    ];
    const rejected = first.filter(({ outcome }) => outcome === 'rejected');
    expect(second).toEqual(first);
    expect(rejected.length).toBeGreaterThan(30);
    expect(rejected.length).toBeLessThan(90);
    expect(new Set(rejected.map(({ reason }) => reason))).toEqual(
      new Set(['invalid', 'unknown-code', 'duplicate', 'not-wanted']),
    );
    expect(simulator.partners.webhook.holdings().offers.length).toBe(200 - rejected.length);
    simulator.partners.webhook.behave({ mode: 'accept' });
    await sendBatch(simulator, items);
    expect(simulator.partners.webhook.holdings()).toMatchObject({ rejected: [], offers: { length: 200 } });
  });

  test('fails, is busy, is gone and resets for as often as it is told to', async () => {
    const simulator = await simulation();
    const { webhook } = simulator.partners;
    webhook.behave({ mode: 'fail', status: 502, times: 1 });
    expect((await sendBatch(simulator, [upsert('a')])).status).toBe(502);
    webhook.behave({ mode: 'busy', retryAfterSeconds: 9, times: 1 });
    const busy = await sendBatch(simulator, [upsert('a')]);
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '9']);
    webhook.behave({ mode: 'gone', times: 1 });
    expect((await sendBatch(simulator, [upsert('a')])).status).toBe(410);
    webhook.behave({ mode: 'reset', times: 1 });
    await expect(sendBatch(simulator, [upsert('a')])).rejects.toThrow();
    expect(webhook.holdings().offers).toEqual([]);
    webhook.behave({ mode: 'stall', stallMs: 5, times: 1 });
    expect((await sendBatch(simulator, [upsert('a')])).status).toBe(200);
    expect(webhook.holdings().offers.length).toBe(1);
  });

  test('still holds after a restart what it held before', async () => {
    const directory = temporaryFolder();
    const first = await simulation({ directory });
    await sendBatch(first, [upsert('a'), upsert('b'), remove('b', 2)]);
    await first.close();
    const second = await simulation({ directory });
    expect(second.partners.webhook.holdings().offers).toEqual([{ offerId: 'a', revision: 1 }]);
    second.partners.webhook.forget();
    expect(second.partners.webhook.holdings().offers).toEqual([]);
  });
});

async function deliver(
  simulator: Simulator,
  stem: string,
  items: readonly WireItem[],
  altered: object = {},
): Promise<void> {
  const { sftp } = simulator.addresses.partners;
  const client = await sftpClient(sftp);
  const bytes = Buffer.from(items.map((item) => `${JSON.stringify(item)}\n`).join(''));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const manifest = {
    batchId: stem,
    file: `${stem}.jsonl`,
    count: items.length,
    bytes: bytes.length,
    sha256,
    ...altered,
  };
  await client.put(bytes, `${sftp.folder}/${stem}.jsonl`);
  await client.put(Buffer.from(JSON.stringify(manifest)), `${sftp.folder}/${stem}.manifest.json.part`);
  await client.rename(`${sftp.folder}/${stem}.manifest.json.part`, `${sftp.folder}/${stem}.manifest.json`);
  await client.end();
}

async function listed(simulator: Simulator, folder: string): Promise<string[]> {
  const client = await sftpClient(simulator.addresses.partners.sftp);
  const names = (await client.list(folder)).map(({ name }) => name);
  await client.end();
  return names;
}

describe('the SFTP partner', () => {
  test('reads a file once its manifest is there, answers for each record and clears its inbox', async () => {
    const simulator = await simulation();
    await deliver(simulator, 'sub_1', [upsert('a'), upsert('b'), remove('c', 2)]);
    const { sftp } = simulator.addresses.partners;
    await eventually(async () => (await listed(simulator, sftp.resultsFolder)).includes('sub_1.result.jsonl'), {
      what: 'the result',
    });
    const client = await sftpClient(sftp);
    const lines = (await textOf(client, `${sftp.resultsFolder}/sub_1.result.jsonl`)).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { offerId: 'a', revision: 1, outcome: 'accepted' },
      { offerId: 'b', revision: 1, outcome: 'accepted' },
      { offerId: 'c', revision: 2, outcome: 'accepted' },
    ]);
    await eventually(async () => (await listed(simulator, sftp.folder)).length === 0, { what: 'the empty inbox' });
    expect(simulator.partners.sftp.holdings().offers.map(({ offerId }) => offerId)).toEqual(['a', 'b']);
  });

  test.each([{ sha256: '0'.repeat(64) }, { count: 3 }, { bytes: 7 }, { file: '../../population.json' }])(
    'touches nothing when the manifest is wrong: %o',
    async (altered) => {
      const simulator = await simulation();
      await deliver(simulator, 'sub_2', [upsert('a')], altered);
      await eventually(() => simulator.partners.sftp.holdings().counts.refused === 1, { what: 'the refusal' });
      expect(simulator.partners.sftp.holdings().offers).toEqual([]);
      expect(await listed(simulator, simulator.addresses.partners.sftp.resultsFolder)).toEqual([]);
    },
  );

  test('says nothing when it stalls', async () => {
    const simulator = await simulation();
    simulator.partners.sftp.behave({ mode: 'stall', times: 1 });
    await deliver(simulator, 'sub_3', [upsert('a')]);
    await eventually(() => simulator.partners.sftp.holdings().counts.requests === 1);
    expect(simulator.partners.sftp.holdings().offers).toEqual([]);
    await eventually(async () => (await listed(simulator, '/inbox')).length === 0);
    expect(await listed(simulator, '/results')).toEqual([]);
    await deliver(simulator, 'sub_3', [upsert('a')]);
    await eventually(() => simulator.partners.sftp.holdings().offers.length === 1);
  });
});

describe('the feed partner', () => {
  test('reads page after page, applies what it reads, and acknowledges by asking on', async () => {
    const simulator = await simulation();
    const feed = await startFeed([upsert('a'), upsert('b'), remove('a', 2), upsert('c')], 'the key');
    simulator.partners.feed.read(feed.url, 'the key');
    await eventually(() => feed.acknowledged() === 4, { what: 'the acknowledgement' });
    expect(simulator.partners.feed.holdings().offers.map(({ offerId }) => offerId)).toEqual(['b', 'c']);
    feed.add(upsert('b', 2));
    await eventually(() => feed.acknowledged() === 5);
    expect(simulator.partners.feed.holdings().offers).toContainEqual({ offerId: 'b', revision: 2 });
    await simulator.partners.feed.stop();
  });

  test('goes on behind its cursor after a restart, and begins anew once it has forgotten', async () => {
    const directory = temporaryFolder();
    const feed = await startFeed([upsert('a'), upsert('b')], 'the key');
    const first = await simulation({ directory });
    first.partners.feed.read(feed.url, 'the key');
    await eventually(() => feed.acknowledged() === 2);
    await first.close();
    const second = await simulation({ directory });
    second.partners.feed.read(feed.url, 'the key');
    feed.add(upsert('c'));
    await eventually(() => feed.acknowledged() === 3);
    expect(second.partners.feed.holdings()).toMatchObject({
      offers: { length: 3 },
      counts: { upserts: 1, repeats: 0 },
    });
    second.partners.feed.forget();
    await eventually(() => second.partners.feed.holdings().offers.length === 3, { what: 'the feed read again' });
  });

  test('holds nothing when its key is refused', async () => {
    const simulator = await simulation();
    const feed = await startFeed([upsert('a')], 'the key');
    simulator.partners.feed.read(feed.url, 'another key');
    await eventually(() => simulator.partners.feed.holdings().counts.refused > 0);
    expect(simulator.partners.feed.holdings().offers).toEqual([]);
  });
});

/** A feed that pages by two. */
async function startFeed(
  items: WireItem[],
  apiKey: string,
): Promise<{ url: string; acknowledged(): number; add(item: WireItem): void }> {
  let acknowledged = 0;
  const app = fastify({ forceCloseConnections: true });
  app.get<{ Querystring: { after?: string } }>('/feed', ({ query, headers }, reply) => {
    if (headers.authorization !== `Bearer ${apiKey}`)
      return reply.code(401).send({ code: 'FEED_UNAUTHORIZED', message: 'no' });
    const from = Number(query.after ?? 0);
    acknowledged = Math.max(acknowledged, from);
    const entries = items
      .slice(from, from + 2)
      .map(({ key: _key, ...item }, index) => ({ position: from + index + 1, ...item }));
    return reply.send({ entries, next: String(from + entries.length), more: from + 2 < items.length });
  });
  const url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/feed`;
  onTestFinished(() => app.close());
  return { url, acknowledged: () => acknowledged, add: (item) => items.push(item) };
}
