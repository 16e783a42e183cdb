import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Channel } from '../../src/index.ts';
import { batchOf, NOW, removal, running, upsert, upserts } from '../offers.ts';
import { openWith } from '../surroundings.ts';
import { answerJson, type Receiver, SECRET, startReceiver } from './receiver.ts';

let receiver: Receiver;
const channels: Channel[] = [];

beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  for (const channel of channels.splice(0)) await channel.close();
  await receiver.close();
});

function open(known: Record<string, unknown> = {}): Channel {
  const settings = { kind: 'webhook', url: receiver.url, secrets: [SECRET], allowPrivateNetworks: true, ...known };
  const channel = openWith(settings);
  channels.push(channel);
  return channel;
}

const answerStatus = (status: number, headers: Record<string, string> = {}, body = '') => {
  receiver.answering = (_call, response) => response.writeHead(status, headers).end(body);
};

function times<Value>(count: number, value: Value): Value[] {
  return Array.from({ length: count }, () => value);
}

async function sendOne(known: Record<string, unknown> = {}, item = upsert('of_a')) {
  const [outcome] = await open(known).send(batchOf([item]), running);
  return outcome;
}

describe('an answer with results', () => {
  test('gives each offer its own outcome', async () => {
    receiver.answering = (_call, response) =>
      answerJson(response, 200, {
        results: [
          { offerId: 'of_e', revision: 2, outcome: 'rejected', reason: 'gone' },
          { offerId: 'of_d', revision: 1, outcome: 'retry' },
          { offerId: 'of_c', revision: 1, outcome: 'rejected', reason: 'Titel ontbreekt', detail: 'bel 02/555.12.34' },
          { offerId: 'of_b', revision: 1, outcome: 'rejected', reason: 'unknown-code', detail: 'OP-1' },
          { offerId: 'of_a', revision: 1, outcome: 'accepted', extra: true },
          { offerId: 'of_z', revision: 1, outcome: 'accepted' },
        ],
      });
    const items = ['of_a', 'of_b', 'of_c', 'of_d'].map((id) => upsert(id));
    const outcomes = await open().send(batchOf([...items, removal('of_e'), upsert('of_f')]), running);
    expect(outcomes).toEqual([
      { kind: 'accepted' },
      { kind: 'rejected', reason: 'unknown-code', detail: 'OP-1' },
      { kind: 'rejected', reason: 'partner-error', detail: 'Titel ontbreekt: bel [telephone]' },
      { kind: 'failed', reason: 'partner-error', detail: null, retriable: true, retryAfterMs: null },
      { kind: 'accepted' },
      expect.objectContaining({ kind: 'failed', reason: 'no-receipt', retriable: true }),
    ]);
  });

  test('that speaks of another revision says nothing of this one', async () => {
    receiver.answering = (_call, response) =>
      answerJson(response, 200, { results: [{ offerId: 'of_a', revision: 2, outcome: 'accepted' }] });
    expect(await sendOne()).toMatchObject({ kind: 'failed', reason: 'no-receipt' });
  });

  test.each([
    ['{"results":[{"offerId":', 'not valid JSON'],
    ['{"results":{}}', 'not a list'],
  ])('that is broken is no acceptance: %s', async (body, words) => {
    answerStatus(200, {}, body);
    expect(await sendOne()).toMatchObject({ kind: 'failed', reason: 'partner-error', retriable: true });
    expect(JSON.stringify(await sendOne())).toContain(words);
  });

  test('that is compressed although nobody asked is no acceptance', async () => {
    answerStatus(200, { 'content-encoding': 'gzip' }, 'x');
    expect(await sendOne()).toMatchObject({ kind: 'failed', reason: 'partner-error' });
  });
});

test.each(['', 'OK', '{}', '{"status":"fine"}', '[1]', 'null', '<html>thanks</html>'])(
  'a bare success accepts everything: %j',
  async (body) => {
    answerStatus(202, {}, body);
    expect(await open().send(batchOf(upserts(3)), running)).toEqual(times(3, { kind: 'accepted' }));
  },
);

