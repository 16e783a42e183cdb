import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { startService, temporaryDirectory } from '@relais/testkit';
import { expect, test } from 'vitest';

/** Ingest has something to follow; nothing answers there. */
const SOURCE = { id: 'actiris', kind: 'actiris', settings: { baseUrl: 'http://127.0.0.1:9' } };

/** A stage as a process of its own, on a file, with a door at the port. */
function startStage(stage: string, directory: string, port: number) {
  const path = join(directory, 'relais.yaml');
  writeFileSync(path, JSON.stringify({ directory, sources: [SOURCE], health: { [stage]: { port } } }));
  return startService({ entry: `services/${stage}/src/main.ts`, args: ['--config', path] });
}

test.each(['ingest', 'enricher', 'sink'])(
  'the process of %s tells at its door how it is, and its metrics',
  async (stage) => {
    using directory = temporaryDirectory();
    await using process = startStage(stage, directory.path, 0);
    const { health } = await process.json((record) => record['ready'] === stage, { deadlineMs: 60_000 });
    const well = await fetch(`${String(health)}/healthz`);
    const stores = { log: true, state: true, ledger: true };
    expect([well.status, await well.json()]).toEqual([200, { ok: true, stage: 'running', stores }]);
    const metrics = await (await fetch(`${String(health)}/metrics`)).text();
    expect(metrics).toContain('relais_store_up{store="ledger"} 1');
    expect(metrics).toContain('process_cpu_seconds_total');
    expect((await process.kill('SIGTERM')).code).toBe(0);
  },
);

test('a process whose door is taken ends and names the address', async () => {
  using directory = temporaryDirectory();
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  await using process = startStage('sink', directory.path, port);
  expect((await process.exited).code).toBe(1);
  expect(process.stderr()).toContain(`another program has the address 127.0.0.1:${port}`);
  other.close();
});
