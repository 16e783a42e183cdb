import { eventually } from '@relais/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rebuildDeliveries } from '../src/rebuild-deliveries.ts';
import type { Sink } from '../src/sink.ts';
import { anOffer, edited, openTestStage, ScriptedPartner, type Stage, subscriptionTo } from './open-stage.ts';

const offer = anOffer('V1');
const corrected = edited(offer, 'Bakker, gecorrigeerd');

let stage: Stage;
let partner: ScriptedPartner;
/** The partner goes on from days that these stores know nothing of: it has the offer under its fifth revision. */
beforeEach(async () => {
  stage = await openTestStage();
  partner = new ScriptedPartner();
  partner.holdings.set(offer.id, { revision: 5, content: 'of a later day' });
});
afterEach(() => stage.close());

async function deliver(): Promise<Sink> {
  const sink = await stage.start([subscriptionTo(partner)]);
  await stage.publish(corrected);
  await eventually(async () => (await stage.states())[offer.id] === 'confirmed');
  return sink;
}

test('a partner takes the next state of an offer for an old one while nobody says that the stores were put back', async () => {
  await deliver();
  expect(partner.holdings.get(offer.id)).toEqual({ revision: 5, content: 'of a later day' });
});

test('a partner takes it for the newest once that was said', async () => {
  await stage.ledger.recover(1_000);
  await deliver();
  const held = partner.holdings.get(offer.id);
  expect(held?.revision).toBe(1_001);
  expect(held?.content).toContain('gecorrigeerd');
});

test('a ledger that is then built anew from the log leads to the same revision, and goes on above it', async () => {
  await stage.ledger.recover(1_000);
  const sink = await deliver();
  await sink.close();
  await stage.ledger.clear();
  const signal = AbortSignal.timeout(10_000);
  await rebuildDeliveries({ ...stage, subscriptions: ['push'], signal });
  const [rebuilt] = await stage.ledger.deliveries.get([{ subscription: 'push', offerId: offer.id }]);
  expect(rebuilt?.delivery).toMatchObject({ state: 'confirmed', revision: 1_001 });
});
