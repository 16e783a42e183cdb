import { signatureFromText } from '@relais/dedup';
import { placesOf } from '@relais/places';
import type { Observation } from '@relais/vacancy';
import { describe, expect, test } from 'vitest';
import type { EnricherSurroundings } from '../src/leased-work.ts';
import {
  aStageForEachTest,
  aVacancy,
  batchOf,
  enrichIn,
  observed,
  publishedOffers,
  standingOffers,
  withdrawn,
} from './open-stage.ts';

const stage = aStageForEachTest();

const enrich = (...observations: Observation[]) => enrichIn(stage.around, batchOf(...observations));
const echoOf = (reference: string) =>
  aVacancy('actiris', 'A1', {
    origin: { service: 'vdab', reference, hops: ['vdab', 'actiris'], provenance: 'echo', channel: null },
  });

describe('a vacancy that stands alone', () => {
  test('is published as an offer of its own', async () => {
    await enrich(observed(aVacancy('vdab', 'V1')));
    const [event, ...others] = await publishedOffers(stage.around);
    expect(others).toEqual([]);
    expect(event).toMatchObject({ type: 'offer.published', offer: { version: 1, status: 'open' } });
  });

  test('is shown with the codes and the position of its place, where places are imported', async () => {
    const gent = { nis: '44021', names: { nl: 'Gent', fr: 'Gand', de: 'Gent' }, formerCodes: [], otherNames: [] };
    const position = { latitude: 51.05, longitude: 3.72 };
    const table = { municipalities: [gent], localities: [{ postcode: '9000', nis: '44021', part: null, position }] };
    const facts = { id: '', checksum: '', state: null, tables: [], municipalities: 1, postcodes: 1, passedOver: [] };
    const known = { ...stage.around, places: placesOf({ table, facts }) };
    await enrichIn(known, batchOf(observed(aVacancy('vdab', 'V1'))));
    const [event] = await publishedOffers(known);
    expect(event?.offer.vacancy?.workplaces).toEqual([
      {
        ...{ country: 'BE', postcode: '9000', municipality: 'Gent', municipalityCode: '44021', nuts: 'BE234' },
        ...{ ...position, precision: 'postcode' },
      },
    ]);
  });

  test('changes nothing when it is read again', async () => {
    await enrich(observed(aVacancy('vdab', 'V1')));
    await enrich(observed(aVacancy('vdab', 'V1')));
    expect(await publishedOffers(stage.around)).toHaveLength(1);
  });

  test('is updated by a newer version and not by an older one', async () => {
    await enrich(observed(aVacancy('vdab', 'V1', { positions: 2 }), 2));
    await enrich(observed(aVacancy('vdab', 'V1', { positions: 1 }), 1));
    await enrich(observed(aVacancy('vdab', 'V1', { positions: 3 }), 3));
    const events = await publishedOffers(stage.around);
    expect(events.map(({ offer }) => offer.vacancy?.positions)).toEqual([2, 3]);
  });

  test('closes its offer when it is withdrawn, and opens the same offer when it comes back', async () => {
    await enrich(observed(aVacancy('vdab', 'V1')));
    await enrich(withdrawn('vdab', 'V1', 2));
    await enrich(observed(aVacancy('vdab', 'V1'), 3));
    const events = await publishedOffers(stage.around);
    expect(events.map(({ type }) => type)).toEqual(['offer.published', 'offer.closed', 'offer.published']);
    expect(new Set(events.map(({ offer }) => offer.id)).size).toBe(1);
  });

  test('stays dead when its withdrawal arrives before an older observation of it', async () => {
    await enrich(withdrawn('vdab', 'V1', 2));
    await enrich(observed(aVacancy('vdab', 'V1'), 1));
    expect(await publishedOffers(stage.around)).toEqual([]);
  });
});

