import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { freePort } from '@relais/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { batchOf, running, upserts } from '../offers.ts';
import { openWith } from '../surroundings.ts';
import { type Receiver, SECRET, startReceiver } from './receiver.ts';

const MIB = 1024 * 1024;
let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => await receiver.close());

const settings = { kind: 'webhook', secrets: [SECRET], allowPrivateNetworks: true };

async function sendTo(known: Record<string, unknown> = {}, signal = running) {
  const channel = openWith({ ...settings, url: receiver.url, ...known });
  const outcomes = await channel.send(batchOf(upserts(2)), signal);
  await channel.close();
  return outcomes;
}

const bothFailed = (reason: string) =>
  Array(2).fill(expect.objectContaining({ kind: 'failed', reason, retriable: true }));

describe('a hostile or broken partner', () => {
  test('that drips its answer byte by byte is left at the deadline', async () => {
    receiver.answering = (_call, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    };
    expect(await sendTo({ timeoutMs: 300 })).toEqual(bothFailed('timeout'));
  });

  test('that never answers is left at the deadline', async () => {
    receiver.answering = () => undefined;
    expect(await sendTo({ timeoutMs: 200 })).toEqual(bothFailed('timeout'));
  });

  test('that thanks when nobody waits any more gets the same call again, and counts by the answer to that', async () => {
    const late = Promise.withResolvers<void>();
    receiver.answering = (_call, response) => void late.promise.then(() => response.writeHead(200).end());
    const channel = openWith({ ...settings, url: receiver.url, timeoutMs: 2000 });
    const batch = batchOf(upserts(2));
    expect(await channel.send(batch, running)).toEqual(bothFailed('timeout'));
    late.resolve();
    receiver.answering = (_call, response) => response.writeHead(204).end();
    expect(await channel.send(batch, running)).toEqual([{ kind: 'accepted' }, { kind: 'accepted' }]);
    const [first, second] = receiver.calls;
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(second?.body).toEqual(first?.body);
    await channel.close();
  });

  test('that answers with a gigabyte is read no further than the limit', async () => {
    let sent = 0;
    receiver.answering = (_call, response) => {
      response.writeHead(200, { 'content-length': String(1024 * MIB) });
      response.write('{"results":[');
      const chunk = Buffer.alloc(MIB, ' ');
      const pump = () => {
        while (!response.destroyed && sent < 1024 && response.write(chunk)) sent++;
      };
      response.on('drain', pump);
      pump();
    };
    expect(await sendTo()).toEqual(bothFailed('partner-error'));
    expect(sent).toBeLessThan(64);
  });

  test('that thanks with a long page has accepted', async () => {
    receiver.answering = (_call, response) => response.end('<html>'.padEnd(MIB, 'x'));
    expect(await sendTo()).toEqual([{ kind: 'accepted' }, { kind: 'accepted' }]);
  });

  test('that resets in the middle of its answer has accepted nothing', async () => {
    receiver.answering = (_call, response) => {
      response.writeHead(200, { 'content-length': '500' });
      response.write('{"results":[');
      setTimeout(() => response.socket?.resetAndDestroy(), 20);
    };
    expect(await sendTo()).toEqual(bothFailed('connection'));
  });

  test('that closes without an answer has accepted nothing', async () => {
    receiver.answering = (_call, response) => response.socket?.destroy();
    expect(await sendTo()).toEqual(bothFailed('connection'));
  });

  test('that redirects is not followed', async () => {
    const inside = await startReceiver();
    for (const status of [301, 302, 303, 307, 308]) {
      receiver.answering = (_call, response) => response.writeHead(status, { location: inside.url }).end();
      expect(await sendTo()).toEqual(bothFailed('partner-error'));
    }
    expect(inside.calls).toHaveLength(0);
    await inside.close();
  });

  test('that repeats the headers and the address of the call does not bring secrets into the books', async () => {
    receiver.answering = (call, response, request) => {
      const repeated = `${request.url} ${JSON.stringify(call.headers)} ${SECRET}`;
      response.writeHead(500).end(repeated);
    };
    const headers = { authorization: 'Bearer canary-of-a-header', 'x-site': 'be' };
    const [outcome] = await sendTo({ url: `${receiver.url}?access_token=canary-of%2Da-query`, headers });
    const told = JSON.stringify(outcome);
    expect(told).toContain('access_token=[secret]');
    expect(told).not.toMatch(/canary|whsec_/);
  });

  test('that floods with headers fails the call and nothing else', async () => {
    receiver.answering = (_call, response) => response.writeHead(200, { 'x-much': 'y'.repeat(MIB) }).end();
    expect(await sendTo()).toEqual(bothFailed('connection'));
  });

  test('that does not speak HTTP fails the call and nothing else', async () => {
    const server = await startTcp((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    const { port } = server.address() as AddressInfo;
    expect(await sendTo({ url: `http://127.0.0.1:${port}/` })).toEqual(bothFailed('connection'));
    server.close();
  });

  test('whose name leads to this machine is not even connected to', async () => {
    const connections: Socket[] = [];
    const server = await startTcp((socket) => connections.push(socket.destroy()));
    const { port } = server.address() as AddressInfo;
    const outcomes = await sendTo({ url: `https://localhost:${port}/`, allowPrivateNetworks: false });
    expect(outcomes).toEqual(bothFailed('connection'));
    expect(JSON.stringify(outcomes)).toContain('refused address');
    expect(connections).toHaveLength(0);
    server.close();
  });
});

test('a kept connection that was closed in the meantime is replaced at once', async () => {
  const channel = openWith({ ...settings, url: receiver.url });
  const sockets = new Set<Socket>();
  let dropped = false;
  receiver.answering = (_call, response) => {
    const socket = response.socket as Socket;
    // The second call comes over the kept connection, which is dropped as if it had been closing.
    if (sockets.has(socket) && !dropped) {
      dropped = true;
      socket.resetAndDestroy();
      return;
    }
    sockets.add(socket);
    response.writeHead(204).end();
  };
  await channel.send(batchOf(upserts(1), 'b1'), running);
  expect(await channel.send(batchOf(upserts(1), 'b2'), running)).toEqual([{ kind: 'accepted' }]);
  expect(dropped).toBe(true);
  await channel.close();
});

test('a stop in the middle of a call ends it at once', async () => {
  const stop = new AbortController();
  receiver.answering = () => stop.abort();
  await expect(sendTo({}, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
});

test('nobody at the address is a failed connection with its code', async () => {
  const [outcome] = await sendTo({ url: `http://127.0.0.1:${await freePort()}/` });
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'connection', detail: 'ECONNREFUSED' });
});

async function startTcp(onConnection: (socket: Socket) => void): Promise<Server> {
  const server = createTcpServer(onConnection).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
