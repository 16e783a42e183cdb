import { partnerSchema } from '@relais/policy';
import { eventually } from '@relais/testkit';
import { TOPICS } from '@relais/vacancy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sinkErrors } from '../src/errors.ts';
import { commandRecord } from '../src/operations/commands.ts';
import type { Sink } from '../src/sink.ts';
import { ViewCache } from '../src/view-cache.ts';
import {
  anOffer,
  closed,
  edited,
  failedFor,
  openTestStage,
  ScriptedPartner,
  type Stage,
  subscriptionTo,
} from './open-stage.ts';

let stage: Stage;
let partner: ScriptedPartner;
let sink: Sink | undefined;
beforeEach(async () => {
  stage = await openTestStage();
  partner = new ScriptedPartner();
});
afterEach(() => stage.close());

const offer = anOffer('V1');
const state = async (id = offer.id) => (await stage.states())[id];

describe('an offer that the partner may have', () => {
  test('is sent and confirmed', async () => {
    sink = await stage.start([subscriptionTo(partner)]);
    await stage.publish(offer);
    await eventually(async () => (await state()) === 'confirmed');
    expect(partner.holdings.get(offer.id)).toMatchObject({ revision: 1 });
  });

  test('is sent too when there is no room to keep its view until then', async () => {
    sink = await stage.start([subscriptionTo(partner)], { views: new ViewCache(0) });
    await stage.publish(offer);
    await eventually(async () => (await state()) === 'confirmed');
  });

  test('is not sent again when the sink starts anew', async () => {
    sink = await stage.start([subscriptionTo(partner)]);
    await stage.publish(offer);
    await eventually(async () => (await state()) === 'confirmed');
    await sink.close();
    sink = await stage.start([subscriptionTo(partner)]);
    await stage.publish(anOffer('V2'));
    await eventually(async () => (await state(anOffer('V2').id)) === 'confirmed');
    expect(partner.batches.flatMap((batch) => batch.items)).toHaveLength(2);
  });

  test('is sent under the next revision after an edit', async () => {
    sink = await stage.start([subscriptionTo(partner)]);
    await stage.publish(offer);
    await eventually(async () => (await state()) === 'confirmed');
    await stage.publish(edited(offer, 'Banketbakker'));
    await eventually(() => partner.holdings.get(offer.id)?.revision === 2);
  });

  test('is not sent after an edit that the partner cannot see', async () => {
    sink = await stage.start([subscriptionTo(partner)]);
    await stage.publish(offer);
    await eventually(async () => (await state()) === 'confirmed');
    await stage.publish({ ...offer, version: 2, changedAt: '2026-11-23T03:00:00.000Z' });
    await stage.publish(anOffer('V2'));
    await eventually(async () => (await state(anOffer('V2').id)) === 'confirmed');
    expect(partner.holdings.get(offer.id)?.revision).toBe(1);
  });

  test('is removed at the partner when it closes', async () => {
    sink = await stage.start([subscriptionTo(partner)]);
    await stage.publish(offer);
    await eventually(async () => (await state()) === 'confirmed');
    await stage.publish(closed(offer));
    await eventually(async () => (await state()) === 'removed');
    expect(partner.holdings.get(offer.id)).toEqual({ revision: 2, content: null });
  });
});

test('an offer that came through the partner never goes back to it', async () => {
  sink = await stage.start([subscriptionTo(partner)]);
  const [member] = offer.members;
  const hops = { ...member?.origin, hops: ['actiris', 'vdab'] };
  await stage.publish({ ...offer, members: [{ ...member, origin: hops } as never] });
  await stage.publish(anOffer('V2'));
  await eventually(async () => (await state(anOffer('V2').id)) === 'confirmed');
  expect(partner.holdings.has(offer.id)).toBe(false);
  expect(await state()).toBeUndefined();
});

