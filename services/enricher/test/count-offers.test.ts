import { createMetrics } from '@relais/runtime';
import { expect, test } from 'vitest';
import { aStageForEachTest, aVacancy, batchOf, enrichIn, observed, withdrawn } from './open-stage.ts';

const stage = aStageForEachTest();

test('offers are counted by what was decided, and those that are open by how they were coded', async () => {
  const metrics = createMetrics();
  const around = { ...stage.around, metrics };
  const elsewhere = aVacancy('vdab', 'V2', { titles: { nl: 'Metselaar' } });
  await enrichIn(around, batchOf(observed(aVacancy('vdab', 'V1')), observed(elsewhere)));
  await enrichIn(around, batchOf(observed(aVacancy('vdab', 'V1', { positions: 2 }), 2)));
  await enrichIn(around, batchOf(withdrawn('vdab', 'V1', 3)));
  const lines = (await metrics.text()).split('\n').filter((line) => line.startsWith('relais_'));
  expect(lines).toEqual([
    'relais_offers_decided_total{outcome="published"} 2',
    'relais_offers_decided_total{outcome="updated"} 1',
    'relais_offers_decided_total{outcome="closed"} 1',
    'relais_offers_coded_total{outcome="unmapped"} 3',
  ]);
});
