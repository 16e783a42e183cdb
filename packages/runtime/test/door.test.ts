import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type Door, type DoorOptions, openDoor } from '../src/door.ts';
import { silentLogger } from '../src/logging.ts';

const pages = {
  '/healthz': () => Promise.resolve({ status: 503, type: 'application/json', text: '{"ok":false}' }),
  '/broken': () => Promise.reject(new Error('what is inside')),
};

let door: Door | undefined;
afterEach(async () => {
  await door?.close();
  door = undefined;
});

async function open(change: Partial<DoorOptions> = {}): Promise<Door> {
  door = await openDoor({
    host: '127.0.0.1',
    port: 0,
    names: ['relais.example.org'],
    pages,
    logger: silentLogger,
    ...change,
  });
  return door;
}

/** What comes back for raw text, until the other side ends the connection. */
async function said(url: string, text: string): Promise<string> {
  const socket = await connected(url);
  socket.write(text);
  let answer = '';
  for await (const chunk of socket.setEncoding('latin1')) answer += String(chunk);
  return answer;
}

async function connected(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

describe('an open door', () => {
  test('gives a page as it is, whatever stands behind the question mark, and nothing else', async () => {
    const { url } = await open();
    const answer = await fetch(`${url}/healthz?verbose`);
    expect([answer.status, await answer.json()]).toEqual([503, { ok: false }]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    for (const path of ['/', '/unknown', '/__proto__', '/toString']) expect((await fetch(url + path)).status).toBe(404);
  });

  test('says nothing of what went wrong inside', async () => {
    const answer = await fetch(`${(await open()).url}/broken`);
    expect([answer.status, await answer.json()]).toEqual([500, { error: 'the look failed; the log tells why' }]);
  });

  test('answers one question a connection, and HEAD without a text', async () => {
    const { url } = await open();
    const twice = 'HEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(2);
    const answer = await said(url, twice);
    expect(answer.split('HTTP/1.1 503')).toHaveLength(2);
    expect(answer).toContain('Connection: close'.toLowerCase());
    expect(answer.endsWith('\r\n\r\n')).toBe(true);
  });

  test('is for addresses, names without a dot and its own names: others may have been pointed here by somebody else', async () => {
    const { url } = await open();
    const under = async (host: string) =>
      (await said(url, `GET /healthz HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).slice(9, 12);
    for (const name of ['127.0.0.1:4103', '[::1]', 'sink', 'relais.example.org:80'])
      expect(await under(name)).toBe('503');
    for (const name of ['evil.example', '127.0.0.1.evil.example', 'sink.', 'a b'])
      expect(await under(name)).toBe('421');
  });

  test.each([
    ['another method', 'DELETE /healthz HTTP/1.1\r\nHost: x\r\n\r\n', '405'],
    ['a body', 'GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody', '413'],
    ['a body in pieces', 'GET /healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n', '413'],
    ['long headers', `GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(5_000)}\r\n\r\n`, '431'],
    ['a long address', `GET /${'x'.repeat(5_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, '431'],
    ['what is no HTTP', 'hello\r\n\r\n', '400'],
  ])('refuses %s', async (_what, text, status) => {
    expect(await said((await open()).url, text)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

  test('ends a connection that does not come to its question', async () => {
    expect(await said((await open()).url, 'GET /healthz HTTP/1.1\r\n')).toMatch(/^HTTP\/1\.1 408 /);
  }, 15_000);

  test('lets few in at once', async () => {
    const { url } = await open();
    const sockets = await Promise.all(Array.from({ length: 17 }, () => connected(url)));
    await Promise.race(sockets.map((socket) => once(socket.resume(), 'close')));
    for (const socket of sockets) socket.destroy();
  });

  test('closes with what is under way, and once is enough', async () => {
    const opened = await open({ pages: { '/stuck': () => new Promise(() => undefined) } });
    const asked = fetch(`${opened.url}/stuck`).catch(() => 'cut off');
    const idle = await connected(opened.url);
    await Promise.all([opened.close(), opened.close()]);
    expect(await asked).toBe('cut off');
    await expect(fetch(`${opened.url}/stuck`)).rejects.toThrow();
    idle.destroy();
  });
});

describe('a door that cannot be opened', () => {
  test('names the address that another program has', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const details = { address: `127.0.0.1:${port}` };
    await expect(open({ port })).rejects.toMatchObject({ code: 'DOOR_TAKEN', details });
    other.close();
  });

  test('names the address that this machine does not have', async () => {
    await expect(open({ host: '203.0.113.1' })).rejects.toMatchObject({ code: 'DOOR_NOT_OPENED' });
  });
});
