import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { PartnerHoldings, SimulatorAddresses, Truth, TruthSummary } from '../src/index.ts';
import { temporaryFolder } from './simulation.ts';

const MAIN = join(import.meta.dirname, '../src/main.ts');

function start(...options: string[]): ChildProcess {
  const child = spawn(process.execPath, [MAIN, '--seed', '5', '--directory', temporaryFolder(), ...options], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

async function ready(child: ChildProcess): Promise<{ control: string; addresses: SimulatorAddresses }> {
  if (child.stdout === null) throw new Error('no output');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return JSON.parse(line) as { control: string; addresses: SimulatorAddresses };
}

describe('the simulator as a process', () => {
  test('prints its addresses, lets itself be steered, and ends on SIGTERM', async () => {
    const child = start('--offers', '200', '--json');
    const { control, addresses } = await ready(child);
    const get = async <T>(path: string) => (await (await fetch(`${control}${path}`)).json()) as T;
    const post = (path: string, body: object) =>
      fetch(`${control}${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });

    expect(await get<TruthSummary>('/truth/summary')).toMatchObject({
      live: { vdab: 120, actiris: 50, forem: 30 },
      day: 0,
    });
    expect((await post('/advance', { times: 2 })).status).toBe(200);
    const truth = await get<Truth>('/truth');
    expect([truth.day, truth.list.length]).toEqual([2, truth.jobs]);

    expect((await post('/faults', { service: 'vdab', kind: 'server-error' })).status).toBe(204);
    expect((await fetch(`${addresses.vdab.baseUrl}/vacatures`)).status).toBe(500);
    expect(await get('/faults')).toEqual([{ service: 'vdab', kind: 'server-error', count: 1 }]);
    expect((await post('/faults', { service: 'vdab', kind: 'path-trick' })).status).toBe(400);
    expect((await post('/faults', { service: 'moon', kind: 'server-error' })).status).toBe(400);
    expect((await fetch(`${control}/faults?service=vdab`, { method: 'DELETE' })).status).toBe(204);

    expect((await post('/partners/webhook/behaviour', { mode: 'gone', times: 1 })).status).toBe(204);
    expect(
      (
        await fetch(addresses.partners.webhook.url, {
          method: 'POST',
          body: '{}',
          headers: { 'content-type': 'application/json' },
        })
      ).status,
    ).toBe(410);
    expect(await get<PartnerHoldings>('/partners/webhook/holdings')).toMatchObject({
      offers: [],
      counts: { requests: 1 },
    });

    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('ends when its parent does', async () => {
    const child = start('--offers', '50', '--json');
    await ready(child);
    child.stdin?.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('explains itself when it is called wrongly', async () => {
    const child = start('--offers', 'many');
    let words = '';
    child.stderr?.on('data', (chunk: Buffer) => (words += String(chunk)));
    expect((await once(child, 'close'))[0]).toBe(1);
    expect(words).toMatch(/The argument offers is missing or wrong[^]*Usage: main\.ts/);
  });
});
