import { createMetrics } from '@relais/runtime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { many, openTestStage, ScriptedSource, type Stage, shown, unreadable } from './open-stage.ts';

let stage: Stage;
let source: ScriptedSource;
let metrics: ReturnType<typeof createMetrics>;
beforeEach(async () => {
  stage = await openTestStage();
  source = new ScriptedSource();
  metrics = createMetrics();
});
afterEach(() => stage.close());

const round = async () => (await stage.round([source.as('test')], { metrics }))[0]?.batches[0];

async function told(): Promise<Record<string, number>> {
  const lines = (await metrics.text()).split('\n').filter((line) => line.startsWith('relais_'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

const records = (outcome: string) => `relais_source_records_total{source="test",outcome="${outcome}"}`;
const batches = (outcome: string) => `relais_batches_total{source="test",outcome="${outcome}"}`;

describe('the metrics of ingest', () => {
  test('count what the books count, and tell when the source was last read to its end', async () => {
    stage.clock.set('2026-11-22T03:00:00Z');
    source.items = [shown('1'), shown('2'), unreadable('3')];
    await round();
    source.items = [shown('1'), shown('2', 'Voeger')];
    await round();
    const counted = await told();
    expect(counted).toMatchObject({
      [batches('closed')]: 2,
      [records('observed')]: 3,
      [records('unchanged')]: 1,
      [records('withdrawn')]: 0,
      [records('quarantined')]: 1,
    });
    const last = counted['relais_source_last_success_timestamp_seconds{source="test"}'] ?? 0;
    expect(last - Date.parse('2026-11-22T03:00:00Z') / 1_000).toBeLessThan(600);
  });

  test('count a batch that broke off, and no success for it', async () => {
    source.items = [shown('1')];
    source.failure = new Error('broken');
    await round();
    const counted = await told();
    expect(counted).toMatchObject({ [batches('failed')]: 1, [records('observed')]: 1 });
    expect(Object.keys(counted).join()).not.toContain('last_success');
  });

  test('count a batch that is held, and what its release withdraws', async () => {
    source.items = many(10);
    await round();
    source.items = many(2);
    const held = await round();
    expect(await told()).toMatchObject({ [batches('held')]: 1, [records('withdrawn')]: 0 });
    await stage.decide(held?.id ?? '', 'release');
    await round();
    expect(await told()).toMatchObject({ [batches('released')]: 1, [records('withdrawn')]: 8 });
  });
});