describe('an echo', () => {
  test.each([
    ['after its origin', [observed(aVacancy('vdab', 'V1')), observed(echoOf('V1'))]],
    ['before its origin', [observed(echoOf('V1')), observed(aVacancy('vdab', 'V1'))]],
  ])('joins the offer of its origin when it is seen %s', async (_when, observations) => {
    for (const observation of observations) await enrich(observation);
    const open = (await standingOffers(stage.around)).filter((offer) => offer.status === 'open');
    expect(open).toHaveLength(1);
    expect(open[0]?.members.map((member) => member.source)).toEqual(['vdab', 'actiris']);
  });

  test('joins it inside one batch too', async () => {
    await enrich(observed(aVacancy('vdab', 'V1')), observed(echoOf('V1')));
    expect(await publishedOffers(stage.around)).toHaveLength(1);
  });

  test('keeps the offer open when its origin is withdrawn, until it is gone itself', async () => {
    await enrich(observed(aVacancy('vdab', 'V1')), observed(echoOf('V1')));
    await enrich(withdrawn('vdab', 'V1', 2));
    const [open] = await standingOffers(stage.around);
    expect(open).toMatchObject({ status: 'open', formerMembers: ['vdab:V1'] });
    await enrich(withdrawn('actiris', 'A1', 2));
    const [closed] = await standingOffers(stage.around);
    expect(closed).toMatchObject({ status: 'closed', members: [] });
  });
});

describe('two offers that turn out to be one job', () => {
  const duplicateOf = (reference: string) =>
    aVacancy('vdab', 'V2', { titles: { nl: 'Chef-kok' }, duplicatesAtSource: [reference] });

  test('become one, and the other is published as merged', async () => {
    await enrich(observed(aVacancy('vdab', 'V1')));
    await enrich(observed(aVacancy('vdab', 'V2', { titles: { nl: 'Chef-kok' } })));
    expect((await standingOffers(stage.around)).filter((offer) => offer.status === 'open')).toHaveLength(2);
    await enrich(observed(duplicateOf('V1'), 2));
    const offers = await standingOffers(stage.around);
    const open = offers.filter((offer) => offer.status === 'open');
    const merged = offers.filter((offer) => offer.status === 'merged');
    expect(open).toHaveLength(1);
    expect(open[0]?.members).toHaveLength(2);
    expect(merged).toMatchObject([{ mergedInto: open[0]?.id, vacancy: null }]);
  });

  test('stay one when a vacancy of the merged offer is withdrawn and comes back', async () => {
    await enrich(observed(aVacancy('vdab', 'V1')));
    await enrich(observed(aVacancy('vdab', 'V2', { titles: { nl: 'Chef-kok' } })));
    await enrich(observed(duplicateOf('V1'), 2));
    await enrich(withdrawn('vdab', 'V2', 3));
    await enrich(observed(duplicateOf('V1'), 4));
    const open = (await standingOffers(stage.around)).filter((offer) => offer.status === 'open');
    expect(open.map((offer) => offer.members.length)).toEqual([2]);
  });
});

describe('a repost under a new reference', () => {
  const repost = aVacancy('vdab', 'V9', { publication: { ...aVacancy('x', 'y').publication, from: '2026-11-30' } });

  test('opens the closed offer of the same job again, under the same id', async () => {
    await enrich(observed(aVacancy('vdab', 'V1')));
    await enrich(withdrawn('vdab', 'V1', 2));
    await enrich(observed(repost));
    const events = await publishedOffers(stage.around);
    expect(events.map(({ type }) => type)).toEqual(['offer.published', 'offer.closed', 'offer.published']);
    expect(new Set(events.map(({ offer }) => offer.id)).size).toBe(1);
    expect(events[2]?.offer.members).toMatchObject([{ reference: 'V9' }]);
  });

  test('takes over the offer also when the first one is found absent after it', async () => {
    await enrich(observed(aVacancy('vdab', 'V1')));
    const day = { ...repost, publication: { ...repost.publication, from: '2026-11-23' }, positions: 3 };
    await enrich(observed(day), withdrawn('vdab', 'V1', 2));
    const open = (await standingOffers(stage.around)).filter((offer) => offer.status === 'open');
    expect(open).toMatchObject([{ members: [{ reference: 'V9' }], formerMembers: ['vdab:V1'] }]);
    expect(open[0]?.id).toBe((await publishedOffers(stage.around))[0]?.offer.id);
  });

  test('is another job when the first one still stands', async () => {
    await enrich(observed(aVacancy('vdab', 'V1')));
    await enrich(observed({ ...repost, positions: 3 }));
    expect((await standingOffers(stage.around)).filter((offer) => offer.status === 'open')).toHaveLength(2);
  });

  test('is another job two months later, when the first one is forgotten', async () => {
    const late = { ...repost, publication: { ...repost.publication, from: '2027-01-25' } };
    await enrich(observed(aVacancy('vdab', 'V1')));
    await enrich(withdrawn('vdab', 'V1', 2));
    await enrich(observed(late));
    expect((await standingOffers(stage.around)).map(({ status }) => status).toSorted()).toEqual(['closed', 'open']);
  });

  test('leaves the withdrawn vacancy in the index for 62 days', async () => {
    await enrich(observed(aVacancy('vdab', 'V1')));
    await enrich(withdrawn('vdab', 'V1', 2));
    const entry = (await stage.around.state.matches.get(['vdab:V1'])).get('vdab:V1');
    expect(signatureFromText(entry?.signature ?? '')).toMatchObject({ withdrawn: '2026-11-23' });
    expect(entry?.expiresAt).toBe(Date.parse('2027-01-24'));
  });
});