describe('a partner that does not take it at once', () => {
  test('gets it again by the schedule', async () => {
    partner.answer = (_id, attempt) => (attempt < 3 ? failure : { kind: 'accepted' });
    sink = await stage.start([subscriptionTo(partner)]);
    await stage.publish(offer);
    await eventually(async () => (await state()) === 'confirmed');
    const attempts = await stage.ledger.deliveries.attemptsOf(offer.id);
    expect(attempts.map((attempt) => attempt.outcome).toSorted()).toEqual(['accepted', 'failed', 'failed']);
  });

  test('has it as failed, with the reason, when the schedule is spent', async () => {
    partner.answer = () => failure;
    sink = await stage.start([subscriptionTo(partner)]);
    await stage.publish(offer);
    await eventually(async () => (await state()) === 'failed');
    const [stored] = await stage.ledger.deliveries.ofOffer(offer.id);
    expect(stored?.delivery).toMatchObject({ reason: 'server-error', attempts: 3 });
  });

  test('has it as rejected when it refuses, and gets the next revision all the same', async () => {
    partner.answer = (_id, attempt) => (attempt === 1 ? refusal : { kind: 'accepted' });
    sink = await stage.start([subscriptionTo(partner)]);
    await stage.publish(offer);
    await eventually(async () => (await state()) === 'rejected');
    await stage.publish(edited(offer, 'Banketbakker'));
    await eventually(async () => (await state()) === 'confirmed');
  });

  test('does not hold up another partner', async () => {
    const stalled = new ScriptedPartner();
    const release = Promise.withResolvers<void>();
    stalled.answer = async () => {
      await release.promise;
      return { kind: 'accepted' };
    };
    sink = await stage.start([subscriptionTo(partner), subscriptionTo(stalled, { id: 'stalled' })]);
    await stage.publish(offer);
    await eventually(async () => (await state()) === 'confirmed');
    release.resolve();
  });

  test('gets only the newest revision once it answers again', async () => {
    const release = Promise.withResolvers<void>();
    partner.answer = async (_id, attempt) => {
      if (attempt === 1) await release.promise;
      return attempt === 1 ? failure : { kind: 'accepted' };
    };
    sink = await stage.start([subscriptionTo(partner)]);
    await stage.publish(offer);
    await eventually(() => partner.batches.length === 1);
    await stage.publish(edited(offer, 'Banketbakker'));
    await eventually(async () => (await stage.ledger.deliveries.ofOffer(offer.id))[0]?.delivery.revision === 2);
    release.resolve();
    await eventually(async () => (await state()) === 'confirmed');
    const revisions = partner.batches.flatMap((batch) => batch.items.map((item) => item.revision));
    expect(revisions).toEqual([1, 2]);
  });

  test('gets a removal when the offer closes while an attempt is under way', async () => {
    const release = Promise.withResolvers<void>();
    partner.answer = async (_id, attempt) => {
      if (attempt === 1) await release.promise;
      return { kind: 'accepted' };
    };
    sink = await stage.start([subscriptionTo(partner)]);
    await stage.publish(offer);
    await eventually(() => partner.batches.length === 1);
    await stage.publish(closed(offer));
    release.resolve();
    await eventually(async () => (await state()) === 'removed');
    expect(partner.holdings.get(offer.id)?.content).toBeNull();
  });
});

describe('a partner that answers later', () => {
  const handedOver = { kind: 'handed-over', receiptWithinMs: 60_000 } as const;

  test('has it as awaiting until the receipt is durable', async () => {
    partner.answer = () => handedOver;
    sink = await stage.start([subscriptionTo(partner)]);
    await stage.publish(offer);
    await eventually(async () => (await state()) === 'awaiting');
    const settled = Promise.withResolvers<string | undefined>();
    partner.waiting.push({
      batchId: 'x',
      receipts: [{ offerId: offer.id, revision: 1, outcome: { kind: 'accepted' } }],
      settle: async () => settled.resolve(await state()),
    });
    expect(await settled.promise).toBe('confirmed');
  });

  test('is sent it again when no receipt comes in time', async () => {
    partner.answer = (_id, attempt) => (attempt === 1 ? { ...handedOver, receiptWithinMs: 30 } : { kind: 'accepted' });
    sink = await stage.start([subscriptionTo(partner)]);
    await stage.publish(offer);
    await eventually(async () => (await state()) === 'confirmed');
    expect(partner.batches).toHaveLength(2);
  });
});

test('a changed policy takes back what the partner may no longer have, and gives what it now may', async () => {
  sink = await stage.start([subscriptionTo(partner)]);
  await stage.publish(offer);
  await eventually(async () => (await state()) === 'confirmed');
  await sink.close();
  const subscription = subscriptionTo(partner, { fingerprint: 'second' });
  const policy = { ...subscription.partner.policy, origins: { allow: null, deny: ['vdab'] } };
  sink = await stage.start([{ ...subscription, partner: { ...subscription.partner, policy } }]);
  await eventually(async () => (await state()) === 'removed');
  expect(partner.holdings.get(offer.id)?.content).toBeNull();
});

