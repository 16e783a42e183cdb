import { RelaisError } from '@relais/runtime';
import { TOPICS } from '@relais/vacancy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestStage, ScriptedSource, type Stage, shown } from './open-stage.ts';

let stage: Stage;
let source: ScriptedSource;
beforeEach(async () => {
  stage = await openTestStage();
  source = new ScriptedSource();
});
afterEach(() => stage.close());

const round = async () => (await stage.round([source.as('test')]))[0];
const quarantine = () => stage.ledger.quarantine.list({ limit: 10, offset: 0 });

describe('a chain of services', () => {
  const passedOn = (...hops: string[]) =>
    shown('1', 'Metselaar', {
      origin: { service: hops[0] ?? '', reference: null, hops, provenance: 'echo', channel: null },
    });

  test('may be as long as the limit', async () => {
    source.items = [passedOn('actiris', 'forem', 'vdab', 'test')];
    expect((await round())?.batches[0]).toMatchObject({ observed: 1, quarantined: 0 });
  });

  test('that is longer goes to quarantine, and the reason names the way and the limit', async () => {
    source.items = [passedOn('actiris', 'forem', 'vdab', 'eures', 'test')];
    expect((await round())?.batches[0]).toMatchObject({ observed: 0, quarantined: 1 });
    expect(await quarantine()).toMatchObject([
      {
        code: 'TOO_MANY_HOPS',
        reason: 'the offer has passed 5 services (actiris > forem > vdab > eures > test), more than the 4 allowed',
      },
    ]);
  });

  test('never withdraws an offer that was live before it grew', async () => {
    source.items = [passedOn('actiris', 'test')];
    await round();
    source.items = [passedOn('a', 'b', 'c', 'd', 'test')];
    expect((await round())?.batches[0]).toMatchObject({ withdrawn: 0, quarantined: 1 });
  });
});

describe('schema drift', () => {
  test('is counted into the batch and its event, once a batch', async () => {
    source.items = [shown('1')];
    source.drift = [
      { path: 'profiel.nieuw', count: 12, kind: 'unknown-field' },
      { path: 'contract=Z9', count: 1, kind: 'unknown-code' },
    ];
    const batch = (await round())?.batches[0];
    expect(batch).toMatchObject({ status: 'closed', observed: 1, drift: source.drift });
    expect(await stage.ledger.batches.get(batch?.id ?? '')).toMatchObject({ drift: source.drift });
    expect(await stage.batchEvents()).toMatchObject([{ id: batch?.id, drift: source.drift }]);
  });

  test('of a field that matters stops the batch with a message that names it, and withdraws nothing', async () => {
    source.items = [shown('1'), shown('2')];
    await round();
    source.items = [];
    const message = 'test: 5 of 5 records lack functie.titel';
    source.failure = new RelaisError('SOURCE_SCHEMA_CHANGED', message, { retriable: false });
    expect((await round())?.failure).toBe(source.failure);
    const [failed] = await stage.ledger.batches.list({ source: 'test', limit: 1, offset: 0 });
    expect(failed).toMatchObject({ status: 'failed', withdrawn: 0, failure: message });
  });
});

describe('personal data', () => {
  const ADDRESS = 'an.peeters@staalhuis.example';

  test('is masked in the reasons of the quarantine, in the ledger and on the topic', async () => {
    const reason = `contact: ${ADDRESS} is no route`;
    source.items = [
      { kind: 'unreadable', position: 0, reference: '1', code: 'RECORD_INVALID', reason, stage: 'normalise' },
    ];
    await round();
    const [entry] = await quarantine();
    expect(entry?.reason).toMatch(/^contact: .* is no route$/);
    const published: unknown[] = [];
    for await (const records of stage.log.read({ topic: TOPICS.quarantine.name })) published.push(...records);
    expect(published).toHaveLength(1);
    expect(JSON.stringify([entry, ...published.map((record) => (record as { value: string }).value)])).not.toContain(
      ADDRESS,
    );
  });

  test('is masked in the words of a failure', async () => {
    source.failure = new Error(`cannot read ${ADDRESS}`);
    await round();
    const [failed] = await stage.ledger.batches.list({ source: 'test', limit: 1, offset: 0 });
    expect(failed?.failure).toContain('cannot read');
    expect(failed?.failure).not.toContain('@');
  });

  const contact = { name: 'An', role: null, email: ADDRESS, telephone: null, postalAddress: null };
  const observedContact = async () => {
    const [observation] = (await stage.observations()).slice(-1);
    return observation?.type === 'vacancy.observed' ? observation.contact : undefined;
  };

  test('of an application route is marked with its purpose and with the end of the offer', async () => {
    const publication = { created: null, modified: null, from: null, until: '2030-06-10' };
    source.items = [{ ...shown('1', 'Metselaar', { publication }), contact }];
    await round();
    expect(await observedContact()).toEqual({ ...contact, purpose: 'application', until: '2030-06-10' });
  });

  test('is kept for a set time when the offer names no end, or one that has passed', async () => {
    stage.clock.set('2026-06-10T10:00:00Z');
    const publication = { created: null, modified: null, from: null, until: '2026-06-01' };
    source.items = [{ ...shown('1'), contact }];
    await round();
    expect(await observedContact()).toMatchObject({ until: '2026-07-10' });
    source.items = [{ ...shown('1', 'Metselaar', { publication }), contact }];
    await round();
    expect(await observedContact()).toMatchObject({ until: '2026-07-10' });
  });

  test('that is marked is no change of the content: the next day publishes nothing', async () => {
    source.items = [{ ...shown('1'), contact }];
    await round();
    stage.clock.set('2027-06-11T10:00:00Z');
    expect((await round())?.batches[0]).toMatchObject({ observed: 0, unchanged: 1 });
  });
});
