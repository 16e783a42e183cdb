import { createHash, timingSafeEqual } from 'node:crypto';
import { type Clock, type Logger, RelaisError } from '@relais/runtime';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { channelErrors } from '../errors.ts';
import { positionOf } from './cursor.ts';
import type { FeedStore } from './feed-store.ts';
import { type PageRequest, readPage } from './page.ts';
import { DEFAULT_FEED_ENTRIES, FEED_PATH, MOST_FEED_ENTRIES } from './protocol.ts';
import { type RateLimit, RateLimiter } from './rate-limit.ts';

const MOST_PAGE_BYTES = 8 * 1024 * 1024;
const STATUSES: Readonly<Record<string, number>> = {
  FEED_CURSOR_INVALID: 400,
  FEED_LIMIT_INVALID: 400,
  FEED_UNAUTHORIZED: 401,
  FEED_NOT_FOUND: 404,
  FEED_RATE_LIMITED: 429,
};

export interface FeedServerOptions {
  readonly feedStore: FeedStore;
  /** Subscriptions with a feed, and the API keys that open each. */
  readonly subscriptions: ReadonlyMap<string, { readonly apiKeys: readonly string[] }>;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Questions with a valid key, per subscription. @default 50 a second, 200 at once */
  readonly rate?: RateLimit;
  /** Questions without a valid key, per remote address. @default 1 a second, 20 at once */
  readonly strangerRate?: RateLimit;
}

/** The server of the pull feeds, not yet listening: call `listen`, later `close`. The contract stands in `protocol.ts`. */
export function feedServer(options: FeedServerOptions): FastifyInstance {
  const server = fastify({
    logger: false,
    bodyLimit: 1024,
    routerOptions: { maxParamLength: 63 },
    requestTimeout: 10_000,
    connectionTimeout: 60_000,
    forceCloseConnections: 'idle',
    frameworkErrors: (_error, _request, reply) => {
      void (reply as FastifyReply).code(404).send(faultOf('FEED_NOT_FOUND'));
    },
  });
  const gate = new Gate(options);
  const acknowledged = new Map<string, number>();
  /** A reader that waits for news asks with the same cursor again and again: the store hears of it once. */
  const acknowledge = async (subscription: string, position: number) => {
    if (position <= (acknowledged.get(subscription) ?? 0)) return;
    await options.feedStore.acknowledge(subscription, position);
    acknowledged.set(subscription, position);
  };
  server.setNotFoundHandler(() => {
    throw channelErrors.create('FEED_NOT_FOUND');
  });
  server.setErrorHandler(async (error, _request, reply) => await answerFault(error, reply, options.logger));
  server.get(FEED_PATH, async (request: FastifyRequest<{ Params: { subscription: string } }>, reply) => {
    const { subscription } = request.params;
    gate.admit(subscription, request, reply);
    const question = readQuestion(subscription, request.query as Readonly<Record<string, unknown>>);
    await acknowledge(subscription, question.position);
    const page = await readPage(options.feedStore, question);
    void reply.header('etag', page.etag).header('cache-control', 'private, no-cache');
    if (request.headers['if-none-match'] === page.etag) return await reply.code(304).send();
    return await reply.type('application/json; charset=utf-8').send(page.body);
  });
  return server;
}

/** Lets a question in by its key and rate; throws otherwise. */
class Gate {
  readonly #digests: ReadonlyMap<string, readonly Buffer[]>;
  readonly #known: RateLimiter;
  readonly #strangers: RateLimiter;

  constructor({ subscriptions, clock, rate, strangerRate }: FeedServerOptions) {
    this.#digests = new Map([...subscriptions].map(([id, { apiKeys }]) => [id, apiKeys.map(digestOf)]));
    this.#known = new RateLimiter(rate ?? { perSecond: 50, burst: 200 }, clock);
    this.#strangers = new RateLimiter(strangerRate ?? { perSecond: 1, burst: 20 }, clock);
  }

  admit(subscription: string, request: FastifyRequest, reply: FastifyReply): void {
    const key = /^Bearer +(\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const valid = this.#opens(subscription, key);
    const waitMs = valid ? this.#known.take(subscription) : this.#strangers.take(request.ip);
    if (waitMs > 0) {
      void reply.header('retry-after', Math.ceil(waitMs / 1000));
      throw channelErrors.create('FEED_RATE_LIMITED');
    }
    if (valid) return;
    void reply.header('www-authenticate', 'Bearer');
    throw channelErrors.create('FEED_UNAUTHORIZED');
  }

  /** Compares digests of equal length, all of them, in constant time. */
  #opens(subscription: string, key: string): boolean {
    const given = digestOf(key);
    const digests = this.#digests.get(subscription) ?? [];
    return digests.map((digest) => timingSafeEqual(digest, given)).includes(true);
  }
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

function readQuestion(subscription: string, query: Readonly<Record<string, unknown>>): PageRequest {
  const { after, limit = String(DEFAULT_FEED_ENTRIES) } = query;
  const count = typeof limit === 'string' && /^\d{1,4}$/.test(limit) ? Number(limit) : 0;
  if (count < 1 || count > MOST_FEED_ENTRIES) {
    throw channelErrors.create('FEED_LIMIT_INVALID', { most: MOST_FEED_ENTRIES });
  }
  const position = after === undefined ? 0 : positionOf(subscription, after);
  if (position === null) throw channelErrors.create('FEED_CURSOR_INVALID');
  return { subscription, position, limit: count, mostBytes: MOST_PAGE_BYTES };
}

async function answerFault(error: unknown, reply: FastifyReply, logger: Logger): Promise<FastifyReply> {
  if (error instanceof RelaisError && error.code in STATUSES) {
    return await reply.code(STATUSES[error.code] ?? 500).send({ code: error.code, message: error.message });
  }
  const { statusCode } = error as { statusCode?: unknown };
  if (typeof statusCode === 'number' && statusCode < 500) {
    return await reply.code(statusCode).send(faultOf('FEED_NOT_FOUND'));
  }
  logger.error({ error, code: 'FEED_UNAVAILABLE' }, 'the feed store failed');
  return await reply.code(500).send(faultOf('FEED_UNAVAILABLE'));
}

function faultOf(code: 'FEED_NOT_FOUND' | 'FEED_UNAVAILABLE'): { code: string; message: string } {
  return { code, message: channelErrors.create(code).message };
}
