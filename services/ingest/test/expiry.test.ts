import { openEmbeddedFile } from '@relais/runtime';
import { openEmbeddedState } from '@relais/state';
import { emptyVacancy } from '@relais/vacancy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { endsAt } from '../src/ends-at.ts';
import { ending, many, openTestStage, ScriptedSource, type Stage, shown } from './open-stage.ts';

let stage: Stage;
let source: ScriptedSource;
beforeEach(async () => {
  stage = await openTestStage();
  source = new ScriptedSource();
  source.mode = 'delta';
  stage.clock.set('2026-06-10T10:00:00Z');
});
afterEach(() => stage.close());

const round = async () => (await stage.round([source.as('test')]))[0];
const silentRound = async () => {
  source.items = [];
  source.failure = new Error('no answer');
  return await round();
};
const expired = async () =>
  (await stage.observations()).flatMap((one) =>
    one.type === 'vacancy.withdrawn' && one.reason === 'expired' ? [one.reference] : [],
  );

describe('an end', () => {
  const endOf = (until: string | null, zone = 'Europe/Brussels') =>
    endsAt(
      { ...emptyVacancy('test', '1'), publication: { created: null, modified: null, from: null, until } },
      zone,
      Date.parse('2026-01-01T00:00:00Z'),
    );

  test.each([
    ['a day, in summer', '2026-06-10', 'Europe/Brussels', '2026-06-10T22:00:00Z'],
    ['a day, in winter', '2026-12-31', 'Europe/Brussels', '2026-12-31T23:00:00Z'],
    ['the day on which the clock goes forward', '2026-03-29', 'Europe/Brussels', '2026-03-29T22:00:00Z'],
    ['a day in another zone', '2026-06-10', 'Europe/Lisbon', '2026-06-10T23:00:00Z'],
    ['an instant', '2026-06-10T12:30:00.000Z', 'Europe/Brussels', '2026-06-10T12:30:00Z'],
  ])('is the end of that day in the zone of the source, or the instant itself: %s', (_what, until, zone, expected) => {
    expect(endOf(until, zone)).toBe(Date.parse(expected));
  });

  test('is none without a date, and none when it has passed: the source then shows the offer in spite of it', () => {
    expect(endOf(null)).toBeNull();
    expect(endOf('2025-12-30')).toBeNull();
  });
});

describe('a vacancy whose end has passed', () => {
  test('is withdrawn while the source is silent, and not before', async () => {
    source.items = [ending('day', '2026-06-10'), ending('later', '2026-06-11'), shown('open')];
    await round();
    stage.clock.set('2026-06-10T21:59:30Z');
    await silentRound();
    expect(await expired()).toEqual([]);
    stage.clock.set('2026-06-10T22:00:30Z');
    expect(await silentRound()).toMatchObject({ failure: { message: 'no answer' } });
    expect(await expired()).toEqual(['day']);
  });

  test('is withdrawn once, in a batch whose books balance', async () => {
    source.items = [ending('1', '2026-06-10'), ending('2', '2026-06-10')];
    await round();
    stage.clock.set('2026-06-11T10:00:00Z');
    await silentRound();
    await silentRound();
    expect(await expired()).toEqual(['1', '2']);
    const batches = await stage.ledger.batches.list({ source: 'test', limit: 10, offset: 0 });
    expect(batches.filter(({ withdrawn }) => withdrawn > 0)).toMatchObject([
      { status: 'closed', received: 2, withdrawn: 2, mode: 'delta' },
    ]);
  });

  test('stays when a whole snapshot has shown it since: the word of the source counts, not the date', async () => {
    source.mode = 'snapshot';
    source.items = [ending('1', '2026-06-10'), ...many(3)];
    await round();
    stage.clock.set('2026-06-11T10:00:00Z');
    await round();
    await silentRound();
    expect(await expired()).toEqual([]);
  });

  test('opens again when the source gives it a new end', async () => {
    source.items = [ending('1', '2026-06-10')];
    await round();
    stage.clock.set('2026-06-11T10:00:00Z');
    source.items = [];
    await round();
    source.items = [ending('1', '2026-07-10')];
    await round();
    expect((await stage.observations()).map(({ type, version }) => [type, version])).toEqual([
      ['vacancy.observed', 1],
      ['vacancy.withdrawn', 2],
      ['vacancy.observed', 3],
    ]);
  });

  test('is no longer part of what a held batch asks about', async () => {
    source.mode = 'snapshot';
    source.items = [...many(300), ending('ends', '2026-06-10')];
    await round();
    source.items = many(100);
    const held = (await round())?.batches[0];
    expect(held).toMatchObject({ status: 'held', absent: 201 });
    stage.clock.set('2026-06-11T10:00:00Z');
    await silentRound();
    expect(await expired()).toEqual(['ends']);
    expect(await stage.ledger.batches.countAbsences(held?.id ?? '')).toBe(200);
  });

  test('is found too after the memory was rebuilt from the log', async () => {
    source.items = [ending('1', '2026-06-10')];
    await round();
    stage.clock.set('2026-06-11T10:00:00Z');
    const file = openEmbeddedFile(':memory:');
    source.items = [];
    await stage.round([source.as('test')], { state: openEmbeddedState(file) });
    file.close();
    expect(await expired()).toEqual(['1']);
  });
});
