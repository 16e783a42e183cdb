import type { Offer } from '@relais/vacancy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  aBatch,
  deliveryOf,
  observed,
  offerOf,
  openTestBooks,
  rowOf,
  SUBSCRIPTION,
  type TestBooks,
  withdrawn,
} from './open-books.ts';

let books: TestBooks;
beforeEach(async () => {
  books = await openTestBooks();
});
afterEach(() => books.close());

const faults = async () => (await books.audit()).faults.map(({ kind, subject }) => ({ kind, subject }));

describe('books that balance', () => {
  test('are empty ones', async () => {
    expect(await books.audit()).toMatchObject({ balanced: true, faultCount: 0, offers: { openOffers: 0 } });
  });

  test('say where every offer is', async () => {
    await books.ledger.batches.put(aBatch());
    const confirmed = await books.settle('1');
    const due = await books.settle('2');
    const refused = await books.settle('3');
    await books.settle('4', 'forem');
    await books.deliver(
      deliveryOf(confirmed),
      deliveryOf(due, { state: 'due', confirmedHash: null, confirmedRevision: null }),
      deliveryOf(refused, { state: 'rejected', reason: 'not-wanted', confirmedHash: null, confirmedRevision: null }),
    );
    const found = await books.audit();
    expect(found.faults).toEqual([]);
    expect(found).toMatchObject({
      balanced: true,
      batches: [{ id: 'b_1' }],
      offers: { observedLive: 4, members: 4, openOffers: 4 },
      subscriptions: [
        { subscription: 'push', permitted: 3, states: { confirmed: 1, due: 1, rejected: 1 }, removalsOpen: 0 },
      ],
    });
    expect(Object.values(found.subscriptions[0]?.withheld ?? {})).toEqual([1]);
  });

  test('show a held batch, which is no fault', async () => {
    await books.ledger.batches.put(aBatch({ status: 'held', heldFor: 'many-absent', absent: 40 }));
    expect(await books.audit()).toMatchObject({ balanced: true, batches: [{ id: 'b_1', status: 'held', absent: 40 }] });
  });

  test('do not balance when what a held batch did does not add up', async () => {
    await books.ledger.batches.put(aBatch({ status: 'held', received: 11 }));
    expect(await faults()).toEqual([{ kind: 'batch-does-not-balance', subject: 'b_1' }]);
  });

  test('count a removal under way as open, and a confirmed one no more', async () => {
    const closing: Partial<Offer> = { version: 2, status: 'closed', members: [], vacancy: null, contact: null };
    const offers = [offerOf('vdab', '1', closing), offerOf('vdab', '2', closing)];
    await books.ledger.offers.apply({ vacancies: [], offers });
    const [first, second] = offers.map((offer) => deliveryOf(offer));
    if (first === undefined || second === undefined) throw new Error('two offers give two deliveries');
    await books.deliver({ ...first, state: 'due' }, { ...second, state: 'removed' });
    expect(await books.audit()).toMatchObject({ balanced: true, subscriptions: [{ permitted: 0, removalsOpen: 1 }] });
  });
});

describe('a batch', () => {
  test('whose sum is wrong is named', async () => {
    await books.ledger.batches.put(aBatch({ observed: 5 }));
    expect((await books.audit()).faults).toEqual([
      { kind: 'batch-does-not-balance', subject: 'b_1', detail: 'received 10, accounted for 9' },
    ]);
  });

  test('whose quarantine is not what is kept is named', async () => {
    await books.ledger.batches.put(aBatch({ observed: 4, quarantined: 2 }));
    const entry = { batchId: 'b_1', source: 'vdab', reference: null, code: 'RECORD_INVALID', reason: 'no title' };
    await books.ledger.quarantine.put([{ id: 'q_1', ...entry, stage: 'normalise', archiveHash: null, at: 0 }]);
    expect(await faults()).toEqual([{ kind: 'batch-quarantine-differs', subject: 'b_1' }]);
  });

  test('that is open or has failed is not summed up', async () => {
    await books.ledger.batches.put(aBatch({ status: 'failed', received: 99 }));
    await books.ledger.batches.put(aBatch({ id: 'b_2', status: 'open', closedAt: null, received: 99 }));
    expect(await faults()).toEqual([]);
  });
});

