import { createMetrics, silentLogger } from '@relais/runtime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStageDoor, type StageDoor } from '../src/stage-door.ts';

const NOWHERE = { ingest: null, enricher: null, sink: null };
const HERE = { ...NOWHERE, sink: { host: '127.0.0.1', port: 0, names: [] } };
let stores = allWell();
let door: StageDoor | undefined;
beforeEach(() => {
  stores = allWell();
});
afterEach(() => door?.close());

function allWell() {
  const one = () => ({ ping: () => Promise.resolve() });
  return { log: one(), state: one(), ledger: one() };
}

async function open(stage: string, health: typeof HERE | typeof NOWHERE = HERE): Promise<StageDoor> {
  door = await openStageDoor(stage, {
    configuration: { health },
    stores,
    logger: silentLogger,
    metrics: createMetrics(),
  });
  return door;
}

async function look(path: string): Promise<Response> {
  return await fetch(`${door?.ready['health']}${path}`);
}

describe('the door of a stage', () => {
  test('is not there unless it is configured for that stage', async () => {
    expect((await open('sink', NOWHERE)).ready).toEqual({});
    expect((await open('enricher')).ready).toEqual({});
    await door?.close();
  });

  test('tells that the stage is not ready until it runs, and no longer once it ends', async () => {
    const opened = await open('sink');
    const starting = await look('/healthz');
    const well = { log: true, state: true, ledger: true };
    expect([starting.status, await starting.json()]).toEqual([503, { ok: false, stage: 'starting', stores: well }]);
    opened.tell('running');
    const running = await look('/healthz');
    expect([running.status, await running.json()]).toEqual([200, { ok: true, stage: 'running', stores: well }]);
    opened.tell('ending');
    expect((await look('/healthz')).status).toBe(503);
  });

  test.each(['log', 'state', 'ledger'] as const)(
    'names the %s when it does not answer, in the metrics too',
    async (store) => {
      stores[store].ping = () => Promise.reject(new Error('away'));
      (await open('sink')).tell('running');
      const answer = await look('/healthz');
      const expected = { log: true, state: true, ledger: true, [store]: false };
      expect([answer.status, await answer.json()]).toEqual([503, { ok: false, stage: 'running', stores: expected }]);
      const metrics = await look('/metrics');
      expect(metrics.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
      const text = await metrics.text();
      expect(text).toContain(`relais_store_up{store="${store}"} 0`);
      expect(text.match(/^relais_store_up\{.*\} 1$/gm)).toHaveLength(2);
    },
  );

  test('asks the stores once, however many look', async () => {
    let asked = 0;
    stores.log.ping = async () => void (asked += 1);
    await open('sink');
    await Promise.all(Array.from({ length: 8 }, () => look('/healthz')));
    expect(asked).toBe(1);
  });
});