describe('contact data', () => {
  const contact = { name: 'An', role: null, email: 'an@example.org', telephone: null, postalAddress: null };
  const marked = { ...offer, contact: { ...contact, purpose: 'application', until: '2026-06-30' } } as const;
  const policy = { contactData: 'all' };
  const released = () =>
    subscriptionTo(partner, { partner: partnerSchema.parse({ id: 'partner', name: 'Partner', policy }) });
  const startAt = async (moment: string) => {
    sink = await stage.start([released()], { clock: { now: () => Date.parse(moment) } });
  };
  const shown = () => JSON.parse(partner.holdings.get(offer.id)?.content ?? 'null') as unknown;

  test('that has ended is taken back from who holds it, although the offer stays, and once', async () => {
    await startAt('2026-06-30T21:00:00Z');
    await stage.publish(marked);
    await eventually(async () => (await state()) === 'confirmed');
    expect(shown()).toMatchObject({ contact });
    await sink?.close();
    await startAt('2026-07-01T00:00:05Z');
    await eventually(() => partner.holdings.get(offer.id)?.revision === 2);
    expect(shown()).toMatchObject({ titles: [{ text: 'Bakker V1' }], contact: null });
    await eventually(async () => (await state()) === 'confirmed');
    await sink?.close();
    await startAt('2026-07-02T00:00:05Z');
    await stage.publish(anOffer('V2'));
    await eventually(async () => (await state(anOffer('V2').id)) === 'confirmed');
    expect(partner.holdings.get(offer.id)?.revision).toBe(2);
  });

  test('that had ended before the offer came is never sent', async () => {
    await startAt('2026-07-01T00:00:05Z');
    await stage.publish(marked);
    await eventually(async () => (await state()) === 'confirmed');
    expect(shown()).toMatchObject({ contact: null });
  });

  describe('is looked for beside the work', () => {
    /** The second start finds the rules unchanged: only the look for what ended walks the offers. */
    const startWalking = async (pages: () => AsyncIterable<never[]>) => {
      sink = await stage.start([released()]);
      await sink.close();
      const tomorrow = { now: () => Date.now() + 86_400_000 };
      const ledger = { ...stage.ledger, offers: { ...stage.ledger.offers, scanOffers: pages } };
      sink = await stage.start([released()], { ledger, clock: tomorrow });
    };

    async function* failing(error: Error): AsyncGenerator<never[]> {
      yield [];
      throw error;
    }

    test('which goes on meanwhile, and is cut off when the sink closes', async () => {
      let walked = 0;
      await startWalking(async function* () {
        for (;;) {
          await new Promise((resolve) => setImmediate(resolve));
          walked += 1;
          yield [];
        }
      });
      await stage.publish(offer);
      await eventually(async () => (await state()) === 'confirmed');
      await sink?.close();
      const walkedByThen = walked;
      expect(walkedByThen).toBeGreaterThan(0);
      await new Promise((resolve) => setImmediate(resolve));
      expect(walked).toBe(walkedByThen);
    });

    test('which a store that fails does not disturb', async () => {
      await startWalking(() => failing(sinkErrors.create('SINK_CONFLICTS', { count: 1, subscription: 'push' })));
      await stage.publish(offer);
      await eventually(async () => (await state()) === 'confirmed');
    });

    test('and a bug in it ends the stage', async () => {
      await startWalking(() => failing(new TypeError('a bug')));
      await expect(sink?.finished).rejects.toThrow('a bug');
    });
  });
});

test('what nobody can read, in the offers or among the commands, holds up nothing behind it, and is told in quarantine', async () => {
  const mail = 'an@example.org';
  const texts = [
    '{"half":',
    'null',
    '[]',
    '{"contract":99}',
    `{"type":"offer.published","offer":{"contact":"${mail}"}}`,
  ];
  const unreadable = texts.flatMap((value) =>
    [TOPICS.offers, TOPICS.commands].map(({ name }) => ({ topic: name, key: 'stranger', value, headers: {} })),
  );
  await stage.log.publish(unreadable);
  await stage.publish(offer);
  const asked = { at: '2026-11-24T10:00:00.000Z', by: 'test', subscription: 'other', reason: 'holidays' };
  await stage.log.publish([commandRecord({ type: 'subscription.pause', ...asked })]);
  sink = await stage.start([subscriptionTo(partner)]);
  await eventually(async () => (await state()) === 'confirmed');
  await eventually(async () => (await stage.ledger.operations.controls()).some(({ paused }) => paused));
  const noted = await quarantined();
  expect(noted).toHaveLength(texts.length);
  expect(noted.join()).not.toContain(mail);
});

async function quarantined(): Promise<string[]> {
  const values: string[] = [];
  for await (const records of stage.log.read({ topic: TOPICS.quarantine.name }))
    values.push(...records.map(({ value }) => String(value)));
  return values;
}

test('two sinks share the work without an offer in two attempts at once', async () => {
  const under = new Set<string>();
  const overlaps: string[] = [];
  partner.answer = async (id) => {
    if (under.has(id)) overlaps.push(id);
    under.add(id);
    await new Promise((resolve) => setImmediate(resolve));
    under.delete(id);
    return { kind: 'accepted' };
  };
  sink = await stage.start([subscriptionTo(partner)]);
  const second = await stage.start([subscriptionTo(partner)], { holder: 'second' });
  const offers = Array.from({ length: 50 }, (_, index) => anOffer(`N${index}`));
  await stage.publish(...offers);
  await eventually(async () => Object.values(await stage.states()).filter((one) => one === 'confirmed').length === 50);
  await second.close();
  expect(overlaps).toEqual([]);
});

const failure = failedFor('server-error');
const refusal = { kind: 'rejected', reason: 'invalid', detail: 'no sector' } as const;
