import { silentLogger } from '@relais/runtime';
import type { FastifyInstance } from 'fastify';
import { type FeedPage, type FeedServerOptions, type FeedStore, feedPageSchema, feedServer } from '../../src/index.ts';
import { NOW } from '../offers.ts';

export const KEY = 'k'.repeat(32);

/** A server for one subscription, with the store and the settings of a test. */
export function serverFor(
  feedStore: FeedStore,
  known: Partial<FeedServerOptions> = {},
  subscription: Partial<{ kind: 'feed' | 'eures'; acknowledgement: 'cursor' | 'explicit' }> = {},
): FastifyInstance {
  const subscriptions = new Map([['jobs-all', { apiKeys: [KEY], ...subscription }]]);
  return feedServer({ feedStore, subscriptions, logger: silentLogger, clock: { now: () => NOW }, ...known });
}

/** Asks for a page, with or without a query. */
export async function pageOf(server: FastifyInstance, query = ''): Promise<FeedPage> {
  const answer = await server.inject({
    url: `/v1/feeds/jobs-all${query}`,
    headers: { authorization: `Bearer ${KEY}` },
  });
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`);
  return feedPageSchema.parse(answer.json());
}