test('the same text in another town is another job', async () => {
  const elsewhere = aVacancy('actiris', 'A9', {
    workplaces: [{ ...aVacancy('x', 'y').workplaces[0], postcode: '1000' }] as never,
  });
  await enrich(observed(aVacancy('vdab', 'V1')), observed(elsewhere));
  expect((await standingOffers(stage.around)).filter((offer) => offer.status === 'open')).toHaveLength(2);
});

describe('a crash', () => {
  test('between publishing and applying repeats the same event id and makes no second version', async () => {
    const failing = { ...stage.around, ledger: { ...stage.around.ledger, offers: failingApply(stage.around) } };
    const batch = batchOf(observed(aVacancy('vdab', 'V1')));
    await expect(enrichIn(failing, batch)).rejects.toThrow('power cut');
    await enrichIn(stage.around, batch);
    const ids = await eventIds();
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(await standingOffers(stage.around)).toMatchObject([{ version: 1, status: 'open' }]);
  });

  test.each([
    ['joins', [observed(echoOf('V1')), observed(aVacancy('vdab', 'V1'))]],
    ['is gone', [withdrawn('vdab', 'V1', 2)]],
  ])('leaves no published offer behind when what it founded %s after it', async (_what, later) => {
    const failing = { ...stage.around, ledger: { ...stage.around.ledger, offers: failingApply(stage.around) } };
    await expect(enrichIn(failing, batchOf(observed(aVacancy('vdab', 'V1'))))).rejects.toThrow('power cut');
    for (const observation of later) await enrich(observation);
    const newest = new Map((await publishedOffers(stage.around)).map(({ offer }) => [offer.id, offer.status]));
    const standing = new Map((await standingOffers(stage.around)).map((offer) => [offer.id, offer.status]));
    expect(newest).toEqual(standing);
  });

  test('leaves no lease behind', async () => {
    const failing = { ...stage.around, ledger: { ...stage.around.ledger, offers: failingApply(stage.around) } };
    await expect(enrichIn(failing, batchOf(observed(aVacancy('vdab', 'V1'))))).rejects.toThrow('power cut');
    const { granted } = await stage.around.state.leases.acquire('other', [{ id: 'one', names: ['v:vdab:V1'] }], 1_000);
    expect(granted).toEqual(['one']);
  });
});

function failingApply({ ledger }: EnricherSurroundings) {
  return Object.assign(Object.create(ledger.offers) as typeof ledger.offers, {
    apply: () => Promise.reject(new Error('power cut')),
  });
}

async function eventIds(): Promise<(string | undefined)[]> {
  const ids: (string | undefined)[] = [];
  for await (const records of stage.around.log.read({ topic: 'relais.offers.v1' })) {
    ids.push(...records.map((record) => record.headers['ce_id']));
  }
  return ids;
}
