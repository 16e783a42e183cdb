import type { Clock, Logger } from '@relais/runtime';
import { type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import { channelErrors } from '../errors.ts';
import { addEuresRoutes } from '../eures/routes.ts';
import { answerFault, faultOf } from './faults.ts';
import type { FeedStore } from './feed-store.ts';
import { Gate } from './gate.ts';
import type { PulledSubscription } from './pulled.ts';
import type { RateLimit } from './rate-limit.ts';
import { addFeedRoutes } from './routes.ts';

export interface FeedServerOptions {
  readonly feedStore: FeedStore;
  /** Subscriptions that are read here, and the API keys that open each. */
  readonly subscriptions: ReadonlyMap<string, PulledSubscription>;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Questions with a valid key, per subscription. @default 50 a second, 200 at once */
  readonly rate?: RateLimit;
  /** Questions without a valid key, per remote address. @default 1 a second, 20 at once */
  readonly strangerRate?: RateLimit;
}

/**
 * The server of the pull feeds and of the EURES Input API, not yet listening: call `listen`, later `close`, which ends
 * the waits of readers. The contracts stand in `protocol.ts` of each.
 */
export function feedServer(options: FeedServerOptions): FastifyInstance {
  const server = fastify({
    logger: false,
    bodyLimit: 1024,
    routerOptions: { maxParamLength: 63 },
    requestTimeout: 10_000,
    connectionTimeout: 60_000,
    forceCloseConnections: 'idle',
    frameworkErrors: (_error, _request, reply) => {
      void (reply as FastifyReply).code(404).send(faultOf(channelErrors.create('FEED_NOT_FOUND')));
    },
  });
  const closing = new AbortController();
  server.addHook('preClose', (done) => {
    closing.abort();
    done();
  });
  server.setNotFoundHandler(() => {
    throw channelErrors.create('FEED_NOT_FOUND');
  });
  server.setErrorHandler(async (error, _request, reply) => await answerFault(error, reply, options.logger));
  addFeedRoutes(server, { ...options, gate: gateFor('feed', options), closing: closing.signal });
  addEuresRoutes(server, { ...options, gate: gateFor('eures', options) });
  return server;
}

function gateFor(kind: 'feed' | 'eures', { subscriptions, clock, rate, strangerRate }: FeedServerOptions): Gate {
  const open = [...subscriptions].filter(([, subscription]) => (subscription.kind ?? 'feed') === kind);
  return new Gate({
    keys: new Map(open.map(([id, { apiKeys }]) => [id, apiKeys])),
    clock,
    rate: rate ?? { perSecond: 50, burst: 200 },
    strangerRate: strangerRate ?? { perSecond: 1, burst: 20 },
  });
}
