import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { freePort, temporaryDirectory } from '@relais/testkit';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test } from 'vitest';
import { type WireItem, webhookBatchSchema, webhookSingleSchema } from '../../src/index.ts';
import { checked, outcomesOf } from './checked.ts';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes !!!').toString('base64')}`;
const FIVE_MINUTES = 300;

interface Call {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly items: readonly WireItem[];
}
type Receiver = (call: Call, response: ServerResponse) => void;

const run = promisify(execFile);
const OPENSSL = await run('openssl', ['version']).then(
  () => true,
  () => false,
);

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(async (close) => await close()));
});

/** A partner written for one test. */
async function receiver(take: Receiver): Promise<{ url: string; held: Set<string>; seen: string[] }> {
  const held = new Set<string>();
  const seen: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request);
    const items = itemsOf(body);
    seen.push(...items.map(({ offerId }) => offerId));
    response.on('finish', () => {
      if (response.statusCode >= 300) return;
      for (const { offerId, action } of items) held[action === 'upsert' ? 'add' : 'delete'](offerId);
    });
    take({ headers: request.headers, body, items }, response);
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, held, seen };
}

function itemsOf(body: Buffer): readonly WireItem[] {
  const message: unknown = JSON.parse(body.toString());
  const batch = webhookBatchSchema.safeParse(message);
  return batch.success ? batch.data.data.items : [webhookSingleSchema.parse(message).data];
}

const answered = (response: ServerResponse, status: number, value?: object) =>
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(value === undefined ? '' : JSON.stringify(value));

const takenAll = ({ items }: Call) => ({
  results: items.map(({ offerId, revision }) => ({ offerId, revision, outcome: 'accepted' })),
});

/** A receiver as the contract wants it, but for what is said. */
function verifying({ tolerance = FIVE_MINUTES, status = 401 } = {}, take = takenAll): Receiver {
  return (call, response) => {
    if (isSigned(call, tolerance)) answered(response, 200, take(call));
    else answered(response, status, { message: 'not from Relais' });
  };
}

function isSigned({ headers, body }: Call, tolerance: number): boolean {
  const timestamp = Number(headers['webhook-timestamp']);
  if (Math.abs(Date.now() / 1000 - timestamp) > tolerance) return false;
  const id = String(headers['webhook-id']);
  const expected = new Webhook(SECRET).sign(id, new Date(timestamp * 1000), body.toString());
  return String(headers['webhook-signature']).split(' ').includes(expected);
}

const settings = (url: string, change: object = {}) => ({
  ...{ kind: 'webhook', url, secrets: [SECRET], allowPrivateNetworks: true, batchSize: 20 },
  ...change,
});

describe('a webhook that keeps to the contract', () => {
  test.each(['batch', 'single'])('passes every check in mode %s, and holds nothing of it afterwards', async (mode) => {
    const partner = await receiver(verifying());
    const results = await checked(settings(partner.url, { mode }));
    expect(results.filter(({ outcome }) => outcome !== 'pass').map(({ check }) => check)).toEqual(['encrypted']);
    expect(partner.held.size).toBe(0);
    expect(partner.seen.every((id) => id.startsWith('of_test_'))).toBe(true);
  });

  test('is warned of accepting what was signed long ago, and of answering a batch as a whole', async () => {
    const partner = await receiver(verifying({ tolerance: 86_400 }, () => ({ results: [] })));
    const silent = await receiver((call, response) => answered(response, isSigned(call, 86_400) ? 204 : 401));
    expect(outcomesOf(await checked(settings(silent.url)))).toMatchObject({
      'timestamp-old': 'warn',
      'per-record': 'warn',
      'signature-wrong': 'pass',
    });
    expect(outcomesOf(await checked(settings(partner.url)))).toMatchObject({ accepted: 'fail', 'per-record': 'fail' });
  });
});

test('during a rotation it is told which of the secrets a partner knows', async () => {
  const partner = await receiver(verifying());
  const other = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  expect(outcomesOf(await checked(settings(partner.url, { secrets: [SECRET, other] })))).toMatchObject({
    accepted: 'pass',
    'secret-1': 'pass',
    'secret-2': 'warn',
    removed: 'pass',
  });
});