describe('an observation', () => {
  test('that no vacancy shows is not applied, and belongs to no offer', async () => {
    await books.observe(observed('vdab', '1'));
    expect(await faults()).toEqual([
      { kind: 'observation-not-applied', subject: 'vdab:1' },
      { kind: 'vacancy-without-offer', subject: 'all sources' },
    ]);
  });

  test('newer than the vacancy is not applied', async () => {
    await books.deliver(deliveryOf(await books.settle('1')));
    await books.observe(observed('vdab', '1', 2));
    expect(await faults()).toEqual([{ kind: 'observation-not-applied', subject: 'vdab:1' }]);
  });

  test('of a withdrawal that left the vacancy live is not applied', async () => {
    await books.deliver(deliveryOf(await books.settle('1')));
    await books.observe(withdrawn('vdab', '1', 2));
    const kinds = (await faults()).map(({ kind }) => kind);
    expect(kinds).toEqual(['observation-not-applied', 'vacancy-without-offer']);
  });
});

test('an offer that lists other members than the vacancies that name it is found', async () => {
  const offer = await books.settle('1');
  await books.deliver(deliveryOf(offer));
  await books.observe(observed('vdab', '2'));
  await books.ledger.offers.apply({ vacancies: [rowOf('vdab', '2', { offerId: offer.id })], offers: [] });
  expect(await faults()).toEqual([
    { kind: 'offer-members-differ', subject: offer.id },
    { kind: 'vacancy-without-offer', subject: 'all sources' },
  ]);
});

describe('a delivery', () => {
  const subjectOf = (offer: { id: string }) => `${SUBSCRIPTION.id}:${offer.id}`;

  test('that the partner should have is missed', async () => {
    const offer = await books.settle('1');
    expect(await faults()).toEqual([{ kind: 'delivery-missing', subject: subjectOf(offer) }]);
  });

  test.each([
    ['wants another view than the offer gives', { desiredHash: 'old' }],
    ['is confirmed at another view than is wanted', { confirmedHash: 'old' }],
  ])('that %s is outdated', async (_how, change) => {
    const offer = await books.settle('1');
    await books.deliver(deliveryOf(offer, change));
    expect(await faults()).toEqual([{ kind: 'delivery-outdated', subject: subjectOf(offer) }]);
  });

  test('that the partner may not have is found', async () => {
    const offer = await books.settle('1', 'forem');
    await books.deliver(deliveryOf(offer, { desiredHash: 'view', confirmedHash: 'view' }));
    expect(await faults()).toEqual([{ kind: 'delivery-not-permitted', subject: subjectOf(offer) }]);
  });

  test.each(['rejected', 'failed'] as const)('that is %s for no reason is found', async (state) => {
    const offer = await books.settle('1');
    await books.deliver(deliveryOf(offer, { state, reason: null }));
    expect(await faults()).toEqual([{ kind: 'delivery-without-reason', subject: subjectOf(offer) }]);
  });

  test('of an offer that nobody knows is found', async () => {
    await books.deliver(deliveryOf(offerOf('vdab', 'unknown')));
    expect(await faults()).toEqual([{ kind: 'delivery-of-unknown-offer', subject: SUBSCRIPTION.id }]);
  });
});

test('of many faults the first hundred are listed and all are counted', async () => {
  for (let index = 0; index < 120; index += 1) await books.settle(String(index));
  const found = await books.audit();
  expect(found).toMatchObject({ balanced: false, faultCount: 120 });
  expect(found.faults).toHaveLength(100);
});
