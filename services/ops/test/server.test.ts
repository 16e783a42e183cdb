import { request } from 'node:http';
import type { AttemptRow } from '@relais/ledger';
import { createMetrics, silentLogger } from '@relais/runtime';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Ops, openOps } from '../src/server.ts';
import { collectStatus } from '../src/status.ts';
import { traceOffers } from '../src/trace.ts';
import { aBatch, CONTACT, deliveryOf, observed, offerOf, openTestBooks, rowOf, type TestBooks } from './open-books.ts';

const HOSTILE = '<script>alert("1")</script>&';
let books: TestBooks;
let ops: Ops | undefined;
beforeEach(async () => {
  books = await openTestBooks();
});
afterEach(async () => {
  vi.useRealTimers();
  await ops?.close();
  ops = undefined;
  await books.close();
});

const around = (sources: readonly string[] = ['vdab', 'forem']) => ({
  log: books.log,
  ledger: books.ledger,
  sources,
  subscriptions: [{ id: 'push', partner: 'partner', channel: 'webhook' }],
});

async function get(path: string, sources?: readonly string[]): Promise<Response> {
  const address = { host: '127.0.0.1', port: 0, names: ['relais.example.org'] };
  const seen = { logger: silentLogger, metrics: createMetrics() };
  ops ??= await openOps({ ...around(sources), state: books.state, ...address, ...seen });
  return fetch(`${ops.url}${path}`);
}

/** The status of the overview when it is asked for under a name. */
async function statusUnder(host: string): Promise<number | undefined> {
  await get('/healthz');
  const answered = Promise.withResolvers<number | undefined>();
  request(ops?.url ?? '', { headers: { host } }, (answer) => {
    answer.resume();
    answered.resolve(answer.statusCode);
  }).end();
  return await answered.promise;
}

describe('the status', () => {
  test('counts batches, offers, deliveries with their reasons, and what waits', async () => {
    await books.ledger.batches.put(aBatch({ id: 'b_0', openedAt: 1 }));
    await books.ledger.batches.put(aBatch());
    const [first, second] = [await books.settle('1'), await books.settle('2')];
    await books.observe(observed('vdab', '3'));
    await books.deliver(deliveryOf(first), deliveryOf(second, { state: 'failed', reason: 'timeout' }));
    expect(await collectStatus(around())).toMatchObject({
      sources: [
        { source: 'vdab', lastBatch: { id: 'b_1', received: 10 } },
        { source: 'forem', lastBatch: null },
      ],
      offers: { open: 2, closed: 0, merged: 0, liveVacancies: 2, withSeveralMembers: 0, unmapped: 2 },
      subscriptions: [
        {
          subscription: 'push',
          partner: 'partner',
          channel: 'webhook',
          states: { due: 0, awaiting: 0, confirmed: 1, rejected: 0, failed: 1, removed: 0 },
          reasons: { timeout: 1 },
        },
      ],
      backlog: { enricher: 3, sink: 0 },
    });
  });

  test('shows the newest held batches, and how many there are in all and of each source', async () => {
    for (let at = 1; at <= 52; at++) {
      await books.ledger.batches.put(aBatch({ id: `b_${at}`, status: 'held', openedAt: at, heldFor: 'empty' }));
    }
    const { held, heldCount, sources } = await collectStatus(around());
    expect([held.length, held[0]?.id, heldCount]).toEqual([50, 'b_52', 52]);
    expect(sources.map((one) => one.held)).toEqual([52, 0]);
  });

  test('is what the JSON page answers', async () => {
    await books.settle('1');
    const answer = await get('/api/v1/status');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ offers: { open: 1 }, subscriptions: [{ subscription: 'push' }] });
  });
});