describe('a single offer', () => {
  const single = { mode: 'single' };

  test.each([
    [400, { kind: 'rejected', reason: 'invalid' }],
    [409, { kind: 'rejected', reason: 'duplicate' }],
    [413, { kind: 'rejected', reason: 'too-large' }],
    [422, { kind: 'rejected', reason: 'invalid' }],
    [451, { kind: 'rejected', reason: 'not-wanted' }],
    [301, { kind: 'failed', reason: 'partner-error', retriable: true }],
    [304, { kind: 'failed', reason: 'partner-error', retriable: true }],
    [401, { kind: 'failed', reason: 'authentication', retriable: true }],
    [403, { kind: 'failed', reason: 'authentication', retriable: true }],
    [404, { kind: 'failed', reason: 'partner-error', retriable: true }],
    [405, { kind: 'failed', reason: 'partner-error', retriable: true }],
    [408, { kind: 'failed', reason: 'timeout', retriable: true }],
    [410, { kind: 'failed', reason: 'gone', retriable: false }],
    [429, { kind: 'failed', reason: 'rate-limited', retriable: true }],
    [500, { kind: 'failed', reason: 'server-error', retriable: true }],
    [503, { kind: 'failed', reason: 'server-error', retriable: true }],
  ])('answered with %i', async (status, expected) => {
    answerStatus(status);
    expect(await sendOne(single)).toMatchObject(expected);
    expect(receiver.calls).toHaveLength(1);
  });

  test.each([404, 410])('that is to be removed and is not there (%i) is removed', async (status) => {
    answerStatus(status);
    expect(await sendOne(single, removal('of_a'))).toEqual({ kind: 'accepted' });
  });

  test("is rejected with the partner's own words, on one line and without personal data", async () => {
    answerStatus(422, {}, 'titel:\n  te lang, mail jan.peeters@example.org');
    expect(await sendOne(single)).toMatchObject({ detail: 'HTTP 422 titel: te lang, mail [e-mail]' });
  });

  test('has its item key as its id, and its own event type', async () => {
    await sendOne(single);
    await sendOne(single, removal('of_a', 2));
    const [first, second] = receiver.calls;
    expect(first?.headers['webhook-id']).toBe('jobs-all_of_a_1');
    expect(second?.headers['webhook-id']).toBe('jobs-all_of_a_2');
    expect(JSON.parse(first?.body.toString() ?? '')).toMatchObject({ type: 'offer.upserted' });
    expect(JSON.parse(second?.body.toString() ?? '')).toMatchObject({ type: 'offer.removed', data: { offer: null } });
  });
});

describe('what the partner asks for', () => {
  test.each([
    ['429 with seconds', 429, { 'retry-after': '120' }, 120_000],
    ['503 with seconds', 503, { 'retry-after': '7' }, 7000],
    ['absurdly long', 503, { 'retry-after': '99999999999' }, 86_400_000],
    ['nonsense', 503, { 'retry-after': 'soon' }, null],
    ['a date in the past', 503, { 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' }, 0],
  ])('is when to come back: %s', async (_case, status, headers, retryAfterMs) => {
    answerStatus(status, headers);
    expect(await sendOne()).toMatchObject({ kind: 'failed', retriable: true, retryAfterMs });
  });

  test('counts for single records too', async () => {
    receiver.answering = (_call, response) => {
      response.setHeader('retry-after', '30');
      answerJson(response, 200, {
        results: [{ offerId: 'of_a', revision: 1, outcome: 'retry', reason: 'rate-limited' }],
      });
    };
    expect(await sendOne()).toMatchObject({ reason: 'rate-limited', retryAfterMs: 30_000 });
  });

  test('is to stop, by header or by 410, for all offers of the call', async () => {
    answerStatus(500, { 'webhook-delivery': 'abort-message' });
    expect(await open().send(batchOf(upserts(2)), running)).toMatchObject(times(2, { retriable: false }));
    answerStatus(410);
    expect(await open().send(batchOf([upsert('of_a'), removal('of_b')]), running)).toMatchObject(
      times(2, { kind: 'failed', reason: 'gone', retriable: false }),
    );
  });
});

describe('a batch', () => {
  test('has its batch id as its id, the same at every attempt', async () => {
    const channel = open();
    await channel.send(batchOf(upserts(2), 'b7'), running);
    await channel.send(batchOf(upserts(2), 'b7'), running);
    expect(receiver.calls.map((call) => call.headers['webhook-id'])).toEqual(['b7', 'b7']);
    expect(JSON.parse(receiver.calls[0]?.body.toString() ?? '')).toMatchObject({
      type: 'offers.batch',
      timestamp: new Date(NOW).toISOString(),
      data: { batchId: 'b7' },
    });
  });

  test.each([400, 413, 422])(
    'refused as a whole with %i is taken apart until the fault stands alone',
    async (status) => {
      receiver.answering = (call, response) => {
        const faulty = call.items.some(({ offerId }) => offerId === upserts(8)[5]?.offerId);
        response.writeHead(faulty ? status : 204).end();
      };
      const outcomes = await open().send(batchOf(upserts(8)), running);
      expect(outcomes.map(({ kind }) => kind)).toEqual([
        ...Array<string>(5).fill('accepted'),
        'rejected',
        ...Array<string>(2).fill('accepted'),
      ]);
      expect(receiver.calls.map((call) => call.headers['webhook-id'])).toEqual([
        'b1',
        'b1_1',
        'b1_2',
        'b1_2_1',
        'b1_2_1_1',
        'b1_2_1_2',
        'b1_2_2',
      ]);
    },
  );
});

test('every call carries the further headers of the settings', async () => {
  await sendOne({ headers: { authorization: 'Bearer x' } });
  expect(receiver.calls[0]?.headers.authorization).toBe('Bearer x');
});
