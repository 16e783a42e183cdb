import { describe, expect, test } from 'vitest';
import {
  emptyVacancy,
  eventHeaders,
  observationSchema,
  offerEventSchema,
  partnerTopic,
  TOPICS,
  vacancyErrors,
  vacancySchema,
} from '../src/index.ts';
import { observedWith, offerWith, vacancyWith } from './vacancies.ts';

function throughJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe('an event on its way through the log', () => {
  test.each([
    observedWith(),
    observedWith({ contact: null, vacancy: emptyVacancy('actiris', 'A1') }),
    {
      type: 'vacancy.withdrawn',
      source: 'vdab',
      reference: '1',
      version: 4,
      batchId: 'b',
      observedAt: '2026-03-02T09:00:00.000Z',
      reason: 'absent',
    },
  ])('keeps every member of an observation (%#)', (event) => {
    expect(observationSchema.parse(throughJson(event))).toEqual(event);
  });

  test.each([
    { type: 'offer.published', offer: offerWith() },
    { type: 'offer.closed', offer: offerWith({ status: 'closed', members: [], vacancy: null, coding: null }) },
    { type: 'offer.merged', offer: offerWith({ status: 'merged', mergedInto: 'of_2', formerMembers: ['vdab:1'] }) },
  ])('keeps every member of an offer (%#)', (event) => {
    expect(offerEventSchema.parse(throughJson(event))).toEqual(event);
  });

  test.each([
    { version: 0 },
    { observedAt: '2026-03-02' },
    { vacancy: vacancyWith({ positions: 0 }) },
    { vacancy: vacancyWith({ publication: { created: '01/03/2026', modified: null, from: null, until: null } }) },
    { vacancy: vacancyWith({ payText: 'x'.repeat(4001) }) },
  ])('is refused when a member cannot be what it claims (%#)', (changes) => {
    expect(observationSchema.safeParse(observedWith(changes)).success).toBe(false);
  });

  test('of another type is refused', () => {
    expect(observationSchema.safeParse({ ...observedWith(), type: 'vacancy.seen' }).success).toBe(false);
  });
});

test('a vacancy with nothing known fits the model', () => {
  const empty = emptyVacancy('vdab', '1');
  expect(vacancySchema.parse(throughJson(empty))).toEqual(empty);
});

test('the headers of an event are those of CloudEvents in binary mode', () => {
  const time = '2026-03-02T09:00:00.000Z';
  expect(eventHeaders({ id: '1', type: 'vacancy.observed', source: '/relais/ingest/vdab', time })).toEqual({
    ce_specversion: '1.0',
    ce_id: '1',
    ce_type: 'eu.relais.vacancy.observed',
    ce_source: '/relais/ingest/vdab',
    ce_time: time,
    'content-type': 'application/json',
  });
});

test('every topic has its own name, a partner its own topic', () => {
  const names = [...Object.values(TOPICS), partnerTopic('forem'), partnerTopic('vdab')].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain('relais.partner.forem.v1');
});

test('an event that does not fit says which and why', () => {
  const details = { type: 'vacancy.observed', topic: 'relais.observations.v1', faults: 'version: too small' };
  expect(vacancyErrors.create('VACANCY_EVENT_INVALID', details)).toMatchObject({
    message: 'the event vacancy.observed on relais.observations.v1 does not fit its contract: version: too small',
    retriable: false,
  });
});