describe('a trace', () => {
  test.each(['vdab:1', '1', offerOf('vdab', '1').id])('finds the offer by %s', async (name) => {
    const offer = await books.settle('1');
    await books.deliver(deliveryOf(offer));
    expect(await traceOffers(books.ledger, name)).toMatchObject([
      {
        offer: { id: offer.id },
        vacancies: [{ key: 'vdab:1' }],
        deliveries: [{ subscription: 'push', state: 'confirmed' }],
        attempts: [],
      },
    ]);
  });

  test('shows the newest attempts, the newest last, and how many there are', async () => {
    const offer = await books.settle('1');
    const attempts = Array.from({ length: 60 }, (_, at) => anAttempt(offer.id, at));
    await books.ledger.deliveries.apply({ deliveries: [], attempts });
    const [trace] = await traceOffers(books.ledger, '1');
    expect(trace).toMatchObject({ attempts: attempts.slice(-50), attemptCount: 60 });
    const [more] = await traceOffers(books.ledger, '1', 60);
    expect(more?.attempts).toEqual(attempts);
  });

  test('never shows contact data', async () => {
    const offer = await books.settle('1');
    const answer = await get(`/api/v1/trace/${offer.id}`);
    const text = await answer.text();
    expect(text).toContain('Bakker 1');
    for (const part of Object.values(CONTACT)) if (part !== null) expect(text).not.toContain(part);
  });

  test('finds references with slashes and blanks, and long ones', async () => {
    const reference = `a/b ${'x'.repeat(300)}`;
    await books.settle(reference);
    const answer = await get(`/api/v1/trace/${encodeURIComponent(`vdab:${reference}`)}`);
    expect(await answer.json()).toMatchObject([{ vacancies: [{ reference }] }]);
  });

  test('of an unknown name is not found', async () => {
    const answer = await get('/api/v1/trace/nothing');
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({ error: 'nothing is known by that name' });
  });
});

describe('the overview', () => {
  test('shows what sources, partners and failures call themselves as text', async () => {
    await books.ledger.batches.put(aBatch({ source: HOSTILE, status: 'failed', failure: HOSTILE }));
    const answer = await get('/', [HOSTILE]);
    const page = await answer.text();
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page).not.toContain('<script');
    expect(page.split('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;')).toHaveLength(3);
  });

  test('renews itself, unless it is asked to hold still', async () => {
    expect(await (await get('/')).text()).toContain('http-equiv="refresh"');
    expect(await (await get('/?still')).text()).not.toContain('http-equiv="refresh"');
  });

  test('shows long reasons in part, and where a table does not fit the keyboard scrolls it', async () => {
    await books.ledger.batches.put(aBatch({ status: 'failed', failure: 'x'.repeat(5_000) }));
    const page = await (await get('/')).text();
    expect(page).toContain(`<td class="long">${'x'.repeat(300)}…</td>`);
    expect(page).toContain('<div class="scroll" role="region" aria-label="Sources" tabindex="0">');
  });

  test('shows large counts in groups of three', async () => {
    await books.ledger.batches.put(aBatch({ received: 1_234_567 }));
    expect(await (await get('/')).text()).toContain('<td>1 234 567</td>');
  });
});

