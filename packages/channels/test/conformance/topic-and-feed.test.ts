import { silentLogger, systemClock } from '@relais/runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { feedServer } from '../../src/index.ts';
import { memoryFeedStore } from '../feed/memory-feed-store.ts';
import { checked, outcomesOf } from './checked.ts';

const KEYS = ['the-first-key-of-the-jobs-partner', 'the-second-key-of-the-jobs-partner'];

describe('a partner topic', () => {
  const lag = (committed: bigint) => ({
    lag: async () => [{ topic: 'relais.partner.jobs.v1', partition: 0, committed, end: 10n, lag: 10n - committed }],
  });

  test('that is there, is read and is for the partner alone passes', async () => {
    const rights = async () => ({ missing: [], others: [] });
    const results = await checked({ kind: 'topic' }, { log: lag(8n), readingRights: rights });
    expect(outcomesOf(results)).toEqual({ topic: 'pass', read: 'pass', rights: 'pass', alone: 'pass' });
    expect(results[1]?.detail).toBe('relais.partner.jobs.reader has 2 records before it');
  });

  test('that the partner may not read, and others may, fails with what is missing', async () => {
    const rights = async () => ({ missing: ['a password of relais-partner-jobs'], others: ['User:museum'] });
    const results = await checked({ kind: 'topic' }, { log: lag(0n), readingRights: rights });
    expect(outcomesOf(results)).toEqual({ topic: 'pass', read: 'warn', rights: 'fail', alone: 'warn' });
    expect(results.map(({ detail }) => detail)).toContain('the partner lacks a password of relais-partner-jobs');
  });

  test('in a log that does not answer, or has no users, is told so', async () => {
    const refused = async () => await Promise.reject(new Error('security is off'));
    expect(outcomesOf(await checked({ kind: 'topic' }, { readingRights: refused }))).toEqual({
      topic: 'fail',
      rights: 'fail',
    });
    expect(outcomesOf(await checked({ kind: 'topic' }, { log: lag(1n) }))).toMatchObject({ rights: 'warn' });
  });
});

describe('a pull feed', () => {
  let address: string;
  const server = feedServer({
    feedStore: memoryFeedStore(),
    subscriptions: new Map([
      ['jobs-all', { apiKeys: KEYS }],
      ['jobs-eures', { apiKeys: KEYS, kind: 'eures' as const }],
    ]),
    logger: silentLogger,
    clock: systemClock,
  });
  beforeAll(async () => {
    address = await server.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => await server.close());

  test.each([
    ['feed', 'jobs-all'],
    ['eures', 'jobs-eures'],
  ])('(%s) opens with each key and with no other', async (kind, subscription) => {
    const results = await checked({ kind, apiKeys: KEYS }, { feedUrl: address, subscription });
    expect(outcomesOf(results)).toEqual({
      encrypted: 'warn',
      'key-1': 'pass',
      'key-2': 'pass',
      'key-missing': 'pass',
      'key-wrong': 'pass',
    });
  });

  test('that does not know a key, or is not there, fails', async () => {
    const stranger = 'a-key-that-the-server-was-not-told-of';
    const results = await checked({ kind: 'feed', apiKeys: [stranger] }, { feedUrl: address });
    expect(outcomesOf(results)).toMatchObject({ 'key-1': 'fail' });
    expect(outcomesOf(await checked({ kind: 'feed', apiKeys: KEYS }))).toEqual({ reachable: 'fail' });
    const nowhere = await checked({ kind: 'feed', apiKeys: KEYS }, { feedUrl: 'http://127.0.0.1:1' });
    expect(outcomesOf(nowhere)).toEqual({ encrypted: 'warn', reachable: 'fail' });
  });
});
