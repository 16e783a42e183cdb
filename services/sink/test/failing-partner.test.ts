import { eventually } from '@relais/testkit';
import { TOPICS } from '@relais/vacancy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  anOffer,
  edited,
  failedFor,
  openTestStage,
  ScriptedPartner,
  type Stage,
  subscriptionTo,
} from './open-stage.ts';

const UNREACHABLE = failedFor('connection');
const HEALTH = { failures: 1, waitSeconds: 0.3, mostWaitSeconds: 0.3, budgetHours: 1, pauseWhenSpent: false };

let stage: Stage;
let partner: ScriptedPartner;

beforeEach(async () => {
  stage = await openTestStage();
  partner = new ScriptedPartner();
});
afterEach(() => stage.close());

async function attemptsOf(offerId: string): Promise<number> {
  return (await stage.ledger.deliveries.attemptsOf(offerId)).length;
}

describe('a partner that does not answer at all', () => {
  test('costs one batch and then a rest: the attempts of the other offers are not spent on it', async () => {
    partner.answer = () => UNREACHABLE;
    const offers = Array.from({ length: 40 }, (_, index) => anOffer(String(index)));
    await stage.publish(...offers);
    await stage.start([subscriptionTo(partner, { health: { ...HEALTH, waitSeconds: 60, mostWaitSeconds: 60 } })]);
    await eventually(() => partner.batches.length > 0);
    await eventually(async () => Object.values(await stage.states()).length === 40);
    const tried = await Promise.all(offers.map(async ({ id }) => await attemptsOf(id)));
    // Two batches of ten may be under way when the first one fails.
    expect(tried.filter((count) => count > 0).length).toBeLessThanOrEqual(20);
    expect(Object.values(await stage.states())).toEqual(Array.from({ length: 40 }, () => 'due'));
  });

  test('gets everything once it answers again', async () => {
    partner.answer = (_, attempt) => (attempt <= 1 ? UNREACHABLE : { kind: 'accepted' });
    const offers = Array.from({ length: 30 }, (_, index) => anOffer(String(index)));
    await stage.publish(...offers);
    const retry = { waitSeconds: [0.01, 0.01, 0.01, 0.01], jitter: 0 };
    await stage.start([subscriptionTo(partner, { health: { ...HEALTH, waitSeconds: 0.05 }, retry })]);
    await eventually(async () => {
      const states = Object.values(await stage.states());
      return states.length === 30 && states.every((state) => state === 'confirmed');
    });
  });

  test('is told of, and held back when that was asked for', async () => {
    partner.answer = () => UNREACHABLE;
    const health = { ...HEALTH, waitSeconds: 0.05, mostWaitSeconds: 0.05, budgetHours: 0.00001, pauseWhenSpent: true };
    const retry = { waitSeconds: Array.from({ length: 20 }, () => 0.02), jitter: 0 };
    await stage.start([subscriptionTo(partner, { health, retry })]);
    await stage.publish(anOffer('1'));
    await eventually(() => stage.alerts.some(({ percent }) => percent === 100));
    const alert = stage.alerts.find(({ percent }) => percent === 100);
    expect(alert).toMatchObject({ type: 'partner.failing', subscription: 'push', reason: 'connection', paused: true });
    await eventually(async () => (await stage.ledger.operations.controls())[0]?.paused === true);
    expect(await stage.ledger.operations.controls()).toMatchObject([
      { subscription: 'push', changedBy: 'relais', reason: 'the failure budget is spent' },
    ]);
  });

  test('is still at rest for the process that takes over its lane', async () => {
    partner.answer = () => UNREACHABLE;
    const health = { ...HEALTH, waitSeconds: 60, mostWaitSeconds: 60 };
    await stage.publish(anOffer('1'));
    const first = await stage.start([subscriptionTo(partner, { health })]);
    await eventually(async () => (await stage.state.values.get('health:push')) !== null);
    await first.close();
    const batches = partner.batches.length;
    partner.answer = () => ({ kind: 'accepted' });
    await stage.start([subscriptionTo(partner, { health })]);
    await stage.publish(anOffer('2'));
    await eventually(async () => Object.keys(await stage.states()).length === 2);
    expect(partner.batches).toHaveLength(batches);
  });
});

describe('an offer that is refused or given up', () => {
  async function letters(): Promise<Map<string, { value: string | null; headers: Readonly<Record<string, string>> }>> {
    const found = new Map<string, { value: string | null; headers: Readonly<Record<string, string>> }>();
    for await (const records of stage.log.read({ topic: TOPICS.deadLetters.name })) {
      for (const { key, value, headers } of records) found.set(key, { value, headers });
    }
    return found;
  }

  test('is a dead letter with its context, until it moves again', async () => {
    const offer = anOffer('1');
    const key = `push:${offer.id}`;
    partner.answer = (_, attempt) => (attempt === 1 ? failedFor('too-large', false) : { kind: 'accepted' });
    await stage.start([subscriptionTo(partner)]);
    await stage.publish(offer);
    await eventually(async () => (await letters()).has(key));
    const letter = (await letters()).get(key);
    expect(JSON.parse(letter?.value ?? '')).toMatchObject({ offerId: offer.id, state: 'failed', reason: 'too-large' });
    expect(letter?.headers).toMatchObject({
      ce_type: 'eu.relais.delivery.failed',
      relais_reason: 'too-large',
      relais_attempts: '1',
      relais_revision: '1',
    });
    await stage.publish(edited(offer, 'Another title'));
    await eventually(async () => (await letters()).get(key)?.value === null);
  });
});