describe('while a store does not answer', () => {
  test('the overview says so and goes on renewing itself', async () => {
    await get('/healthz');
    await books.ledger.close();
    const answer = await get('/');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8']);
    expect(await answer.text()).toContain('http-equiv="refresh"');
  });

  test('open pages wait together for the look that is under way, however long it takes', async () => {
    const held = Promise.withResolvers<void>();
    const { offers } = books.ledger;
    let looks = 0;
    const statistics = async () => {
      looks += 1;
      await held.promise;
      return await offers.statistics();
    };
    books.ledger = { ...books.ledger, offers: { ...offers, statistics } };
    const pages = [get('/')];
    await expect.poll(() => looks).toBe(1);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    pages.push(get('/'), get('/api/v1/status'));
    expect((await get('/healthz')).status).toBe(200);
    held.resolve();
    expect((await Promise.all(pages)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(looks).toBe(1);
  });
});

describe('every answer', () => {
  test.each(['/', '/api/v1/status', '/api/v1/trace/nothing', '/api/v1/trace/%', '/healthz', '/metrics', '/unknown'])(
    'of %s forbids scripts, sniffing and keeping',
    async (path) => {
      const { headers } = await get(path);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
    },
  );

  test('stands in no frame and is not for other pages', async () => {
    const { headers } = await get('/');
    expect(headers.get('content-security-policy')).toMatch(
      /base-uri 'none'.*form-action 'none'.*frame-ancestors 'none'/,
    );
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  test.each(['127.0.0.1:4100', '[::1]:4100', 'localhost:4100', 'ops', 'relais.example.org'])(
    'is given under the name %s',
    async (host) => expect(await statusUnder(host)).toBe(200),
  );

  test.each(['evil.example', 'relais.example.org.evil.example:4100', '127.0.0.1.evil.example', 'a b', 'localhost.'])(
    'is refused under %s, a name that somebody else may have pointed here',
    async (host) => expect(await statusUnder(host)).toBe(421),
  );

  test('to an unknown address is 404', async () => {
    expect((await get('/unknown')).status).toBe(404);
  });

  test('that fails says nothing of what is inside', async () => {
    await get('/healthz');
    await books.ledger.close();
    const answer = await get('/api/v1/status');
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ error: 'the request failed; the log of ops tells why' });
  });
});

describe('the health check', () => {
  test('is well while the stores answer', async () => {
    const answer = await get('/healthz');
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { ok: true, stage: 'running', stores: { log: true, state: true, ledger: true } },
    ]);
  });

  test.each(['log', 'state', 'ledger'] as const)('is not well when the %s does not, and says which', async (store) => {
    books[store].ping = () => Promise.reject(new Error('away'));
    const answer = await get('/healthz');
    const stores = { log: true, state: true, ledger: true, [store]: false };
    expect([answer.status, await answer.json()]).toEqual([503, { ok: false, stage: 'running', stores }]);
  });
});

describe('the metrics', () => {
  const told = async () => {
    const answer = await get('/metrics');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
    return (await answer.text()).split('\n');
  };

  test('tell of deliveries, offers, lag and held batches what the status tells', async () => {
    await books.ledger.batches.put(aBatch({ status: 'held', heldFor: 'many-absent' }));
    const [first, second] = [await books.settle('1'), await books.settle('2')];
    await books.deliver(deliveryOf(first), deliveryOf(second, { state: 'failed', reason: 'timeout' }));
    expect(await told()).toEqual(
      expect.arrayContaining([
        'relais_store_up{store="ledger"} 1',
        'relais_deliveries{subscription="push",state="confirmed"} 1',
        'relais_deliveries{subscription="push",state="failed"} 1',
        'relais_deliveries{subscription="push",state="due"} 0',
        'relais_offers{state="open"} 2',
        'relais_offers_open{members="one"} 2',
        'relais_offers_open{members="several"} 0',
        'relais_lag_records{stage="enricher",topic="relais.observations.v1"} 2',
        'relais_batches_held{source="vdab"} 1',
        'relais_batches_held{source="forem"} 0',
      ]),
    );
  });

  test('tell nothing of what a store that does not answer would have to say, and go on', async () => {
    await get('/unknown');
    await books.ledger.close();
    books.ledger.ping = () => Promise.reject(new Error('away'));
    const lines = (await told()).filter((line) => line.startsWith('relais_'));
    expect(lines.toSorted()).toEqual([
      'relais_store_up{store="ledger"} 0',
      'relais_store_up{store="log"} 1',
      'relais_store_up{store="state"} 1',
    ]);
  });
});

test('a merged offer is told with all its vacancies', async () => {
  const offer = await books.settle('1');
  await books.ledger.offers.apply({ vacancies: [rowOf('forem', '9', { offerId: offer.id })], offers: [] });
  const [trace] = await traceOffers(books.ledger, 'forem:9');
  expect(trace?.vacancies.map((row) => row.key).toSorted()).toEqual(['forem:9', 'vdab:1']);
});

function anAttempt(offerId: string, at: number): AttemptRow {
  const times = { revision: at + 1, startedAt: at, endedAt: at + 1 };
  const told = { channel: 'webhook', outcome: 'accepted', reason: null, detail: null } as const;
  return { id: `b${at}`, subscription: 'push', offerId, batchId: `b${at}`, ...times, ...told };
}
