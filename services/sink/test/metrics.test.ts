import { createMetrics } from '@relais/runtime';
import { eventually } from '@relais/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anOffer, failedFor, openTestStage, ScriptedPartner, type Stage, subscriptionTo } from './open-stage.ts';

const HEALTH = { failures: 1, waitSeconds: 60, mostWaitSeconds: 60, budgetHours: 1, pauseWhenSpent: false };

let stage: Stage;
let partner: ScriptedPartner;
let metrics: ReturnType<typeof createMetrics>;
beforeEach(async () => {
  stage = await openTestStage();
  partner = new ScriptedPartner();
  metrics = createMetrics();
});
afterEach(() => stage.close());

async function told(name: string): Promise<string[]> {
  return (await metrics.text()).split('\n').filter((line) => line.startsWith(name));
}

describe('the metrics of the sink', () => {
  test('count the attempts that are in the ledger, by their outcome, and how long their batches took', async () => {
    const offers = Array.from({ length: 15 }, (_, index) => anOffer(String(index)));
    const [unlucky] = offers;
    partner.answer = (id, attempt) =>
      id === unlucky?.id && attempt === 1 ? failedFor('timeout') : { kind: 'accepted' };
    await stage.publish(...offers);
    await stage.start([subscriptionTo(partner)], { metrics });
    await eventually(async () => {
      const states = Object.values(await stage.states());
      return states.length === 15 && states.every((state) => state === 'confirmed');
    });
    const attempts = (await Promise.all(offers.map(({ id }) => stage.ledger.deliveries.attemptsOf(id)))).flat();
    const inLedger = Object.entries(Object.groupBy(attempts, ({ outcome }) => outcome)).map(
      ([outcome, these]) =>
        `relais_delivery_attempts_total{subscription="push",channel="scripted",outcome="${outcome}"} ${these.length}`,
    );
    expect(attempts).toHaveLength(16);
    await eventually(
      async () => (await told('relais_delivery_attempts_total')).toSorted().join() === inLedger.toSorted().join(),
    );
    const [count] = await told('relais_delivery_batch_duration_seconds_count');
    expect(count).toBe(
      `relais_delivery_batch_duration_seconds_count{subscription="push",channel="scripted"} ${partner.batches.length}`,
    );
  });

  test('tell that a lane rests, until this process has it no longer', async () => {
    partner.answer = () => failedFor('connection');
    await stage.publish(anOffer('1'));
    const sink = await stage.start([subscriptionTo(partner, { health: HEALTH })], { metrics });
    const resting = (value: number) => async () =>
      (await told('relais_lane_resting')).includes(`relais_lane_resting{subscription="push"} ${value}`);
    await eventually(resting(1));
    await sink.close();
    await eventually(resting(0));
  });
});
