import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { repositoryRoot, temporaryDirectory } from '@relais/testkit';
import { expect, test } from 'vitest';
import { relais } from '../command.ts';

const MAIN = join(repositoryRoot, 'services/relais/src/main.ts');
const SIMULATED = ['--simulate', '--offers', '60', '--directory'];

/** A run that streams on, as soon as its stages are up. */
async function running(directory: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [MAIN, 'run', ...SIMULATED, directory], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (child.stdout === null) throw new Error('the run has no output');
  await once(createInterface({ input: child.stdout }), 'line');
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
  return child.exitCode;
}

test('a folder on which one runs is refused to a second one, and the first drains when it is asked to', async () => {
  using folder = temporaryDirectory();
  const first = await running(folder.path);
  const second = await relais(['run', '--once', ...SIMULATED, folder.path]);
  expect(second).toMatchObject({ code: 2, stdout: '' });
  expect(second.stderr).toContain(`COMMAND_DIRECTORY_TAKEN: another relais runs on the folder ${folder.path}`);
  expect(await end(first, 'SIGINT')).toBe(0);
});

test('a reference that cannot be opened ends the run before anything is made, with what to write instead', async () => {
  using folder = temporaryDirectory();
  const config = join(folder.path, 'relais.yaml');
  const directory = join(folder.path, 'var');
  writeFileSync(config, `directory: ${directory}\nreference: ${join(folder.path, 'absent')}\nops: { port: 0 }\n`);
  const { code, stderr } = await relais(['run', '--once', '--json', '--config', config]);
  const told = { code: 'CONFIGURATION_REFERENCE_UNUSABLE', remedy: expect.stringContaining('`starter`') as unknown };
  expect([code, JSON.parse(stderr)]).toMatchObject([2, { error: told }]);
  expect(existsSync(directory)).toBe(false);
});

test('a source that cannot be read is told by its name, with the reason and what to do', async () => {
  using folder = temporaryDirectory();
  const config = join(folder.path, 'relais.yaml');
  const server = createServer((_request, response) => void response.writeHead(403).end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const source = { id: 'ft', kind: 'france-travail', settings: { baseUrl } };
  writeFileSync(
    config,
    JSON.stringify({ directory: folder.path, ops: { port: 0 }, logLevel: 'error', sources: [source] }),
  );
  const asJson = await relais(['run', '--once', '--json', '--config', config]);
  const { failed } = JSON.parse(asJson.stdout) as { failed: { code: string; reason: string; remedy: string }[] };
  const said: unknown = expect.stringMatching(/./);
  expect([asJson.code, failed]).toEqual([1, [{ source: 'ft', code: said, reason: said, remedy: said }]]);
  const { stdout } = await relais(['run', '--once', '--config', config]);
  expect(stdout).toContain(`The source ft could not be read to its end: ${failed[0]?.code}: ${failed[0]?.reason}`);
  server.close();
});

test('a round right after a kill -9 waits for the sources and reads them all', async () => {
  using folder = temporaryDirectory();
  const killed = await running(folder.path);
  await end(killed, 'SIGKILL');
  const { code, stdout } = await relais(['run', '--once', '--json', ...SIMULATED, folder.path]);
  const { batches, failed } = JSON.parse(stdout) as { batches: { source: string }[]; failed: unknown[] };
  expect({ code, failed }).toEqual({ code: 0, failed: [] });
  expect(new Set(batches.map(({ source }) => source))).toEqual(new Set(['vdab', 'actiris', 'forem']));
});