describe('a faulty webhook is told what to mend', () => {
  test('when it accepts everything and checks nothing', async () => {
    const partner = await receiver((call, response) => answered(response, 200, takenAll(call)));
    const results = await checked(settings(partner.url));
    expect(outcomesOf(results)).toMatchObject({
      accepted: 'pass',
      'signature-missing': 'fail',
      'signature-wrong': 'fail',
      'body-altered': 'fail',
      'timestamp-old': 'warn',
      removed: 'pass',
    });
    expect(results.find(({ check }) => check === 'signature-wrong')?.remedy).toContain('Verify the signature');
  });

  test('when it looks at the presence of a signature alone', async () => {
    const partner = await receiver((call, response) => {
      const present = call.headers['webhook-signature'] !== undefined;
      answered(response, present ? 200 : 401, takenAll(call));
    });
    expect(outcomesOf(await checked(settings(partner.url)))).toMatchObject({
      'signature-missing': 'pass',
      'signature-wrong': 'fail',
      'body-altered': 'fail',
    });
  });

  test('when it refuses a wrong signature with a status that blames the content', async () => {
    const partner = await receiver(verifying({ status: 400 }));
    expect(outcomesOf(await checked(settings(partner.url)))).toMatchObject({ 'signature-wrong': 'warn' });
  });

  test('when it redirects', async () => {
    const partner = await receiver((_call, response) => response.writeHead(308, { location: '/other' }).end());
    const results = await checked(settings(partner.url));
    expect(outcomesOf(results)).toEqual({ encrypted: 'warn', 'no-redirect': 'fail' });
  });

  test('when it does not answer in time', async () => {
    const partner = await receiver(() => undefined);
    const results = await checked(settings(partner.url, { timeoutMs: 50 }));
    expect(outcomesOf(results)).toEqual({ encrypted: 'warn', 'in-time': 'fail', removed: 'fail' });
    expect(results[1]?.remedy).toContain('within 50 ms');
    expect(results[2]?.remedy).toMatch(/remove of_test_[0-9a-f]{16} by hand/);
  });

  test.skipIf(!OPENSSL)(`when its certificate is its own${OPENSSL ? '' : ' (without openssl)'}`, async () => {
    using folder = temporaryDirectory();
    const [key, cert] = [join(folder.path, 'key.pem'), join(folder.path, 'cert.pem')];
    const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
    await run('openssl', [...request, '-subj', '/CN=localhost', '-keyout', key, '-out', cert]);
    const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    opened.push(async () => void server.close());
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    expect(outcomesOf(await checked(settings(url)))).toEqual({ encrypted: 'pass', certificate: 'fail' });
  });

  test('when it speaks plain http at an https address', async () => {
    const partner = await receiver(verifying());
    const results = await checked(settings(partner.url.replace('http:', 'https:')));
    expect(outcomesOf(results)).toEqual({ encrypted: 'pass', certificate: 'fail' });
  });

  test('when it cannot be reached', async () => {
    const results = await checked(settings(`http://127.0.0.1:${await freePort()}/`));
    expect(outcomesOf(results)).toEqual({ encrypted: 'warn', reachable: 'fail' });
  });

  test('when it takes a repeat for a mistake, large batches for an attack, and unknown removals for errors', async () => {
    const ids = new Set<unknown>();
    const partner = await receiver((call, response) => {
      const id = call.headers['webhook-id'];
      if (!isSigned(call, FIVE_MINUTES)) return answered(response, 401);
      if (ids.has(id)) return answered(response, 409);
      ids.add(id);
      if (call.body.length > 20_000) return answered(response, 413);
      const unknown = call.items.some(({ offerId, action }) => action === 'remove' && !partner.held.has(offerId));
      return answered(response, unknown ? 404 : 200, unknown ? undefined : takenAll(call));
    });
    expect(outcomesOf(await checked(settings(partner.url)))).toMatchObject({
      repeat: 'fail',
      'removal-unknown': 'fail',
      'per-record': 'fail',
      'large-batch': 'fail',
      removed: 'pass',
    });
  });

  test('when it answers some records of a batch and not the others', async () => {
    const first = (call: Call) => ({ results: takenAll(call).results.slice(0, 1) });
    const partner = await receiver(verifying({}, first));
    const results = await checked(settings(partner.url));
    expect(outcomesOf(results)).toMatchObject({ accepted: 'pass', 'per-record': 'fail' });
    expect(results.find(({ check }) => check === 'per-record')?.detail).toContain('no-receipt');
  });
});
