import { generateKeyPairSync } from 'node:crypto';
import { sha256 } from '@relais/runtime';
import { describeWith, freePort, sftpClient } from '@relais/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Channel, type DeliveryItem, type InventoryRecord, sftpFullManifestSchema } from '../../src/index.ts';
import { channelContract } from '../channel-contract.ts';
import { batchOf, removal, running, upsert, upserts } from '../offers.ts';
import { openWith } from '../surroundings.ts';
import { type CuttingProxy, startCuttingProxy } from './cutting-proxy.ts';
import { type Client, Partner, settingsFor } from './partner.ts';

const ANY_FINGERPRINT = `SHA256:${'A'.repeat(43)}`;

async function* streamed(items: readonly DeliveryItem[]): AsyncGenerator<DeliveryItem> {
  await Promise.resolve();
  yield* items;
}

const results = (partner: Partner, known: Record<string, unknown> = {}) => ({
  results: { folder: partner.path('results'), archiveFolder: partner.path('archive'), ...known },
});

await describeWith(['sftp'], 'over real OpenSSH', ({ sftp }) => {
  let client: Client;
  beforeAll(async () => {
    client = await sftpClient(sftp);
  });
  afterAll(async () => {
    await client.end();
  });

  channelContract('SFTP', {
    async open() {
      const partner = await Partner.at(sftp, client);
      return {
        channel: openWith(settingsFor(sftp, partner.folder, { ...results(partner), verify: 'sha256' })),
        held: async () => await partner.held(),
        answer: async () => await partner.answerAll(),
        close: async () => undefined,
      };
    },
    openUnreachable: async () => openWith(settingsFor(sftp, '/nowhere', { port: await freePort() })),
  });

  channelContract('SFTP without results', {
    async open() {
      const partner = await Partner.at(sftp, client);
      return {
        channel: openWith(settingsFor(sftp, partner.folder)),
        held: async () => await partner.held(),
        answer: async () => undefined,
        close: async () => undefined,
      };
    },
    openUnreachable: async () => openWith(settingsFor(sftp, '/nowhere', { port: await freePort() })),
  });

  describe('an SFTP drop', () => {
    let partner: Partner;
    let proxy: CuttingProxy;
    const channels: Channel[] = [];
    beforeEach(async () => {
      partner = await Partner.at(sftp, client);
      proxy = await startCuttingProxy(sftp);
    });
    afterEach(async () => {
      for (const channel of channels.splice(0)) await channel.close();
      await proxy.close();
    });
    const open = (known: Record<string, unknown> = {}): Channel => {
      const channel = openWith(settingsFor(sftp, partner.folder, known));
      channels.push(channel);
      return channel;
    };
    const openViaProxy = (known: Record<string, unknown> = {}) =>
      open({ host: '127.0.0.1', port: proxy.port, ...known });
    const sendVia = async (channel: Channel, id: string) =>
      (await channel.send(batchOf([upsert('of_a')], id), running))[0];
    const sendOne = async (known: Record<string, unknown> = {}) =>
      (await open(known).send(batchOf([upsert('of_a')]), running))[0];

    test('has deterministic names, and nothing under a temporary one', async () => {
      await open().send(batchOf([upsert('of_a'), removal('of_b')]), running);
      expect(await partner.names('in')).toEqual(['jobs-all_b1.jsonl', 'jobs-all_b1.manifest.json']);
      expect(JSON.parse(await partner.read('in/jobs-all_b1.manifest.json'))).toMatchObject({
        batchId: 'b1',
        file: 'jobs-all_b1.jsonl',
        count: 2,
        createdAt: '2026-11-22T10:00:00.000Z',
      });
    });

    test('never lets a batch id choose a path', async () => {
      const [outcome] = await open().send(batchOf([upsert('of_a')], '../../escape'), running);
      expect(outcome).toEqual({ kind: 'accepted' });
      const names = await partner.names('in');
      expect(names[0]).toMatch(/^jobs-all_[0-9a-f]{32}\.jsonl$/);
    });

    test('refuses a host key that is not pinned, before it shows who it is', async () => {
      const outcome = await sendOne({ hostKeyFingerprints: [ANY_FINGERPRINT] });
      expect(outcome).toMatchObject({ kind: 'failed', reason: 'authentication', retriable: true });
      expect(JSON.stringify(outcome)).toContain(sftp.hostKeyFingerprint);
      expect(await partner.names('in')).toEqual([]);
    });

    test('accepts the next host key beside the old one during a change', async () => {
      const both = [ANY_FINGERPRINT, sftp.hostKeyFingerprint];
      expect(await sendOne({ hostKeyFingerprints: both })).toEqual({ kind: 'accepted' });
    });

    test('tells a refused login from a broken connection', async () => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const stranger = privateKey.export({ format: 'pem', type: 'pkcs1' }).toString();
      expect(await sendOne({ privateKey: stranger })).toMatchObject({ kind: 'failed', reason: 'authentication' });
    });

    test('tells what the server refuses', async () => {
      const outcome = await sendOne({ folder: partner.path('missing') });
      expect(outcome).toMatchObject({ kind: 'failed', reason: 'server-error', retriable: true });
    });

    test.each([5000, 60_000, 200_000])(
      'survives a reset after %i bytes, and the repeat leaves one whole file',
      async (afterBytes) => {
        const items = upserts(300);
        const channel = open({ host: '127.0.0.1', port: proxy.port });
        proxy.cut = { afterBytes, how: 'reset' };
        const first = await channel.send(batchOf(items), running);
        expect(first).toHaveLength(300);
        expect(first[0]).toMatchObject({ kind: 'failed', reason: 'connection', retriable: true });
        expect((await partner.held()).size).toBe(0);
        proxy.cut = null;
        expect((await channel.send(batchOf(items), running))[299]).toEqual({ kind: 'accepted' });
        expect((await partner.held()).size).toBe(300);
        expect(await partner.names('in')).toHaveLength(2);
      },
    );

    test('leaves a server that stalls, at the deadline', async () => {
      const channel = open({ host: '127.0.0.1', port: proxy.port, timeoutMs: 5000 });
      proxy.cut = { afterBytes: 60_000, how: 'stall' };
      const outcomes = await channel.send(batchOf(upserts(300)), running);
      expect(outcomes[0]).toMatchObject({ kind: 'failed', reason: 'timeout', retriable: true });
      proxy.cut = null;
      expect((await channel.send(batchOf(upserts(300)), running))[0]).toEqual({ kind: 'accepted' });
    });

    test('leaves a server that never speaks, at the deadline', async () => {
      proxy.cut = { afterBytes: 0, how: 'stall' };
      const outcome = await sendOne({ host: '127.0.0.1', port: proxy.port, timeoutMs: 400 });
      expect(outcome).toMatchObject({ kind: 'failed', retriable: true });
    });

    test('stops in the middle of a transfer when told to', async () => {
      const stop = new AbortController();
      const channel = open({ host: '127.0.0.1', port: proxy.port });
      proxy.cut = { afterBytes: 60_000, how: 'stall' };
      const sending = channel.send(batchOf(upserts(300)), stop.signal);
      await expect.poll(() => proxy.connections).toBe(1);
      stop.abort();
      await expect(sending).rejects.toMatchObject({ name: 'AbortError' });
    });

    test('works over one connection, and leaves no listener and no connection behind', async () => {
      const warnings: Error[] = [];
      const note = (warning: Error) => warnings.push(warning);
      process.on('warning', note);
      const channel = openViaProxy(results(partner));
      for (let index = 0; index < 15; index++) {
        expect(await sendVia(channel, `b${index}`)).toMatchObject({ kind: 'handed-over' });
        expect(await channel.receipts(running)).toEqual([]);
      }
      process.off('warning', note);
      expect([proxy.connections, warnings]).toEqual([1, []]);
      await channel.close();
      await channel.close();
      await expect.poll(() => proxy.open).toBe(0);
    });

    test('has at most two connections at a time, of which an idle one makes way', async () => {
      const busy = openViaProxy(results(partner));
      const others = [1, 2, 3].map(() => openViaProxy(results(partner)));
      for (const other of others) expect(await sendVia(other, 'b1')).toMatchObject({ kind: 'handed-over' });
      const sending = [1, 2, 3, 4].map(async (index) => await sendVia(busy, `c${index}`));
      const receiving = others.map(async (other) => await other.receipts(running));
      for (const outcome of await Promise.all(sending)) expect(outcome).toMatchObject({ kind: 'handed-over' });
      expect(await Promise.all(receiving)).toEqual([[], [], []]);
      expect(proxy.most).toBe(2);
    });

    test.each([0, 50])('closes a connection that had no work for %i ms, and opens another', async (idleMs) => {
      const channel = openViaProxy({ idleMs });
      for (const connections of [1, 2]) {
        expect(await sendVia(channel, 'b1')).toEqual({ kind: 'accepted' });
        await expect.poll(() => [proxy.open, proxy.connections]).toEqual([0, connections]);
      }
    });

    test('does not suffer from a server that hangs up on idle connections', async () => {
      const channel = openViaProxy();
      for (const connections of [1, 2, 3]) {
        expect(await sendVia(channel, 'b1')).toEqual({ kind: 'accepted' });
        expect(proxy.connections).toBe(connections);
        proxy.drop();
      }
    });

    test('opens another connection after a job that failed', async () => {
      const channel = openViaProxy(results(partner, { folder: partner.path('missing') }));
      expect(await sendVia(channel, 'b1')).toMatchObject({ kind: 'handed-over' });
      expect(await channel.receipts(running)).toEqual([]);
      await expect.poll(() => proxy.open).toBe(0);
      expect(await sendVia(channel, 'b2')).toMatchObject({ kind: 'handed-over' });
      expect(proxy.connections).toBe(2);
    });

    test('leaves a full set file by file, and says that it is whole at the end', async () => {
      const items = upserts(5);
      const set = { id: '2026-11-22', items: streamed(items), at: 1 };
      const channel = open({ batchSize: 2, format: 'csv' });
      expect(await channel.sendFull?.(set, running)).toEqual({ kind: 'accepted' });
      const manifest = sftpFullManifestSchema.parse(
        JSON.parse(await partner.read('in/jobs-all_full_2026-11-22.manifest.json')),
      );
      expect(manifest).toMatchObject({ setId: '2026-11-22', format: 'csv', count: 5 });
      const names = ['001', '002', '003'].map((number) => `jobs-all_full_2026-11-22_${number}.csv`);
      expect(manifest.files.map(({ file, count }) => [file, count])).toEqual([
        [names[0], 2],
        [names[1], 2],
        [names[2], 1],
      ]);
      expect(await partner.names('in')).toEqual(['jobs-all_full_2026-11-22.manifest.json', ...names].toSorted());
      for (const { file, sha256: hash } of manifest.files) expect(sha256(await partner.read(`in/${file}`))).toBe(hash);
    });

    test('leaves no manifest of a full set that broke off', async () => {
      const set = { id: 'f1', items: streamed(upserts(600)), at: 1 };
      proxy.cut = { afterBytes: 60_000, how: 'reset' };
      const outcome = await open({ host: '127.0.0.1', port: proxy.port, batchSize: 300 }).sendFull?.(set, running);
      expect(outcome).toMatchObject({ kind: 'failed', retriable: true });
      expect((await partner.names('in')).some((name) => name.endsWith('.manifest.json'))).toBe(false);
    });

    test('reads what the partner says it holds, whole or not at all', async () => {
      const inventory = { folder: partner.path('results') };
      const holding = async () => {
        const found: InventoryRecord[] = [];
        for await (const record of open({ inventory }).inventory?.(running) ?? []) found.push(record);
        return found;
      };
      await expect(holding()).rejects.toMatchObject({ code: 'CHANNEL_INVENTORY_UNREADABLE' });
      await partner.write('results/jobs-all.inventory.jsonl', '{"offerId":"of_a","revision":2}\n');
      await expect(holding()).rejects.toThrow('its last line is missing');
      await partner.write(
        'results/jobs-all.inventory.jsonl',
        '{"offerId":"of_a","revision":2}\n{"end":true,"count":1}\n',
      );
      expect(await holding()).toEqual([{ offerId: 'of_a', revision: 2, hash: null }]);
      expect(open().inventory).toBeUndefined();
    });

    describe('reading results', () => {
      const line = '{"offerId":"of_a","revision":1,"outcome":"rejected","reason":"duplicate"}\n';

      test('moves a settled file to the archive, over an earlier one of its name', async () => {
        await partner.write('archive/jobs-all_b1.result.jsonl', 'old');
        await partner.write('results/jobs-all_b1.result.jsonl', line);
        const [batch] = await open(results(partner)).receipts(running);
        expect(batch).toMatchObject({
          batchId: 'b1',
          receipts: [{ outcome: { kind: 'rejected', reason: 'duplicate' } }],
        });
        await batch?.settle();
        expect(await partner.names('results')).toEqual([]);
        expect(await partner.read('archive/jobs-all_b1.result.jsonl')).toBe(line);
      });

      test('deletes a settled file where there is no archive', async () => {
        await partner.write('results/jobs-all_b1.result.jsonl', line);
        const [batch] = await open(results(partner, { archiveFolder: null })).receipts(running);
        await batch?.settle();
        expect(await partner.names('results')).toEqual([]);
      });

      test('keeps a file whose clearing failed: its receipts come again', async () => {
        await partner.write('results/jobs-all_b1.result.jsonl', line);
        const channel = open(results(partner, { archiveFolder: partner.path('missing') }));
        const [batch] = await channel.receipts(running);
        await batch?.settle();
        expect(await channel.receipts(running)).toHaveLength(1);
      });

      test('does not open links, folders and tricks, and goes on with the rest', async () => {
        await partner.makeFolder('results/jobs-all_folder.result.jsonl');
        await partner.write('results/jobs-all_..\\..\\x.result.jsonl', line);
        await partner.write('results/jobs-all_b1.result.jsonl', line);
        const batches = await open(results(partner)).receipts(running);
        expect(batches.map(({ batchId }) => batchId)).toEqual(['b1']);
      });

      test('is quiet about a partner that cannot be reached', async () => {
        expect(await open({ ...results(partner), port: await freePort() }).receipts(running)).toEqual([]);
      });
    });
  });
});
