import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyDeliveryEvent, type Delivery, type DeliveryChange, type DeliveryEvent } from '../../src/index.ts';
import { aDelivery, NOON } from '../builders.ts';

const { subscription, offerId } = aDelivery();
const hash = fc.constantFrom('h1', 'h2', 'h3');
const batchId = fc.constantFrom('b1', 'b2', 'b3');
const moment = fc.integer({ min: NOON, max: NOON + 20 });

/** An event whose revision is told by its distance from the current one, so that near ones are met often. */
type Told = { readonly distance: number; readonly at: number; readonly event: DeliveryEvent };

const answered = { revision: fc.constant(0), batchId };
const trouble = {
  ...answered,
  reason: fc.constantFrom('timeout' as const, 'invalid' as const),
  detail: fc.constant(null),
};
const events: fc.Arbitrary<DeliveryEvent> = fc.oneof(
  fc.record({
    type: fc.constant('desired' as const),
    hash: fc.option(hash),
    offerVersion: fc.integer({ min: 1, max: 6 }),
    offerFence: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ type: fc.constant('accepted' as const), ...answered, hash: fc.option(hash) }),
  fc.record({ type: fc.constant('handed-over' as const), ...answered, receiptDueAt: moment }),
  fc.record({ type: fc.constant('rejected' as const), ...trouble }),
  fc.record({ type: fc.constant('failed' as const), ...trouble, retryAt: fc.option(moment) }),
  fc.record({ type: fc.constant('replayed' as const), revision: fc.constant(0), operation: fc.constant('op_1') }),
  fc.record({
    type: fc.constant('inventoried' as const),
    revision: fc.constant(0),
    holds: fc.option(fc.record({ revision: fc.option(fc.integer({ min: 1, max: 5 })) })),
  }),
);
const distances = fc.constantFrom(0, 0, 0, -1, -2, 1);
const story = fc.array(fc.record({ distance: distances, at: moment, event: events }), { maxLength: 40 });

interface Step {
  readonly before: Delivery | null;
  readonly change: DeliveryChange;
  readonly after: Delivery | null;
}

/** Plays a story. An answer without a hash of its own says what was desired, as the sink does. */
function played(told: readonly Told[], honest: boolean): Step[] {
  const steps: Step[] = [];
  let before: Delivery | null = null;
  for (const each of told) {
    const change: DeliveryChange = { subscription, offerId, at: each.at, event: addressed(each, before, honest) };
    const after = applyDeliveryEvent(before, change);
    steps.push({ before, change, after });
    before = after;
  }
  return steps;
}

function addressed({ event, distance }: Told, delivery: Delivery | null, honest: boolean): DeliveryEvent {
  if (!('revision' in event)) return event;
  const revision =
    event.type === 'inventoried' && delivery === null ? 0 : Math.max(1, (delivery?.revision ?? 1) + distance);
  const truthful = honest && event.type === 'accepted' && distance === 0;
  return truthful ? { ...event, revision, hash: delivery?.desiredHash ?? null } : { ...event, revision };
}

const property = (check: (steps: readonly Step[]) => void) =>
  fc.assert(
    fc.property(story, fc.boolean(), (told, honest) => check(played(told, honest))),
    { numRuns: 2_000 },
  );

test('the revision and the confirmed revision never fall, and no confirmation is ahead of what was asked for', () => {
  property((steps) => {
    for (const { before, after } of steps) {
      if (before === null || after === null) continue;
      expect(after.revision).toBeGreaterThanOrEqual(before.revision);
      expect(after.confirmedRevision ?? 0).toBeGreaterThanOrEqual(before.confirmedRevision ?? 0);
      expect(after.confirmedRevision ?? 0).toBeLessThanOrEqual(after.revision);
    }
  });
});

test('what is confirmed is what is desired, and what is removed was confirmed as removed', () => {
  property((steps) => {
    for (const { after } of steps) {
      if (after?.state !== 'confirmed' && after?.state !== 'removed') continue;
      expect(after.confirmedHash).toBe(after.desiredHash);
      expect(after.confirmedRevision).toBe(after.revision);
      expect(after.desiredHash === null).toBe(after.state === 'removed');
    }
  });
});

test('an event that comes twice changes nothing the second time', () => {
  property((steps) => {
    for (const { change, after } of steps) expect(applyDeliveryEvent(after, change)).toBe(after);
  });
});

test('a delivery once founded is never lost, and an older judgement is never taken', () => {
  property((steps) => {
    for (const { before, after } of steps) {
      if (before === null) continue;
      expect(after).not.toBeNull();
      expect(judgementOf(after) >= judgementOf(before)).toBe(true);
    }
  });
});

test('an offer that is no longer wanted is at rest only after its removal was tried, or the partner said that it has it not', () => {
  property((steps) => {
    const tried = new Set<number>();
    for (const { before, change, after } of steps) {
      if ('revision' in change.event && change.event.revision === before?.revision) tried.add(before.revision);
      if (after?.desiredHash === null && after.state !== 'due') expect(tried).toContain(after.revision);
    }
  });
});

test('whatever happened, a partner who accepts from now on ends up with what is desired', () => {
  property((steps) => {
    let delivery = steps.at(-1)?.after ?? null;
    for (let turn = 0; delivery !== null && !atRest(delivery); turn++) {
      expect(turn).toBeLessThan(4);
      const at = NOON + 100 + turn;
      const { revision, desiredHash, state } = delivery;
      const accepted = { type: 'accepted', revision, hash: desiredHash, batchId: `last-${turn}` } as const;
      const replayed = { type: 'replayed', revision, operation: 'op_2' } as const;
      const next = state === 'due' || state === 'awaiting' ? accepted : replayed;
      delivery = applyDeliveryEvent(delivery, { subscription, offerId, at, event: next });
    }
    if (delivery !== null) expect(delivery.confirmedHash).toBe(delivery.desiredHash);
  });
});

test('a stretch of the log that is handed over again leaves the same wish', () => {
  fc.assert(
    fc.property(story, fc.nat(), (told, cut) => {
      // Where nothing was ever wanted nothing is noted, so the story begins with the first wish.
      const changes = played(told, true).flatMap(({ change, after }) => (after === null ? [] : change));
      const play = (some: readonly DeliveryChange[]) => some.reduce<Delivery | null>(applyDeliveryEvent, null);
      const [once, twice] = [play(changes), play([...changes, ...changes.slice(cut % (changes.length + 1))])];
      expect(judgementOf(twice)).toBe(judgementOf(once));
      if (!hasTwoWishesOfOneJudgement(changes)) expect(twice?.desiredHash).toBe(once?.desiredHash);
    }),
    { numRuns: 2_000 },
  );
});

function atRest({ state }: Delivery): boolean {
  return state === 'confirmed' || state === 'removed';
}

/** Version and fence as one comparable number. */
function judgementOf(delivery: Delivery | null): number {
  return delivery === null ? 0 : delivery.offerVersion * 100 + delivery.offerFence;
}

/** True when one judgement (version and fence) was told with two contents: then the last one told counts. */
function hasTwoWishesOfOneJudgement(changes: readonly DeliveryChange[]): boolean {
  const told = new Map<string, string | null>();
  return changes.some(({ event }) => {
    if (event.type !== 'desired') return false;
    const judgement = `${event.offerVersion}/${event.offerFence}`;
    const conflicting = told.has(judgement) && told.get(judgement) !== event.hash;
    told.set(judgement, event.hash);
    return conflicting;
  });
}
