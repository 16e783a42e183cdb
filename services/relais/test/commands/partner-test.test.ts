import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { CheckResult } from '@relais/channels';
import type { Delivery } from '@relais/ledger';
import { type TemporaryDirectory, temporaryDirectory } from '@relais/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { listPartners } from '../../src/commands/partner.ts';
import { removePartner } from '../../src/commands/partner-remove.ts';
import { testPartner } from '../../src/commands/partner-test.ts';
import { withStores, writeConfiguration } from './installation.ts';

let folder: TemporaryDirectory;
let config: string;
let trusting: Server;
beforeAll(async () => {
  folder = temporaryDirectory();
  trusting = createServer((request, response) => void request.resume().on('end', () => response.writeHead(204).end()));
  trusting.listen(0, '127.0.0.1');
  await once(trusting, 'listening');
  const secret = join(folder.path, 'secret');
  writeFileSync(secret, `whsec_${Buffer.alloc(32, 7).toString('base64')}`);
  const url = `http://127.0.0.1:${(trusting.address() as AddressInfo).port}/`;
  const push = { kind: 'webhook', url, secrets: [{ file: secret }], allowPrivateNetworks: true };
  config = writeConfiguration(folder.path, 'relais.yaml', [
    { id: 'jobs', name: 'Jobs', subscriptions: [{ id: 'jobs-push', channel: push }] },
    { id: 'museum', name: 'Museum', subscriptions: [{ id: 'museum-topic', channel: { kind: 'topic' } }] },
  ]);
  await withStores(config, async ({ log, ledger }) => {
    const record = { topic: 'relais.partner.museum.v1', value: '{}', headers: {} };
    await log.publish(['of_1', 'of_2'].map((key) => ({ ...record, key })));
    const deliveries = [
      delivery('of_1', 'confirmed', 'h'),
      delivery('of_2', 'due', null),
      delivery('of_3', 'removed', null),
    ];
    await ledger.deliveries.apply({
      deliveries: deliveries.map((each) => ({ delivery: each, mark: 0 })),
      attempts: [],
    });
  });
});
afterAll(() => {
  trusting.close();
  folder.remove();
});
afterEach(() => vi.restoreAllMocks());

function delivery(offerId: string, state: Delivery['state'], desiredHash: string | null): Delivery {
  return {
    ...{ subscription: 'museum-topic', offerId, state, revision: 1, desiredHash, offerVersion: 1, offerFence: 1 },
    ...{ confirmedRevision: 1, confirmedHash: 'h', attempts: 0, nextAt: 0, reason: null, detail: null },
    ...{ batchId: null, changedAt: 0 },
  };
}

async function printedBy(command: (options: Options) => Promise<number>, json = true) {
  let printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => (printed += String(text)) !== '');
  const code = await command({ config, json, revoke: false, wait: 0 });
  return { code, printed };
}
interface Options {
  readonly config: string;
  readonly json: boolean;
  readonly revoke: boolean;
  readonly wait: number;
}

describe('partner test', () => {
  test('ends with code 1 and names what to mend when a check fails', async () => {
    const { code, printed } = await printedBy(async (options) => await testPartner('jobs-push', options));
    const { ok, results } = JSON.parse(printed) as { ok: boolean; results: CheckResult[] };
    expect({ code, ok }).toEqual({ code: 1, ok: false });
    expect(results).toContainEqual(expect.objectContaining({ check: 'signature-wrong', outcome: 'fail' }));
    const text = await printedBy(async (options) => await testPartner('jobs-push', options), false);
    expect(text.printed).toMatch(/^fail {2}signature-wrong .*\n +→ Verify the signature/m);
    expect(text.printed).toMatch(/\d+ passed, \d+ could be better, 3 failed: mend these/);
  });

  test('ends with code 0 when nothing fails', async () => {
    const { code, printed } = await printedBy(async (options) => await testPartner('museum-topic', options));
    expect(JSON.parse(printed)).toMatchObject({ ok: true, failed: 0 });
    expect(code).toBe(0);
  });
});

test('partner list tells how many records of its topic a partner has not read', async () => {
  const { printed } = await printedBy(listPartners);
  expect(JSON.parse(printed)).toMatchObject([
    { subscription: 'jobs-push', unread: null },
    { subscription: 'museum-topic', unread: 2 },
  ]);
});

describe('partner remove', () => {
  test('counts what the partner holds or may hold, and tells how it is taken back', async () => {
    const { code, printed } = await printedBy(async (options) => await removePartner('museum-topic', options), false);
    expect(code).toBe(0);
    expect(printed).toContain('the partner holds 2 offers, or may hold them; 1 are being taken back');
    expect(printed).toContain('filter: { origins: [withdrawn] }');
  });

  test('says that the subscription may go once nothing is held', async () => {
    const { printed } = await printedBy(async (options) => await removePartner('jobs-push', options));
    const { held, steps } = JSON.parse(printed) as { held: number; steps: string[] };
    expect(held).toBe(0);
    expect(steps[0]).toContain('Take jobs-push out of the configuration');
  });

  test('takes no user away where the log has none', async () => {
    const revoking = printedBy(async (options) => await removePartner('jobs-push', { ...options, revoke: true }));
    await expect(revoking).rejects.toMatchObject({ code: 'COMMAND_LOG_WITHOUT_USERS' });
  });
});
