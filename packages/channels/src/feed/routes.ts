import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { channelErrors } from '../errors.ts';
import { formatNamed } from '../formats/registry.ts';
import { positionOf } from './cursor.ts';
import { compress, readEncodings } from './encoding.ts';
import type { FeedStore } from './feed-store.ts';
import type { Gate } from './gate.ts';
import { type PageRequest, readPage } from './page.ts';
import {
  ACKNOWLEDGEMENT_PATH,
  acknowledgementSchema,
  DEFAULT_FEED_ENTRIES,
  FEED_PATH,
  LONGEST_WAIT_SECONDS,
  MOST_FEED_ENTRIES,
} from './protocol.ts';
import type { PulledSubscription } from './pulled.ts';
import { readFilter } from './reader-filter.ts';
import { Waiting } from './waiting.ts';

const MOST_PAGE_BYTES = 8 * 1024 * 1024;

export interface FeedRoutesOptions {
  readonly feedStore: FeedStore;
  readonly subscriptions: ReadonlyMap<string, PulledSubscription>;
  readonly gate: Gate;
  /** Aborts when the server closes: whoever waits is answered. */
  readonly closing: AbortSignal;
}

type ToFeed = FastifyRequest<{ Params: { subscription: string } }>;

/** Adds the calls of the pull feed; the contract stands in `protocol.ts`. */
export function addFeedRoutes(server: FastifyInstance, options: FeedRoutesOptions): void {
  const { feedStore, subscriptions, gate, closing } = options;
  const acknowledge = acknowledger(feedStore);
  const given = givenPositions(feedStore);
  const waiting = new Waiting();
  const onRequest = async (request: ToFeed, reply: FastifyReply) =>
    gate.admit(request.params.subscription, request, reply);

  server.get(FEED_PATH, { onRequest }, async (request: ToFeed, reply) => {
    const { subscription } = request.params;
    const known = subscriptions.get(subscription);
    const query = request.query as Readonly<Record<string, unknown>>;
    const epoch = (await feedStore.epoch?.()) ?? '';
    const question: PageRequest = {
      subscription,
      epoch,
      position: query['after'] === undefined ? 0 : await given(subscription, epoch, query['after']),
      limit: readLimit(query),
      mostBytes: MOST_PAGE_BYTES,
      format: formatNamed(known?.format ?? 'relais-json'),
      filter: readFilter(query),
    };
    const waitMs = readWait(query);
    const encodings = readEncodings(request.headers['accept-encoding']);
    if (known?.acknowledgement !== 'explicit') await acknowledge(subscription, epoch, question.position);
    const look = async () => await readPage(feedStore, question);
    const signal = AbortSignal.any([closing, hangUp(reply)]);
    const page = await waiting.forNews(subscription, look, { waitMs, signal });
    // A connection that is kept would keep the closing server waiting.
    if (closing.aborted) void reply.header('connection', 'close');
    void reply.header('etag', page.etag).header('cache-control', 'private, no-cache').header('vary', 'accept-encoding');
    if (isKnown(page.etag, request.headers['if-none-match'])) return await reply.code(304).send();
    void reply.type('application/json; charset=utf-8');
    const compressed = await compress(page.body, encodings);
    if (compressed === null) return await reply.send(page.body);
    return await reply.header('content-encoding', 'gzip').send(compressed);
  });

  server.post(ACKNOWLEDGEMENT_PATH, { onRequest }, async (request: ToFeed, reply) => {
    const { subscription } = request.params;
    const body = acknowledgementSchema.safeParse(request.body).data;
    if (body === undefined) throw channelErrors.create('FEED_QUESTION_INVALID', { reason: 'the body is no cursor' });
    const epoch = (await feedStore.epoch?.()) ?? '';
    await acknowledge(subscription, epoch, await given(subscription, epoch, body.cursor));
    return await reply.code(204).send();
  });
}

/** A reader that waits for news asks with the same cursor again and again: the store hears of it once. */
function acknowledger(feedStore: FeedStore) {
  const acknowledged = new Map<string, number>();
  return async (subscription: string, epoch: string, position: number) => {
    const key = `${subscription} ${epoch}`;
    if (position <= (acknowledged.get(key) ?? 0)) return;
    await feedStore.acknowledge(subscription, position);
    acknowledged.set(key, position);
  };
}

/**
 * Reads cursors. A position that the feed has not come to was never given out: it is of a store that was put back to an earlier
 * day, or made up. Who went on from it would not hear of what comes before it. What was given out has an entry there or, since
 * only the newest entry of an offer is kept, behind it.
 */
function givenPositions(feedStore: FeedStore) {
  const highest = new Map<string, number>();
  return async (subscription: string, epoch: string, cursor: unknown): Promise<number> => {
    const position = readCursor(subscription, epoch, cursor);
    const key = `${subscription} ${epoch}`;
    if (position <= (highest.get(key) ?? 0)) return position;
    const entries = await feedStore.after(subscription, position - 1, 1);
    if (entries.length === 0) throw channelErrors.create('FEED_CURSOR_EXPIRED');
    highest.set(key, position);
    return position;
  };
}

/** Whether a reader has the page already: ETags are compared weakly (RFC 9110, section 13.1.2), so that a page has one in any encoding. */
function isKnown(etag: string, known: string | undefined): boolean {
  return (known ?? '').split(',').some((one) => one.trim() === etag || one.trim() === '*');
}

/** Aborts when the reader goes away before it has its answer. */
function hangUp(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}

function readCursor(subscription: string, epoch: string, cursor: unknown): number {
  const position = positionOf(subscription, epoch, cursor);
  if (position === 'invalid') throw channelErrors.create('FEED_CURSOR_INVALID');
  if (position === 'expired') throw channelErrors.create('FEED_CURSOR_EXPIRED');
  return position;
}

function readLimit({ limit = String(DEFAULT_FEED_ENTRIES) }: Readonly<Record<string, unknown>>): number {
  const count = typeof limit === 'string' && /^\d{1,4}$/.test(limit) ? Number(limit) : 0;
  if (count >= 1 && count <= MOST_FEED_ENTRIES) return count;
  throw channelErrors.create('FEED_LIMIT_INVALID', { most: MOST_FEED_ENTRIES });
}

function readWait({ wait = '0' }: Readonly<Record<string, unknown>>): number {
  const seconds = typeof wait === 'string' && /^\d{1,3}$/.test(wait) ? Number(wait) : Number.NaN;
  if (seconds <= LONGEST_WAIT_SECONDS) return seconds * 1000;
  const reason = `wait must be whole seconds, ${LONGEST_WAIT_SECONDS} at most`;
  throw channelErrors.create('FEED_QUESTION_INVALID', { reason });
}
